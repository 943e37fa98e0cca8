import type { Change } from '../alert/message.ts';
import { DEFAULT_MARKERS, type HeadlineMarkers, withoutMarker } from '../wire/markers.ts';
import { contentWords } from './near-copy.ts';
import { sentencesOf } from './sentences.ts';
import { leadOpensBody, type Story } from './story.ts';
import { comparedText } from './wording.ts';

/** More changes than this are no longer worth reading one by one. */
const MOST_CHANGES = 40;
/** Sentences compared with each other at most (was × now); above it only whole sentences are looked up. */
const MOST_COMPARED = 1_000_000;
/** Two sentences with so much in common are one sentence changed. */
const LEAST_COMMON = 0.4;

/**
 * The sentences in which two versions differ, in the order of the newer one. Other quote marks, dashes and spaces do
 * not count, nor does the mark in a headline that only says that the version is a correction, one of its wire's
 * `markers`.
 */
export function changesBetween(was: Story, now: Story, markers: HeadlineMarkers = DEFAULT_MARKERS): Change[] {
  const before = sentences(was, markers);
  const after = sentences(now, markers);
  const kept = commonSentences(before, after);
  const changes: Change[] = [];
  let from = 0;
  let to = 0;
  for (const [left, right] of [...kept, [before.length, after.length] as const]) {
    changes.push(...pairUp(before.slice(from, left), after.slice(to, right)));
    from = left + 1;
    to = right + 1;
  }
  return changes.slice(0, MOST_CHANGES);
}

interface Sentence {
  readonly text: string;
  readonly words: readonly string[];
  readonly name: string;
}

function sentences(story: Story, markers: HeadlineMarkers): Sentence[] {
  const lead = leadOpensBody(story) ? '' : (story.lead ?? '');
  return [withoutMarker(story.headline ?? '', markers), lead, story.body].flatMap(sentencesOf).map((text) => {
    const words = contentWords({ headline: null, lead: null, body: text });
    return { text, words, name: comparedText(text) };
  });
}

/** Pairs of places of the sentences that both have, in order: the longest such row. */
function commonSentences(
  before: readonly Sentence[],
  after: readonly Sentence[],
): (readonly [number, number])[] {
  let first = 0;
  while (first < Math.min(before.length, after.length) && before[first]?.name === after[first]?.name)
    first += 1;
  let last = 0;
  const shorter = Math.min(before.length, after.length) - first;
  while (last < shorter && before.at(-1 - last)?.name === after.at(-1 - last)?.name) last += 1;
  const middle = longestRow(
    before.slice(first, before.length - last),
    after.slice(first, after.length - last),
  );
  return [
    ...Array.from({ length: first }, (_, place) => [place, place] as const),
    ...middle.map(([left, right]) => [left + first, right + first] as const),
    ...Array.from({ length: last }, (_, place) => {
      const back = last - place;
      return [before.length - back, after.length - back] as const;
    }),
  ];
}

/** The longest common subsequence, by the usual table. */
function longestRow(before: readonly Sentence[], after: readonly Sentence[]): (readonly [number, number])[] {
  if (before.length * after.length > MOST_COMPARED) return lookedUp(before, after);
  const width = after.length + 1;
  const best = new Uint32Array((before.length + 1) * width);
  const at = (left: number, right: number) => best[left * width + right] ?? 0;
  for (let left = before.length - 1; left >= 0; left -= 1) {
    for (let right = after.length - 1; right >= 0; right -= 1) {
      best[left * width + right] =
        before[left]?.name === after[right]?.name
          ? at(left + 1, right + 1) + 1
          : Math.max(at(left + 1, right), at(left, right + 1));
    }
  }
  const row: (readonly [number, number])[] = [];
  for (let left = 0, right = 0; left < before.length && right < after.length; ) {
    if (before[left]?.name === after[right]?.name) row.push([left++, right++]);
    else if (at(left + 1, right) >= at(left, right + 1)) left += 1;
    else right += 1;
  }
  return row;
}

/** A coarser row for very long texts: each sentence at the next place where the other has it. */
function lookedUp(before: readonly Sentence[], after: readonly Sentence[]): (readonly [number, number])[] {
  const places = new Map(before.map(({ name }, place) => [name, place]));
  const row: (readonly [number, number])[] = [];
  let behind = -1;
  after.forEach(({ name }, right) => {
    const left = places.get(name);
    if (left === undefined || left <= behind) return;
    row.push([left, right]);
    behind = left;
  });
  return row;
}

/** Between two kept sentences: what was changed into what, what was dropped, what was added. */
function pairUp(dropped: readonly Sentence[], added: readonly Sentence[]): Change[] {
  const left = new Set(dropped.slice(0, MOST_CHANGES));
  const changes = added.slice(0, MOST_CHANGES).map((now): Change => {
    const was = [...left].find((other) => inCommon(other.words, now.words) >= LEAST_COMMON);
    if (was !== undefined) left.delete(was);
    return { was: was?.text ?? null, now: now.text };
  });
  return [...changes, ...[...left].map((was): Change => ({ was: was.text, now: null }))];
}

/** The share of the words of the longer sentence that the other has, too. */
function inCommon(one: readonly string[], other: readonly string[]): number {
  const words = new Set(one);
  const shared = new Set(other.filter((word) => words.has(word))).size;
  return shared / Math.max(words.size, new Set(other).size, 1);
}
