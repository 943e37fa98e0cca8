import { resolveReferences } from './entities.ts';
import { mendMojibake } from './mojibake.ts';
import type { XmlElement } from './xml.ts';

/** Elements inside a line of text: HTML's and NITF's. They neither part words nor paragraphs. */
const INLINE = new Set(
  (
    'a abbr acronym b bdo big cite code del dfn em font i img ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr ' +
    'chron classifier copyrite event function lang location sublocation city state region country money num object.title org alt-code person ' +
    'name.given name.family name pronounce virtloc frac frac-num frac-sep frac-den inlinequote keyword personname ' +
    'inline phrase'
  ).split(' '),
);

/** Elements that begin and end a paragraph. */
const BLOCK = new Set(
  (
    'p br div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr caption blockquote pre hr address article section header footer ' +
    'main aside nav center figure figcaption html body block bq fn note nitf-table hl1 hl2 byline dateline credit datasource tagline form'
  ).split(' '),
);

/** Cells of a table's row. */
const CELLS = new Set(['td', 'th']);

/** Elements whose content is no text of the story: code, and other media with their captions. */
const DROPPED = new Set(
  'script style head title template noscript iframe object media figure-media nitf-table-metadata col colgroup'.split(
    ' ',
  ),
);

/** What stands between the cells of a row. */
const CELL_GAP = ' | ';

/** Collects text and where it breaks; {@link ParagraphBuilder.done} returns the paragraphs, each one line. */
interface ParagraphBuilder {
  readonly text: (text: string) => void;
  readonly open: (name: string) => void;
  readonly close: (name: string) => void;
  readonly done: () => string[];
}

function paragraphBuilder(): ParagraphBuilder {
  const paragraphs: string[] = [];
  let current = '';
  let cellEnded = false;
  const end = (): void => {
    const paragraph = current.replace(/\s+/gu, ' ').trim();
    if (paragraph !== '') paragraphs.push(paragraph);
    current = '';
    cellEnded = false;
  };
  return {
    text: (text) => {
      if (cellEnded && text.trim() !== '') {
        current = `${current.trimEnd()}${CELL_GAP}`;
        cellEnded = false;
      }
      current += text;
    },
    open: (name) => {
      if (!INLINE.has(name) && !CELLS.has(name)) end();
    },
    close: (name) => {
      if (CELLS.has(name)) cellEnded = current.trim() !== '';
      else if (!INLINE.has(name)) end();
    },
    done: () => {
      end();
      return paragraphs;
    },
  };
}

/** The paragraphs of an XML element with NITF or XHTML markup; a table's row is one paragraph. */
export function xmlParagraphs(element: XmlElement | null): string[] {
  if (element === null) return [];
  const builder = paragraphBuilder();
  const walk = (parent: XmlElement): void => {
    for (const node of parent.children) {
      if (typeof node === 'string') {
        builder.text(node);
        continue;
      }
      const name = node.name.toLowerCase();
      if (DROPPED.has(name)) continue;
      builder.open(name);
      walk(node);
      builder.close(name);
    }
  };
  walk(element);
  return builder.done().map(mendText);
}

/**
 * The paragraphs of a piece of HTML as agencies escape it into XML or JSON: tags may be unclosed, nested
 * wrongly or escaped twice. If reading it as HTML would lose words, the text without tags is kept instead.
 */
export function htmlParagraphs(html: string): string[] {
  const source = isEscapedAgain(html) ? resolveReferences(html) : html;
  const paragraphs = scanHtml(source).map((paragraph) => mendText(resolveDeep(paragraph)));
  const plain = mendText(resolveDeep(withoutTags(source)));
  return countWords(paragraphs.join(' ')) >= countWords(plain) ? paragraphs : [plain];
}

/** Such HTML on one line; null where there is no text in it. */
export function htmlLine(html: string | null): string | null {
  return html === null ? null : htmlParagraphs(html).join(' ') || null;
}

/** Whether the tags themselves are escaped once more: `&lt;p&gt;`. */
function isEscapedAgain(html: string): boolean {
  return (
    !/<\/?[a-z]/iu.test(html) && /&lt;\/?(?:p|br|div|span|b|i|strong|em|a|ul|li|table|h\d)[ /&]/iu.test(html)
  );
}

/** Resolves references that were escaped up to twice more: `&amp;amp;apos;`. */
function resolveDeep(text: string): string {
  let resolved = text;
  for (let pass = 0; pass < 3; pass += 1) {
    const next = resolveReferences(resolved);
    if (next === resolved) break;
    resolved = next;
  }
  return resolved;
}

function mendText(text: string): string {
  return mendMojibake(text).replace(/\s+/gu, ' ').trim();
}

/** Text without tags and comments, and without the content of scripts and styles, to check the reading against. */
function withoutTags(html: string): string {
  return html
    .replace(/<(script|style)\b[^>]{0,500}>[^<]*<\/\1>/giu, ' ')
    .replace(/<[/!?]?[\p{L}-][^<>]*>/gu, ' ');
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}

/** How far a tag's end is looked for past a `>` in quotes. */
const LONGEST_TAG = 2000;

function scanHtml(html: string): string[] {
  const builder = paragraphBuilder();
  let position = 0;
  let textStart = 0;
  while (position < html.length) {
    const start = html.indexOf('<', position);
    if (start < 0) break;
    const tag = tagAt(html, start);
    if (tag === null) {
      position = start + 1;
      continue;
    }
    builder.text(html.slice(textStart, start));
    position = tag.end;
    if (tag.closes) builder.close(tag.name);
    else {
      builder.open(tag.name);
      if (tag.name === 'script' || tag.name === 'style') position = endOfRaw(html, tag);
    }
    textStart = position;
  }
  builder.text(html.slice(textStart));
  return builder.done();
}

/** A tag or comment in HTML; a comment has no name and counts as inline. */
interface Tag {
  readonly name: string;
  readonly closes: boolean;
  /** Just after its `>`. */
  readonly end: number;
}

function tagAt(html: string, start: number): Tag | null {
  if (html.startsWith('<!--', start)) {
    const close = html.slice(start, start + LONGEST_TAG * 10).indexOf('-->');
    return close < 0 ? null : { name: 'span', closes: false, end: start + close + 3 };
  }
  const opening = html.slice(start, start + 40);
  const found = /^<(\/?)([A-Za-z][\w.-]*(?::[\w.-]+)?)(?=[\s/>])/u.exec(opening);
  if (found === null) return null;
  const [, slash, word = ''] = found;
  const name = word.toLowerCase();
  const known = INLINE.has(name) || BLOCK.has(name) || CELLS.has(name) || DROPPED.has(name);
  if (!known && !name.includes(':')) return null;
  const end = endOfTag(html.slice(start, start + LONGEST_TAG));
  return end < 0 ? null : { name: known ? name : 'span', closes: slash === '/', end: start + end };
}

/** Just after the first `>` outside quotes; where quotes do not pair, after the first `>`. */
function endOfTag(tag: string): number {
  let quote = '';
  for (let index = 1; index < tag.length; index += 1) {
    const character = tag.charAt(index);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return index + 1;
  }
  return tag.indexOf('>') + 1 || -1;
}

/** Where the content of a script or style ends; it is no text. */
function endOfRaw(html: string, tag: Tag): number {
  const close = html.slice(tag.end, tag.end + LONGEST_TAG * 10).indexOf(`</${tag.name}`);
  return close < 0 ? tag.end : tag.end + close;
}
