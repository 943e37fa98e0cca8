import { fieldText, type Story, TEXT_FIELDS } from '../story/story.ts';
import { scanText } from './analysis/scan.ts';
import { Tokens } from './analysis/tokens.ts';
import type { Evidence, Match } from './match.ts';

const NO_SINK = { word(): void {} };
/** A quote is cut to about this many characters around its marked words. */
const LONGEST_QUOTE = 160;
const DEFAULT_QUOTES = 3;
/** Signs that open a sentence before its first word. */
const OPENING = /["'“”„«»‘’(–—-]/u;

/** A stretch of a text. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * The sentences that bear a match out, with the matched words between asterisks and `…` where they are
 * cut: `*Nato* holds firmly in its *training mission* in Iraq…`. Those with most different clauses and
 * words come first; at most `most`.
 */
export function quotesOf(story: Story, match: Match, most = DEFAULT_QUOTES): readonly string[] {
  const sentences: { readonly text: string; readonly worth: number }[] = [];
  for (const field of TEXT_FIELDS) {
    const evidence = match.evidence.filter((item) => item.field === field);
    if (evidence.length > 0) sentences.push(...quotesOfField(fieldText(story, field), evidence));
  }
  const different = sentences.filter(
    ({ text }, index) => sentences.findIndex((other) => other.text === text) === index,
  );
  return different
    .sort((a, b) => b.worth - a.worth)
    .slice(0, most)
    .map(({ text }) => text);
}

function quotesOfField(text: string, evidence: readonly Evidence[]) {
  const bounds = sentenceBounds(text);
  const groups = new Map<number, Evidence[]>();
  for (const item of evidence) {
    const sentence = lastAtOrBefore(bounds, item.start);
    const group = groups.get(sentence);
    if (group === undefined) groups.set(sentence, [item]);
    else group.push(item);
  }
  return Array.from(groups, ([sentence, items]) => {
    const start = bounds[sentence] ?? 0;
    const stretch = trimmed(text, { start, end: bounds[sentence + 1] ?? text.length });
    const clauses = new Set(items.map(({ clause }) => clause)).size;
    const words = new Set(items.map((item) => item.text.toLowerCase())).size;
    return { text: quote(text, stretch, items), worth: clauses * 10 + Math.min(words, 9) };
  });
}

/**
 * Part of a text with the evidence in it marked: `stretch` is the sentence to quote from; line breaks
 * become spaces.
 */
export function quote(text: string, stretch: Stretch, evidence: readonly Stretch[]): string {
  const marks = joined(evidence.filter(({ start, end }) => start >= stretch.start && end <= stretch.end));
  const { start, end } = clipped(text, stretch, marks);
  let out = start > stretch.start ? '…' : '';
  let at = start;
  for (const mark of marks) {
    if (mark.end > end) break;
    if (mark.start < start) continue;
    out += `${text.slice(at, mark.start)}*${text.slice(mark.start, mark.end)}*`;
    at = mark.end;
  }
  out += text.slice(at, end);
  return `${out.replace(/\s+/gu, ' ').trim()}${end < stretch.end ? '…' : ''}`;
}

/** Marks that touch or overlap, or have only a space between them, become one. */
function joined(evidence: readonly Stretch[]): readonly Stretch[] {
  const marks: Stretch[] = [];
  for (const item of [...evidence].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = marks.at(-1);
    if (last !== undefined && item.start <= last.end + 1) {
      marks[marks.length - 1] = { start: last.start, end: Math.max(last.end, item.end) };
    } else {
      marks.push({ start: item.start, end: item.end });
    }
  }
  return marks;
}

/** The part of the sentence to show: all of it, or what is around its marks, cut between words. */
function clipped(text: string, stretch: Stretch, marks: readonly Stretch[]): Stretch {
  if (stretch.end - stretch.start <= LONGEST_QUOTE) return stretch;
  const from = marks[0]?.start ?? stretch.start;
  const last = marks.findLast((mark) => mark.end - from <= LONGEST_QUOTE) ?? marks[0];
  const to = last?.end ?? stretch.start;
  const spare = Math.max(0, LONGEST_QUOTE - (to - from));
  const start = wordStart(
    text,
    Math.max(stretch.start, from - Math.min(spare, from - stretch.start, 60)),
    from,
    stretch,
  );
  const end = wordEnd(text, Math.min(stretch.end, start + Math.max(LONGEST_QUOTE, to - start)), to, stretch);
  return { start, end };
}

function wordStart(text: string, at: number, latest: number, stretch: Stretch): number {
  if (at === stretch.start) return at;
  const space = text.indexOf(' ', at);
  return space === -1 || space >= latest ? latest : space + 1;
}

function wordEnd(text: string, at: number, earliest: number, stretch: Stretch): number {
  if (at === stretch.end) return at;
  const space = text.lastIndexOf(' ', at);
  return Math.max(space, earliest);
}

/** Where the text's sentences begin, with the quote mark or dash before their first word. */
function sentenceBounds(text: string): readonly number[] {
  const tokens = new Tokens();
  scanText(text, tokens, NO_SINK);
  return Array.from(tokens.sentenceStart.subarray(0, tokens.sentences), (start) => {
    let at = start;
    while (at > 0 && OPENING.test(text.charAt(at - 1))) at--;
    while (at > 1 && text.charAt(at - 1) === ' ' && /[–—-]/u.test(text.charAt(at - 2))) at -= 2;
    return at;
  });
}

function lastAtOrBefore(bounds: readonly number[], offset: number): number {
  let low = 0;
  let high = bounds.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((bounds[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

function trimmed(text: string, { start, end }: Stretch): Stretch {
  let first = start;
  let last = end;
  while (first < last && /\s/u.test(text.charAt(first))) first++;
  while (last > first && /\s/u.test(text.charAt(last - 1))) last--;
  return { start: first, end: last };
}
