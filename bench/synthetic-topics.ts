import { STOP_WORDS } from '../core/watch/analysis/stop-words.ts';
import { parseQuery } from '../core/watch/query.ts';
import type { Topic } from '../core/watch/topic.ts';

/** The mix of a media-monitoring house's stored searches; shares of all leaves. */
const SHARES = { word: 0.42, phrase: 0.36, name: 0.15, wildcard: 0.04 } as const;
const WITH_NOT = 0.6;
/** Ranks are drawn with probability 1 / (rank + this): the larger, the fewer topics match a story. */
const FLATTEN = 800;

interface Words {
  /** Words and pairs of neighbours, the commonest first. */
  readonly words: readonly string[];
  readonly pairs: readonly string[];
}

/**
 * So many topics of about seven leaves each: 42 % words, 36 % phrases, 15 % names that occur in no
 * story, 4 % wildcards, 3 % NEAR; six in ten carry a NOT. The same topics for the same texts.
 */
export function syntheticTopics(count: number, texts: readonly string[]): readonly Topic[] {
  const random = seeded(7);
  const words = rankWords(texts);
  return Array.from({ length: count }, (_, index) => topic(`t${index}`, query(words, random)));
}

/** Numbers from 0 to 1, the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function rankWords(texts: readonly string[]): Words {
  const words = new Map<string, number>();
  const pairs = new Map<string, number>();
  for (const text of texts) {
    let before: string | null = null;
    for (const [word] of text.toLowerCase().matchAll(/[a-z]+|[^a-z\s]/gu)) {
      const counts = word.length > 2 && !STOP_WORDS.has(word);
      if (counts) words.set(word, (words.get(word) ?? 0) + 1);
      if (counts && before !== null)
        pairs.set(`${before} ${word}`, (pairs.get(`${before} ${word}`) ?? 0) + 1);
      before = counts ? word : null;
    }
  }
  const ranked = (counts: ReadonlyMap<string, number>) =>
    [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([word]) => word);
  return { words: ranked(words), pairs: ranked(pairs) };
}

/** `(a OR "b c" OR d) AND (e OR f*) NOT g` */
function query(words: Words, random: () => number): string {
  const size = () => 2 + Math.floor(random() * 3);
  const group = (leaves: number) => Array.from({ length: leaves }, () => leaf(words, random)).join(' OR ');
  const positive = `(${group(size())}) AND (${group(size())})`;
  return random() < WITH_NOT ? `${positive} NOT (${group(1 + Math.floor(random() * 2))})` : positive;
}

function leaf(words: Words, random: () => number): string {
  const word = () => drawn(words.words, random);
  let kind = random();
  if (kind < SHARES.word) return word();
  kind -= SHARES.word;
  if (kind < SHARES.phrase) return `"${drawn(words.pairs, random)}"`;
  kind -= SHARES.phrase;
  if (kind < SHARES.name) return name(random);
  kind -= SHARES.name;
  if (kind < SHARES.wildcard) return `${word().slice(0, 6)}*`;
  return `(${word()} NEAR/5 ${word()})`;
}

/** Zipf-like: the word of rank r with a probability of about 1 / (r + FLATTEN). */
function drawn(ranked: readonly string[], random: () => number): string {
  const rank = FLATTEN * ((ranked.length / FLATTEN + 1) ** random() - 1);
  return ranked[Math.floor(rank)] ?? 'word';
}

function name(random: () => number): string {
  let letters = 'Xq';
  while (letters.length < 9) letters += 'aeioubdklmnprstv'.charAt(Math.floor(random() * 16));
  return letters;
}

function topic(id: string, text: string): Topic {
  const reading = parseQuery(text);
  if (reading.kind === 'fault') throw new Error(`${text}: ${reading.message}`);
  return {
    id,
    name: { en: id, da: id },
    about: '',
    updates: 'new-topics',
    paused: null,
    rule: reading.rule,
    where: 'anywhere',
    ignoreInside: [],
    mustMatch: [],
    mustNotMatch: [],
  };
}
