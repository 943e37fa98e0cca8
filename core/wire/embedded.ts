import { htmlParagraphs, mendText, resolveDeep, xmlParagraphs } from './markup.ts';
import { ttText } from './tt-text.ts';
import { unwrap } from './unwrap.ts';
import { child, children, findAll, lineOf, rawText, type XmlElement } from './xml.ts';
import { parseXml } from './xml-parse.ts';

/** A story's text as one format carries it inside another. */
export interface Embedded {
  readonly headline: string | null;
  readonly lead: string | null;
  /** Below the headline in its head; those between the paragraphs are paragraphs. */
  readonly subHeadlines: readonly string[];
  readonly byline: string | null;
  readonly paragraphs: readonly string[];
}

const NOTHING: Embedded = { headline: null, lead: null, subHeadlines: [], byline: null, paragraphs: [] };

const TAG = '(?:p|br|div|span|b|i|em|strong|a|ul|ol|li|table|tr|td|h[1-6]|html|body|section|blockquote)';
/** HTML's tags, also escaped once more; an address in angle brackets is none. */
const HAS_TAGS = new RegExp(
  `</?${TAG}(?:[\\s/][^<>]{0,500})?>|&lt;/?${TAG}(?:[\\s/][^<>&]{0,300})?&gt;`,
  'iu',
);

const HAS_BLOCKS =
  /(?:<|&lt;)\/?(?:p|br|div|ul|ol|li|table|tr|td|h[1-6]|html|body|section|blockquote)(?:[\s/>]|&gt;)/iu;

/**
 * The text in an element that carries NITF, TT's markup, XHTML, HTML escaped or in CDATA (also where
 * it is declared as plain text), or plain text.
 */
export function embeddedText(carrier: XmlElement): Embedded {
  const nitf = findAll(carrier, 'nitf')[0];
  if (nitf !== undefined) return nitfText(nitf);
  const tt = ttText(carrier);
  if (tt !== null) return tt;
  if (children(carrier).length > 0) return { ...NOTHING, ...withoutTitle(carrier) };
  const page = pageIn(rawText(carrier));
  if (typeof page !== 'string') return embeddedText({ ...carrier, children: [page] });
  const text = page;
  if (!HAS_TAGS.test(text)) return { ...NOTHING, paragraphs: plainParagraphs(text) };
  const wrapped = /^\s*<p>([^<]*)<\/p>\s*$/iu.exec(text)?.[1];
  if (wrapped !== undefined) return { ...NOTHING, paragraphs: plainParagraphs(wrapped.replace(/^\s+/u, '')) };
  // Text with emphasis but without paragraphs of markup has lines.
  const paragraphs = HAS_BLOCKS.test(text)
    ? htmlParagraphs(text)
    : plainParagraphs(text).flatMap(htmlParagraphs);
  return { ...NOTHING, paragraphs };
}

/** How a document of its own begins, and what of that no HTML has. */
const DOCUMENT = /^\s{0,1000}<(?:\?xml[\s?]|!DOCTYPE\s|nitf[\s>]|html[\s>])/iu;
const PROLOG = /^\s{0,1000}<\?xml[^>]{0,200}>/iu;

/** The root of a document that is set into another as text (CDATA or escaped); the text without its prolog where it is none. */
function pageIn(text: string): XmlElement | string {
  if (!DOCUMENT.test(text.slice(0, 1100))) return text;
  const page = parseXml(text);
  return page.kind === 'document' ? page.root : text.replace(PROLOG, '');
}

/** NITF's text: `hedline/hl1` and `hl2`, `abstract`, `byline`, and `body.content` with the `tagline` (NITF 3.6). */
export function nitfText(nitf: XmlElement): Embedded {
  const body = child(nitf, 'body') ?? nitf;
  const head = child(body, 'body.head');
  // AP spells it `headline`.
  const hedline = child(head, 'hedline') ?? child(head, 'headline');
  const content = child(body, 'body.content');
  return {
    headline: lineOf(child(hedline, 'hl1')) ?? lineOf(child(child(nitf, 'head'), 'title')),
    lead: xmlParagraphs(child(head, 'abstract')).join(' ') || null,
    subHeadlines: children(hedline, 'hl2').flatMap((line) => lineOf(line) ?? []),
    byline:
      children(head, 'byline')
        .flatMap((byline) => nitfByline(byline) ?? [])
        .join(', ') || null,
    paragraphs: [...xmlParagraphs(content), ...xmlParagraphs(child(child(body, 'body.end'), 'tagline'))],
  };
}

/** The persons in a NITF byline, else its text without `By` and the title (`byttl`), unless it is all there is. */
function nitfByline(byline: XmlElement): string | null {
  const persons = findAll(byline, 'person').flatMap((person) => lineOf(person) ?? []);
  if (persons.length > 0) return persons.join(', ');
  const children = byline.children.filter((node) => typeof node === 'string' || node.name !== 'byttl');
  const text = lineOf({ ...byline, children }) ?? lineOf(byline);
  return text?.replace(/^(?:By|A[fv]|Von|Par) (?=\p{Lu})|,$/giu, '') ?? null;
}

/** The paragraphs of plain text: lines, or blocks of hard-wrapped ones. */
export function plainParagraphs(text: string): string[] {
  return unwrap(text.replace(/\r\n?/gu, '\n'))
    .split('\n')
    .map((line) => mendText(resolveDeep(line)))
    .filter(Boolean);
}

/** A page's text; its title is its headline where it stands in the page's head. */
function withoutTitle(carrier: XmlElement) {
  const page = findAll(carrier, 'html')[0] ?? null;
  const headline = lineOf(child(child(page, 'head'), 'title'));
  return { headline, paragraphs: plainPage(child(page, 'body')) ?? xmlParagraphs(carrier) };
}

/**
 * The paragraphs of plain text that some agencies put into a page as it is, where its lines part it, or into the one
 * paragraph of it, where indents and blank lines do. Null where the page has markup.
 */
function plainPage(body: XmlElement | null): string[] | null {
  const [only, ...more] = children(body);
  if (body === null || more.length > 0) return null;
  if (only === undefined) return plainParagraphs(rawText(body));
  const isAlone = body.children.every(
    (node) => node === only || (typeof node === 'string' && node.trim() === ''),
  );
  const isText = isAlone && only.name === 'p' && children(only).length === 0;
  return isText ? indentedParagraphs(rawText(only)) : null;
}

/** Lines joined; a blank one, or an indent deeper than that of the XML around them, begins a paragraph. */
function indentedParagraphs(text: string): string[] {
  const [first = '', ...rest] = text.replace(/^\s+/u, '').split(/\r\n?|\n/u);
  const indentOf = (line: string): number => line.length - line.trimStart().length;
  const common = Math.min(
    ...rest
      .slice(0, 5000)
      .filter((line) => line.trim() !== '')
      .map(indentOf),
  );
  const paragraphs = [first];
  let isOpen = true;
  for (const line of rest) {
    if (line.trim() === '') isOpen = false;
    else if (isOpen && indentOf(line) < common + 2)
      paragraphs.push(`${paragraphs.pop() ?? ''} ${line.trim()}`);
    else {
      paragraphs.push(line.trim());
      isOpen = true;
    }
  }
  return paragraphs.map((paragraph) => mendText(resolveDeep(paragraph))).filter(Boolean);
}
