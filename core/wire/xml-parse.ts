import { SaxesParser } from 'saxes';
import { cleanLine } from './clean.ts';
import { NAMED_CHARACTERS } from './entities.ts';
import type { Named, XmlElement, XmlNode } from './xml.ts';

/** What hostile XML may cost at most; wire copy stays far below. */
const MAX_DEPTH = 200;
const MAX_ATTRIBUTES = 200;
const MAX_ELEMENTS = 300_000;

/** A document's root, or why there is none: one sentence with line and column. */
export type XmlReading =
  | { readonly kind: 'document'; readonly root: XmlElement }
  | { readonly kind: 'broken'; readonly reason: string };

/** Takes elements out of a document while it is read. */
export interface ItemTaker {
  /** Whether an element is to be taken, by its name and those around it, the root first. Not asked within such an element. */
  readonly isItem: (name: string, within: readonly Named[]) => boolean;
  /**
   * Takes the element, which then does not stand in the tree; or leaves it there and all later ones (false). `before` is the root
   * with what stands there before the first such element.
   */
  readonly take: (item: XmlElement, before: XmlElement) => boolean;
}

/** An element while its children are still coming: those stand on the pile from `firstChild` on. */
interface OpenElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly firstChild: number;
}

const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze(Object.create(null));

/** Ends the parser where a document asks for too much, or is not well-formed. */
class XmlStop extends Error {}

/** Reads one XML document; see {@link parseXmlPieces}. */
export function parseXml(text: string): XmlReading {
  return parseXmlPieces([text], null);
}

/**
 * Reads one XML document that comes in pieces, the first of which has its first element or declaration. Entities of its own, external ones included, are never expanded: a document
 * that declares any is refused. Time and memory are linear in its length. A document that turns out to be broken has no
 * items: what was taken from it before is void.
 */
export function parseXmlPieces(pieces: Iterable<string>, taker: ItemTaker | null): XmlReading {
  const parser = new SaxesParser({ position: true });
  let linesBefore: number | null = null;
  Object.assign(parser.ENTITIES, NAMED_CHARACTERS);
  const build = treeBuilder(taker);
  parser.on('error', (error) => {
    throw new XmlStop(plainReason(error.message));
  });
  parser.on('doctype', refuseDeclarations);
  parser.on('opentag', build.start);
  parser.on('attribute', build.attribute);
  parser.on('text', build.text);
  parser.on('cdata', build.text);
  parser.on('closetag', build.end);
  try {
    for (const piece of pieces) {
      const trimmed: string = linesBefore === null ? piece.trimStart() : piece;
      linesBefore ??= piece.slice(0, piece.length - trimmed.length).split('\n').length - 1;
      parser.write(trimmed);
    }
    parser.close();
  } catch (error) {
    if (!(error instanceof XmlStop)) throw error;
    return {
      kind: 'broken',
      reason: `The XML cannot be read at line ${parser.line + (linesBefore ?? 0)}, column ${parser.column + 1}: ${error.message}.`,
    };
  }
  const root = build.root();
  return root === null
    ? { kind: 'broken', reason: 'The XML has no element in it.' }
    : { kind: 'document', root };
}

/** Collects nodes on one pile and makes an element of them when it ends, so that none is larger than it must be. */
function treeBuilder(taker: ItemTaker | null) {
  const open: OpenElement[] = [];
  const pile: XmlNode[] = [];
  const items = taker === null ? null : itemWatch(taker, open, pile);
  let elements = 0;
  let attributes: Record<string, string> | null = null;
  let attributeCount = 0;
  return {
    root: (): XmlElement | null => {
      const [root] = pile;
      return root === undefined || typeof root === 'string' ? null : root;
    },
    attribute: ({ name, value }: { readonly name: string; readonly value: string }): void => {
      attributeCount += 1;
      if (attributeCount > MAX_ATTRIBUTES) {
        throw new XmlStop(`an element has more than ${MAX_ATTRIBUTES} attributes`);
      }
      if (name.startsWith('xmlns')) return;
      attributes ??= newAttributes();
      attributes[localName(name)] = value;
    },
    start: (tag: { readonly name: string }): void => {
      elements += 1;
      if (elements > MAX_ELEMENTS) throw new XmlStop(`it has more than ${MAX_ELEMENTS} elements`);
      if (open.length >= MAX_DEPTH) throw new XmlStop(`elements are nested more than ${MAX_DEPTH} deep`);
      const name = localName(tag.name);
      items?.start(name);
      open.push({
        name,
        attributes: attributes ?? NO_ATTRIBUTES,
        firstChild: pile.length,
      });
      attributes = null;
      attributeCount = 0;
    },
    text: (text: string): void => {
      if (open.length > 0) pile.push(text);
    },
    end: (): void => {
      const element = open.pop();
      if (element === undefined) return;
      const { name, attributes: own, firstChild } = element;
      const children = pile.slice(firstChild);
      pile.length = firstChild;
      const ended = { name, attributes: own, children };
      if (items?.takes(ended) !== true) pile.push(ended);
    },
  };
}

/** Follows where items begin and end, and hands them over until the taker wants no more. */
function itemWatch(taker: ItemTaker, open: readonly OpenElement[], pile: readonly XmlNode[]) {
  let depth = -1;
  let before: XmlElement | null = null;
  let isOver = false;
  const rootSoFar = (): XmlElement => {
    const [root, inRoot] = open;
    const end = inRoot?.firstChild ?? pile.length;
    return {
      name: root?.name ?? '',
      attributes: root?.attributes ?? NO_ATTRIBUTES,
      children: pile.slice(root?.firstChild ?? 0, end),
    };
  };
  return {
    start: (name: string): void => {
      if (depth < 0 && !isOver && open.length > 0 && taker.isItem(name, open)) depth = open.length;
    },
    takes: (ended: XmlElement): boolean => {
      if (open.length !== depth) return false;
      depth = -1;
      before ??= rootSoFar();
      isOver = !taker.take(ended, before);
      return !isOver;
    },
  };
}

/** Without a prototype, so that no attribute's name finds anything else. */
function newAttributes(): Record<string, string> {
  return Object.create(null);
}

/** What feeds say of pictures and sound, in the same words as of the story (`media:title`), keeps its prefix. */
const OTHER_MEDIA = /^(?:media|itunes|podcast):/u;

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 || OTHER_MEDIA.test(name) ? name : name.slice(colon + 1);
}

/** NewsML's DTDs ask for NITF's beside them in just this way; it is never fetched. */
const DTD_BESIDE =
  /<!ENTITY\s{1,9}%\s{1,9}[\w.-]{1,40}\s{1,9}SYSTEM\s{1,9}"(?:[\w.-]{1,60}\/){0,9}[\w.-]{1,60}\.dtd"\s{0,9}>/gu;

/**
 * Refuses a document type with declarations of its own (XML 1.0, section 2.8), as entity bombs need them.
 * Only a DTD that lies beside the file may be named.
 */
function refuseDeclarations(doctype: string): void {
  const start = doctype.indexOf('[');
  if (start < 0) return;
  const declarations = doctype
    .slice(start + 1)
    .replace(DTD_BESIDE, '')
    .replace(/%[\w.-]{1,40};/gu, '');
  if (/<!|%/u.test(declarations)) throw new XmlStop('it declares entities of its own, which is not allowed');
}

/** So much of the parser's message is told: it quotes names out of the file, which may be of any length. */
const LONGEST_REASON = 120;

/** The parser's message on one short line, without its own position and final full stop. */
function plainReason(message: string): string {
  const plain =
    cleanLine(message.replace(/^\d+:\d+: /u, '').slice(0, LONGEST_REASON))?.replace(/\.$/u, '') ?? '';
  return /unclosed tag|unexpected end/iu.test(plain) ? `it breaks off (${plain})` : plain;
}
