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

/** A sentence with words that bear a match out. */
interface Sentence {
  readonly text: string;
  /** Its words alone, to know it again in another field. */
  readonly plain: string;
  /** The clause of each of its matched words. */
  readonly clauses: readonly string[];
}

/**
 * The sentences that bear a match out, at most `most`, with the matched words between asterisks and `…` where they are
 * cut: `*Nato* holds firmly in its *training mission* in Iraq…`. Together they show as many of its clauses as they
 * can: first the one with the greatest share in all clauses, then those that add clauses not yet shown. A word that
 * is a clause's only one in the story weighs as much as all ten of another.
 */
export function quotesOf(story: Story, match: Match, most = DEFAULT_QUOTES): readonly string[] {
  const words = new Map<string, number>();
  for (const { clause } of match.evidence) words.set(clause, (words.get(clause) ?? 0) + 1);
  const shown = new Set<string>();
  const worth = ({ clauses }: Sentence) => {
    const shares = clauses.map((clause) => (shown.has(clause) ? 0 : 1 / (words.get(clause) ?? 1)));
    // Whole numbers: shares that add up to the same are the same.
    return Math.round(shares.reduce((sum, share) => sum + share, 0) * 1e6);
  };
  let left = sentencesOf(story, match);
  const chosen: string[] = [];
  while (chosen.length < most) {
    const [best] = left.toSorted((one, other) => worth(other) - worth(one));
    if (best === undefined || worth(best) === 0) break;
    chosen.push(best.text);
    for (const clause of best.clauses) shown.add(clause);
    left = left.filter(({ plain }) => plain !== best.plain);
  }
  return chosen;
}

/** In the order of the story. */
function sentencesOf(story: Story, { evidence }: Match): readonly Sentence[] {
  return TEXT_FIELDS.flatMap((field) => {
    const found = evidence.filter((item) => item.field === field);
    return found.length > 0 ? sentencesOfField(fieldText(story, field), found) : [];
  });
}

function sentencesOfField(text: string, evidence: readonly Evidence[]): readonly Sentence[] {
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
    return {
      text: quote(text, stretch, items),
      plain: text
        .slice(stretch.start, stretch.end)
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim(),
      clauses: items.map(({ clause }) => clause),
    };
  });
}

/**
 * Part of a text with the evidence in it marked: `stretch` is the sentence to quote from; line breaks
 * become spaces, and asterisks of its own `∗`, so that all others are marks.
 */
export function quote(text: string, stretch: Stretch, evidence: readonly Stretch[]): string {
  const marks = joined(evidence.filter(({ start, end }) => start >= stretch.start && end <= stretch.end));
  const { start, end } = clipped(text, stretch, marks);
  let out = start > stretch.start ? '…' : '';
  let at = start;
  for (const mark of marks) {
    if (mark.end > end) break;
    if (mark.start < start) continue;
    out += `${plain(text, at, mark.start)}*${plain(text, mark.start, mark.end)}*`;
    at = mark.end;
  }
  out += plain(text, at, end);
  return `${out.replace(/\s+/gu, ' ').trim()}${end < stretch.end ? '…' : ''}`;
}

function plain(text: string, start: number, end: number): string {
  return text.slice(start, end).replaceAll('*', '∗');
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
