import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bandsOf, contentWords, isNearCopy, sketchOf, wordPairs } from '../../../core/story/near-copy.ts';
import { describeShared, sharedPath } from '../../shared.ts';

/** Pseudo-random numbers from 0 to 1, the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const SAMPLES = new URL('../../../samples/', import.meta.url);
const samples = readdirSync(SAMPLES)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => readFileSync(new URL(name, SAMPLES), 'utf8'));

function found(one: string, other: string): boolean {
  const [left, right] = [pairsOf(one), pairsOf(other)];
  const bands = new Set(bandsOf(sketchOf(left)));
  return bandsOf(sketchOf(right)).some((band) => bands.has(band)) && isNearCopy(left, right);
}

function pairsOf(text: string): ReadonlySet<string> {
  return wordPairs(contentWords({ headline: null, lead: null, body: text }));
}

/** What happens to copy between one desk and the next. */
const EDITS: Readonly<Record<string, (text: string, random: () => number) => string>> = {
  typo: (text, random) => changeWord(text, random, (word) => `${word.slice(1)}${word.slice(0, 1)}`),
  figure: (text, random) => changeWord(text, random, () => String(Math.floor(random() * 1000))),
  quotes: (text) => text.replaceAll('"', '”').replaceAll("'", '’').replaceAll(' - ', ' – '),
  header: (text) => `MODTAGET 12:04 fra Bureauet via linje 3\n${text}`,
  paragraph: (text, random) => {
    const paragraphs = text.split('\n');
    const place = Math.floor(random() * paragraphs.length);
    const added = 'Ministeriet vil ikke sige mere, før sagen har været behandlet i udvalget på torsdag.';
    return paragraphs.toSpliced(place, 0, added).join('\n');
  },
};

function changeWord(text: string, random: () => number, change: (word: string) => string): string {
  const words = text.split(' ');
  const place = Math.floor(random() * words.length);
  return words.map((word, index) => (index === place ? change(word) : word)).join(' ');
}

const NAMES = ['Skagen', 'Nyborg', 'Viborg', 'Struer', 'Ribe', 'Haslev', 'Grenaa', 'Skive'];
const VERBS = ['ramte', 'standsede', 'påkørte', 'forfulgte', 'anholdt', 'overhalede'];
const THINGS = ['en lastbil', 'en cyklist', 'en traktor', 'en varevogn', 'et tog', 'en bus'];

/** Short notices from one template: alike, but each another event. */
function notice(random: () => number): string {
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? '';
  const age = 18 + Math.floor(random() * 70);
  return [
    `En ${age}-årig mand fra ${pick(NAMES)} ${pick(VERBS)} ${pick(THINGS)} ved ${pick(NAMES)} klokken ${Math.floor(random() * 24)}.`,
    `Politiet i ${pick(NAMES)} har sigtet ham for overtrædelse af paragraf ${Math.floor(random() * 200)}.`,
    `Han blev kørt til sygehuset i ${pick(NAMES)} og er uden for livsfare, oplyser vagtchef ${pick(NAMES)}.`,
  ].join('\n');
}

describe('near copies', () => {
  it('are found in at least 95 of 100 edited samples', () => {
    const random = numbers(1);
    let tried = 0;
    let hits = 0;
    for (const text of samples) {
      for (const edit of Object.values(EDITS)) {
        for (let round = 0; round < 20; round += 1) {
          tried += 1;
          if (found(text, edit(text, random))) hits += 1;
        }
      }
    }
    expect(tried).toBeGreaterThan(500);
    expect(hits / tried).toBeGreaterThanOrEqual(0.95);
  });

  it('are not seen in more than 1 of 100 notices from one template', () => {
    const random = numbers(2);
    let linked = 0;
    for (let round = 0; round < 1000; round += 1) if (found(notice(random), notice(random))) linked += 1;
    expect(linked).toBeLessThanOrEqual(10);
  });

  it('are told from nothing in texts of a few words', () => {
    expect(sketchOf(pairsOf('Two words only'))).toHaveLength(0);
    expect(found('Nato', 'Nato')).toBe(false);
  });
});

describeShared('near copies among labelled stories', 'gold/stories.jsonl', () => {
  it('are the marked ones and no others', () => {
    const stories: { id: string; text: string; revisionOf: string | null; duplicateOf: string | null }[] =
      readFileSync(sharedPath('gold/stories.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    const group = new Map<string, string>();
    for (const { id, revisionOf, duplicateOf } of stories) {
      const before = revisionOf ?? duplicateOf;
      group.set(id, before === null ? id : (group.get(before) ?? before));
    }
    const linked = stories.flatMap((one, index) =>
      stories
        .slice(index + 1)
        .filter((other) => found(one.text, other.text))
        .map((other) => [one.id, other.id]),
    );
    const marked = stories.filter(({ revisionOf, duplicateOf }) => (revisionOf ?? duplicateOf) !== null);
    expect(linked.filter(([one, other]) => group.get(one ?? '') !== group.get(other ?? ''))).toEqual([]);
    expect(linked.length).toBeGreaterThanOrEqual(marked.length * 0.95);
  });
});
