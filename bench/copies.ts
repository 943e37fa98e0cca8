import { readdirSync, readFileSync } from 'node:fs';
import { bandsOf, contentWords, sketchOf, wordPairs } from '../core/story/near-copy.ts';
import { isSameNews } from '../core/story/same-news.ts';
import { EDITS, LOOKALIKES, numbers } from './copy-edits.ts';
import type { BenchOptions } from './options.ts';

/** How many of how many pairs were taken for copies. */
export interface Share {
  readonly tried: number;
  readonly linked: number;
}

export interface CopyFigures {
  /** Edited samples, by what was done to them. */
  readonly copies: Readonly<Record<string, Share>>;
  /** Pairs of separate stories, by how they are alike. */
  readonly separate: Readonly<Record<string, Share>>;
}

const SAMPLES = new URL('../samples/', import.meta.url);
const ROUNDS = 20;
const PAIRS = 1000;

/** Whether the fingerprints of one text lead to the other, and the texts then count as near copies. */
export function found(one: string, other: string): boolean {
  const [left, right] = [copyOf(one), copyOf(other)];
  const bands = new Set(bandsOfText(left));
  return bandsOfText(right).some((band) => bands.has(band)) && isSameNews(left, right);
}

type Text = Parameters<typeof contentWords>[0];

function copyOf(body: string): Text {
  return { headline: null, lead: null, body };
}

function bandsOfText(text: Text): readonly string[] {
  return bandsOf(sketchOf(wordPairs(contentWords(text))));
}

/** Edits of the project's samples, and pairs that only look alike. */
export function copyFigures(): CopyFigures {
  const random = numbers(1);
  const samples = readdirSync(SAMPLES)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => readFileSync(new URL(name, SAMPLES), 'utf8'));
  const copies = Object.entries(EDITS).map(([name, edit]) => {
    const pairs = samples.flatMap((text) =>
      Array.from({ length: ROUNDS }, () => [text, edit(text, random)] as const),
    );
    return [name, shareOf(pairs)] as const;
  });
  const separate = Object.entries(LOOKALIKES).map(([name, pair]) => {
    return [name, shareOf(Array.from({ length: PAIRS }, () => pair(random)))] as const;
  });
  return { copies: Object.fromEntries(copies), separate: Object.fromEntries(separate) };
}

function shareOf(pairs: readonly (readonly [string, string])[]): Share {
  const linked = pairs.filter(([one, other]) => found(one, other)).length;
  return { tried: pairs.length, linked };
}

/** The sum over all kinds of edits or pairs. */
export function together(shares: Readonly<Record<string, Share>>): Share {
  const all = Object.values(shares);
  const sum = (count: (share: Share) => number) => all.reduce((total, share) => total + count(share), 0);
  return { tried: sum(({ tried }) => tried), linked: sum(({ linked }) => linked) };
}

/** How many copies are found, and how many separate stories are taken for copies. */
export function run({ json }: BenchOptions): void {
  const figures = copyFigures();
  if (json) {
    process.stdout.write(`${JSON.stringify({ bench: 'copies', ...figures })}\n`);
    return;
  }
  const lines = (shares: Readonly<Record<string, Share>>) =>
    Object.entries({ ...shares, 'all together': together(shares) }).map(
      ([name, { tried, linked }]) =>
        `           ${((100 * linked) / tried).toFixed(1)} % of ${tried}: ${name}`,
    );
  const text = ['copies     samples found again after', ...lines(figures.copies)];
  text.push('           separate stories taken for copies', ...lines(figures.separate));
  process.stdout.write(`${text.join('\n')}\n`);
}
