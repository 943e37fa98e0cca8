import { attribute, children, lineOf, type XmlElement } from './xml.ts';

/** NewsML 1's elements by name, whatever their capitals: agencies spell them as they like. */
export function pickAll(parent: XmlElement | null, name: string): XmlElement[] {
  const wanted = name.toLowerCase();
  return children(parent).filter((element) => element.name === name || element.name.toLowerCase() === wanted);
}

/** The first child of that name, or null. */
export function pick(parent: XmlElement | null, name: string): XmlElement | null {
  return pickAll(parent, name)[0] ?? null;
}

/** All elements of that name below one, in the document's order. */
export function descendants(root: XmlElement, name: string): XmlElement[] {
  return children(root).flatMap((element) => [
    ...(element.name.toLowerCase() === name.toLowerCase() ? [element] : []),
    ...descendants(element, name),
  ]);
}

/** What a controlled vocabulary calls it. */
export function formalName(element: XmlElement | null): string | null {
  return attribute(element, 'FormalName');
}

/** A value as `@FormalName` or as text: both are seen. */
export function namedValue(element: XmlElement | null): string | null {
  return formalName(element) ?? lineOf(element);
}
