import { collapse } from './clean.ts';
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

/** Blocks that hold running text: an element of an agency's own inside one (`<Company>`) parts no paragraph. */
const PARAGRAPHS = new Set(['p', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hl2', 'td', 'th', 'dd', 'dt']);

/** What ends a row of a table, even inside a cell that was never closed. */
const ROWS = new Set(['tr', 'table', 'thead', 'tbody', 'tfoot', 'nitf-table']);

/** Cells of a table's row. */
const CELLS = new Set(['td', 'th']);

/** Elements whose content is no text of the story: code, and other media with their captions. */
const DROPPED = new Set(
  'script style head title template noscript iframe object media figure-media nitf-table-metadata col colgroup'.split(
    ' ',
  ),
);

/** A paragraph that only draws a line between others, as AP does. */
const RULE = /^[_*=–—-]{2,}$/u;

/** Set text of more lines than any story has is one line from there on: each costs memory. */
const MOST_LINES = 20_000;

/** A line of set text whose words stand in columns. */
const IS_ROW = /\S(?: {3}|\t)/u;

/** What stands between the cells of a row. */
const CELL_GAP = ' | ';

/** Collects text and where it breaks; {@link ParagraphBuilder.done} returns the paragraphs, each one line. */
interface ParagraphBuilder {
  readonly text: (text: string) => void;
  readonly open: (name: string) => void;
  readonly close: (name: string) => void;
  readonly done: () => string[];
}

/**
 * What was read so far is only added to, and looked at again line by line: a paragraph of a megabyte in a hundred thousand
 * pieces costs no more than one in one piece.
 */
function paragraphBuilder(): ParagraphBuilder {
  const paragraphs: string[] = [];
  /** The paragraph's lines before the last, each with white space behind it; then the last one, and its last character. */
  let earlier = '';
  let line = '';
  let tail = '';
  let hasWords = false;
  let inCell = false;
  let cellEnded = false;
  let inParagraph = 0;
  let partWords = false;
  let lineEnded = false;
  let inLines = 0;
  let linesLeft = MOST_LINES;
  const add = (text: string): void => {
    if (text === '') return;
    line += text;
    tail = text.slice(-2);
  };
  const endLine = (): void => {
    earlier += `${line} `;
    line = '';
    tail = ' ';
    lineEnded = false;
  };
  const end = (): void => {
    const paragraph = hasWords ? collapse(earlier + line) : '';
    if (paragraph !== '' && !RULE.test(paragraph)) paragraphs.push(paragraph);
    earlier = '';
    line = '';
    tail = '';
    hasWords = false;
    lineEnded = false;
    inCell = false;
    cellEnded = false;
  };
  const endCell = (): void => {
    inCell = false;
    cellEnded = hasWords;
  };
  const boundary = (name: string): void => {
    if (INLINE.has(name)) return;
    if (!BLOCK.has(name) && inParagraph > 0) {
      partWords = true;
      return;
    }
    if (inCell && !ROWS.has(name)) add(' ');
    else if (name === 'br') lineEnded = true;
    else end();
  };
  const words = (text: string): void => {
    if (lineEnded) {
      if (goesOn(line.trim(), text.trimStart())) endLine();
      else end();
    }
    if (cellEnded) add(CELL_GAP);
    cellEnded = false;
    hasWords = true;
  };
  const piece = (text: string): void => {
    if (text.trim() !== '') words(text);
    if (partWords && /[\p{L}\p{N}]$/u.test(tail) && /^[\p{L}\p{N}]/u.test(text)) add(' ');
    partWords = false;
    add(text);
  };
  const lines = (text: string): void => {
    for (let start = 0; start <= text.length; ) {
      const next = linesLeft > 0 ? text.indexOf('\n', start) : -1;
      linesLeft -= 1;
      const stop = next < 0 ? text.length : next;
      const now = text.slice(start, stop);
      if (start > 0 && (now.trim() === '' || IS_ROW.test(now) || IS_ROW.test(line))) end();
      else if (start > 0 && hasWords) lineEnded = true;
      piece(now);
      start = stop + 1;
    }
  };
  return {
    text: (text) => (inLines > 0 && !inCell ? lines(text) : piece(text)),
    open: (name) => {
      if (name === 'pre') inLines += 1;
      if (PARAGRAPHS.has(name)) inParagraph += 1;
      if (!CELLS.has(name)) return boundary(name);
      if (inCell) endCell();
      inCell = true;
    },
    close: (name) => {
      if (name === 'pre') inLines = Math.max(0, inLines - 1);
      if (PARAGRAPHS.has(name)) inParagraph = Math.max(0, inParagraph - 1);
      if (CELLS.has(name)) endCell();
      else boundary(name);
    },
    done: () => {
      end();
      return paragraphs;
    },
  };
}

/** Lines that agencies break with `br` in mid-sentence are at least so long. */
const WRAPPED_LINE = 45;

/** Whether a `br` only wraps a line: the sentence goes on after it. */
function goesOn(line: string, next: string): boolean {
  if (/[.!?:;…"”»’)\]|]$/u.test(line)) return false;
  return /^\p{Ll}/u.test(next) || (line.length >= WRAPPED_LINE && /^[\p{L}\p{N}]/u.test(next));
}

/** The paragraphs of an XML element with NITF or XHTML markup; a table's row is one paragraph. */
export function xmlParagraphs(element: XmlElement | null): string[] {
  if (element === null) return [];
  const builder = paragraphBuilder();
  const walk = (parent: XmlElement): void => {
    for (const node of parent.children) {
      if (typeof node === 'string') {
        builder.text(closeUp(node));
        continue;
      }
      const name = node.name.toLowerCase();
      if (DROPPED.has(name) || (name === 'figure' && !holdsText(node))) continue;
      builder.open(name);
      walk(node);
      builder.close(name);
    }
  };
  walk(element);
  return builder
    .done()
    .map((paragraph) => mendText(resolveDeep(paragraph)))
    .flatMap((paragraph) => (INNER_TAG.test(paragraph) ? htmlParagraphs(paragraph) : [paragraph]));
}

/** HTML that was escaped into a paragraph of markup: a lone opening tag may be copy. */
const INNER_TAG = /<br ?\/?>|<\/(?:p|b|i|em|strong|span|a|u|sub|sup)>/iu;

/** HTML 5 also sets tables and quotes into a `figure`; then it is text, not a picture with its caption. */
function holdsText({ children }: XmlElement): boolean {
  return children.some((node) => typeof node !== 'string' && (isFigureText(node.name) || holdsText(node)));
}

function isFigureText(name: string): boolean {
  return /^(?:table|blockquote|pre)$/iu.test(name);
}

/** Text without the line break that indented XML puts between an inline element and the mark after it. */
function closeUp(text: string): string {
  const trimmed = text.trimStart();
  const isIndented = /^[.,]/u.test(trimmed) && text.slice(0, -trimmed.length).includes('\n');
  return isIndented ? trimmed : text;
}

/**
 * The paragraphs of a piece of HTML as agencies escape it into XML or JSON: tags may be unclosed, nested
 * wrongly or escaped twice. If reading it as HTML would lose words, the text without tags is kept instead.
 */
export function htmlParagraphs(html: string): string[] {
  if (!/[<&]/u.test(html)) return [mendText(collapse(html))].filter(Boolean);
  const source = isEscapedAgain(html) ? resolveReferences(html) : html;
  const scan = scanHtml(source);
  const paragraphs = scan.paragraphs.map((paragraph) => mendText(resolveDeep(paragraph)));
  const plain = mendText(resolveDeep(withoutTags(source)));
  const kept = countLetters(paragraphs.join('')) + countLetters(scan.dropped);
  return kept >= countLetters(plain) ? paragraphs : [plain];
}

/** Such HTML on one line; null where there is no text in it. */
export function htmlLine(html: string | null): string | null {
  return html === null ? null : htmlParagraphs(html).join(' ') || null;
}

/** Whether the tags themselves are escaped once more: `&lt;p&gt;`. */
function isEscapedAgain(html: string): boolean {
  return !/<\/?[a-z]/iu.test(html) && ESCAPED_TAG.test(html);
}

const ESCAPED_TAG = /&lt;\/?(?:p|br|div|span|b|i|strong|em|a|ul|li|table|h[1-6])(?:[ /][^<>&]{0,300})?&gt;/iu;

/** Resolves references that were escaped up to twice more: `&amp;amp;apos;`. */
export function resolveDeep(text: string): string {
  let resolved = text;
  for (let pass = 0; pass < 3; pass += 1) {
    const next = resolveReferences(resolved);
    if (next === resolved) break;
    resolved = next;
  }
  return resolved;
}

/** Text on one line, with certain mojibake mended. */
export function mendText(text: string): string {
  return collapse(mendMojibake(text));
}

/** Text without what certainly is a tag, to check the reading against. */
function withoutTags(html: string): string {
  return html.replace(/="[^"<]{0,1000}"/gu, '=""').replace(/<[/!?]?[\p{L}-][^<>]*>/gu, ' ');
}

/** Digits and letters, roughly: marks beyond Latin 1 count, too, in both texts that are compared. */
function countLetters(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const lower = code | 0x20;
    if ((lower >= 0x61 && lower <= 0x7a) || (code >= 0x30 && code <= 0x39) || code >= 0xc0) count += 1;
  }
  return count;
}

/** HTML's text by paragraphs, and what was left out: comments, scripts, styles, a page's title, pictures with their captions. */
interface HtmlScan {
  readonly paragraphs: string[];
  readonly dropped: string;
}

function scanHtml(html: string): HtmlScan {
  const builder = paragraphBuilder();
  const endOfHidden = hiddenEnds(html);
  let dropped = '';
  let textStart = 0;
  for (let start = html.indexOf('<'); start >= 0; ) {
    const next = html.indexOf('<', start + 1);
    const hiddenEnd = endOfHidden(start);
    const tag = hiddenEnd === null ? tagIn(html.slice(start, next < 0 ? html.length : next)) : null;
    if (hiddenEnd !== null || tag !== null) builder.text(html.slice(textStart, start));
    if (hiddenEnd !== null) {
      dropped += html.slice(start, hiddenEnd);
      textStart = hiddenEnd;
      start = html.indexOf('<', hiddenEnd);
      continue;
    }
    if (tag !== null) {
      if (tag.closes) builder.close(tag.name);
      else builder.open(tag.name);
      textStart = start + tag.length;
    }
    start = next;
  }
  builder.text(html.slice(textStart));
  return { paragraphs: builder.done(), dropped };
}

/**
 * Tells where a comment, script, style, page title or picture that begins at a `<` ends, or null where none begins there or it
 * is never closed.
 */
function hiddenEnds(html: string): (start: number) => number | null {
  const kinds = [
    { opening: /^<!--/u, closing: /-->/gu },
    { opening: /^<script[\s>]/iu, closing: /<\/script\s{0,9}>/giu },
    { opening: /^<style[\s>]/iu, closing: /<\/style\s{0,9}>/giu },
    { opening: /^<title[\s>]/iu, closing: /<\/title\s{0,9}>/giu },
    { opening: /^<figure[\s>]/iu, closing: /<\/figure\s{0,9}>|<(?:table|blockquote|pre)[\s>]/giu },
  ].map(({ opening, closing }) => ({ opening, next: nextMatch(html, closing) }));
  return (start) => {
    if (!/[!sSfFtT]/u.test(html.charAt(start + 1))) return null;
    const opening = html.slice(start, start + 8);
    const found = kinds.find((kind) => kind.opening.test(opening))?.next(start) ?? null;
    // A figure that holds text is no picture: its text is read.
    return found === null || /^<[^/]/u.test(found[0]) ? null : found.index + found[0].length;
  };
}

/** Finds the first match from a place on, asked for places in order: each part of the text is looked at once. */
function nextMatch(html: string, pattern: RegExp): (start: number) => RegExpExecArray | null {
  let found: RegExpExecArray | null = null;
  let isOver = false;
  return (start) => {
    if (isOver || (found !== null && found.index >= start)) return found;
    pattern.lastIndex = start;
    found = pattern.exec(html);
    isOver = found === null;
    return found;
  };
}

/** A tag in HTML; of a vocabulary that is not ours (`o:p`) it counts as inline. */
interface Tag {
  readonly name: string;
  readonly closes: boolean;
  /** With its `<` and `>`. */
  readonly length: number;
}

/** The tag that a piece of HTML from one `<` up to the next begins with, or null where that `<` is text. */
function tagIn(piece: string): Tag | null {
  const found = /^<(\/?)([A-Za-z][\w.-]{0,30}(?::[\w.-]{1,30})?)(?=[\s/>])/u.exec(piece);
  if (found === null) return null;
  const [, slash, word = ''] = found;
  const name = word.toLowerCase();
  const known = INLINE.has(name) || BLOCK.has(name) || CELLS.has(name) || DROPPED.has(name);
  const length = known || name.includes(':') ? tagLength(piece) : 0;
  return length === 0 ? null : { name: known ? name : 'span', closes: slash === '/', length };
}

/** Up to the first `>` outside quotes; where quotes do not pair, up to the first `>`; 0 where there is none. */
function tagLength(piece: string): number {
  let quote = '';
  for (let index = 1; index < piece.length; index += 1) {
    const character = piece.charAt(index);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return index + 1;
  }
  return piece.indexOf('>') + 1;
}
