import { collapse } from './clean.ts';

/** Anything with an element's name: the local one, in the document's case. */
export interface Named {
  readonly name: string;
}

/**
 * A well-formed XML document as a small read-only tree. Names are local names: agencies bind their
 * prefixes as they like, and some misspell the namespace; only what feeds say of other media keeps its prefix
 * (`media:title`). Mixed content keeps its order.
 */
export interface XmlElement extends Named {
  /** By local name; `xml:lang` is `lang`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
}

/** An element, or text with entities resolved. */
export type XmlNode = XmlElement | string;

/** Elements with more children are looked through once for all names. */
const MANY_CHILDREN = 100;

/** Such elements' first children by name: what many items ask of their feed must not cost its length each time. */
const firstChildren = new WeakMap<XmlElement, ReadonlyMap<string, XmlElement>>();

/** The first child element of that name, or null. */
export function child(parent: XmlElement | null, name: string): XmlElement | null {
  if (parent === null) return null;
  if (parent.children.length > MANY_CHILDREN) return firstChildrenOf(parent).get(name) ?? null;
  for (const node of parent.children) if (typeof node !== 'string' && node.name === name) return node;
  return null;
}

function firstChildrenOf(parent: XmlElement): ReadonlyMap<string, XmlElement> {
  const known = firstChildren.get(parent);
  if (known !== undefined) return known;
  const first = new Map<string, XmlElement>();
  for (const node of parent.children) {
    if (typeof node !== 'string' && !first.has(node.name)) first.set(node.name, node);
  }
  firstChildren.set(parent, first);
  return first;
}

/** All child elements, or those of that name, in the document's order. */
export function children(parent: XmlElement | null, name?: string): XmlElement[] {
  const found: XmlElement[] = [];
  if (parent === null) return found;
  for (const node of parent.children) {
    if (typeof node !== 'string' && (name === undefined || node.name === name)) found.push(node);
  }
  return found;
}

/** The element at the end of a way of child names, or null. */
export function descend(root: XmlElement | null, ...names: readonly string[]): XmlElement | null {
  let element = root;
  for (const name of names) element = child(element, name);
  return element;
}

/** All elements of that name below `root`, in the document's order. The tree's depth is bounded where it is read. */
export function findAll(root: XmlElement | null, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  const walk = (parent: XmlElement): void => {
    for (const node of parent.children) {
      if (typeof node === 'string') continue;
      if (node.name === name) found.push(node);
      walk(node);
    }
  };
  if (root !== null) walk(root);
  return found;
}

/** An attribute's value without white space around it; null where it is missing or empty. */
export function attribute(element: XmlElement | null, name: string): string | null {
  return element?.attributes[name]?.trim() || null;
}

/** All text in an element, as written; a `br` in it is a line break. */
export function rawText(element: XmlElement | null): string {
  if (element === null) return '';
  let text = element.name === 'br' ? '\n' : '';
  for (const node of element.children) text += typeof node === 'string' ? node : rawText(node);
  return text;
}

/** All text in an element on one line; null where it is missing or empty. */
export function lineOf(element: XmlElement | null): string | null {
  return collapse(rawText(element)) || null;
}
