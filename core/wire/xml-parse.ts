import { SaxesParser } from 'saxes';
import { NAMED_CHARACTERS } from './entities.ts';
import type { XmlElement, XmlNode } from './xml.ts';

/** What hostile XML may cost at most; wire copy stays far below. */
const MAX_DEPTH = 200;
const MAX_ATTRIBUTES = 200;
const MAX_ELEMENTS = 300_000;

/** A document's root, or why there is none: one sentence with line and column. */
export type XmlReading =
  | { readonly kind: 'document'; readonly root: XmlElement }
  | { readonly kind: 'broken'; readonly reason: string };

/** An element while its children are still coming. */
interface OpenElement extends XmlElement {
  readonly children: XmlNode[];
}

/** Ends the parser where a document asks for too much, or is not well-formed. */
class XmlStop extends Error {}

/**
 * Reads one XML document. Entities of its own, external ones included, are never expanded: a document
 * that declares any is refused. Time and memory are linear in its length.
 */
export function parseXml(text: string): XmlReading {
  const trimmed = text.trimStart();
  const parser = new SaxesParser({ position: true });
  const linesBefore = text.slice(0, text.length - trimmed.length).split('\n').length - 1;
  Object.assign(parser.ENTITIES, NAMED_CHARACTERS);
  const build = treeBuilder();
  parser.on('error', (error) => {
    throw new XmlStop(plainReason(error.message));
  });
  parser.on('doctype', refuseDeclarations);
  parser.on('opentagstart', build.start);
  parser.on('attribute', build.attribute);
  parser.on('text', build.text);
  parser.on('cdata', build.text);
  parser.on('closetag', build.end);
  try {
    parser.write(trimmed).close();
  } catch (error) {
    if (!(error instanceof XmlStop)) throw error;
    return {
      kind: 'broken',
      reason: `The XML cannot be read at line ${parser.line + linesBefore}, column ${parser.column + 1}: ${error.message}.`,
    };
  }
  const root = build.root();
  return root === null
    ? { kind: 'broken', reason: 'The XML has no element in it.' }
    : { kind: 'document', root };
}

function treeBuilder() {
  const open: OpenElement[] = [];
  let root: XmlElement | null = null;
  let elements = 0;
  let attributes: Record<string, string> = Object.create(null);
  let attributeCount = 0;
  return {
    root: (): XmlElement | null => root,
    start: (tag: { readonly name: string }): void => {
      elements += 1;
      if (elements > MAX_ELEMENTS) throw new XmlStop(`it has more than ${MAX_ELEMENTS} elements`);
      if (open.length >= MAX_DEPTH) throw new XmlStop(`elements are nested more than ${MAX_DEPTH} deep`);
      attributes = Object.create(null);
      attributeCount = 0;
      const element: OpenElement = { name: localName(tag.name), attributes, children: [] };
      const parent = open.at(-1);
      if (parent === undefined) root ??= element;
      else parent.children.push(element);
      open.push(element);
    },
    attribute: ({ name, value }: { readonly name: string; readonly value: string }): void => {
      attributeCount += 1;
      if (attributeCount > MAX_ATTRIBUTES) {
        throw new XmlStop(`an element has more than ${MAX_ATTRIBUTES} attributes`);
      }
      if (!name.startsWith('xmlns')) attributes[localName(name)] = value;
    },
    text: (text: string): void => {
      open.at(-1)?.children.push(text);
    },
    end: (): void => {
      open.pop();
    },
  };
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Refuses a document type with declarations of its own (XML 1.0, section 2.8): no feed needs them, entity bombs do. */
function refuseDeclarations(doctype: string): void {
  if (doctype.includes('[')) throw new XmlStop('it declares entities of its own, which is not allowed');
}

/** The parser's message without its own position and final full stop. */
function plainReason(message: string): string {
  const plain = message.replace(/^\d+:\d+: /u, '').replace(/\.$/u, '');
  return /unclosed tag|unexpected end/iu.test(plain) ? `it breaks off (${plain})` : plain;
}
