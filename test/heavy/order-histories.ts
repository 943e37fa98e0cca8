import fc from 'fast-check';
import type { Story } from '../../core/story/story.ts';
import { storyOf } from '../core/alert/newsroom.ts';
import type { Document } from './order-model.ts';

/**
 * Random lives of a newsroom: a story of many versions, another one, relays of other wires, plain texts,
 * corrections and kills by other documents.
 */

export const TOPICS = {
  nato: { word: 'Nato', updates: 'all' },
  ships: { word: 'frigate', updates: 'new-topics' },
  army: { word: 'army', updates: 'none' },
} as const;

export type Move =
  | { readonly kind: 'come'; readonly document: number }
  | { readonly kind: 'speak' }
  | { readonly kind: 'wait'; readonly minutes: number };

export const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.nat({ max: 20 }).map((document): Move => ({ kind: 'come', document })) },
    { weight: 3, arbitrary: fc.constant<Move>({ kind: 'speak' }) },
    { weight: 1, arbitrary: fc.constantFrom(5, 30).map((minutes): Move => ({ kind: 'wait', minutes })) },
  ),
  { minLength: 4, maxLength: 14 },
);

/** Documents that nearly repeat each other have so many words in common. */
const COMMON_WORDS = 120;

/** What a document says: the words of its family, and what makes it fit topics. */
export function bodyOf(family: string, own: string): string {
  return `${Array.from({ length: COMMON_WORDS }, (_, index) => `${family}${index}`).join(' ')}. ${own}`;
}

type Draft = Omit<Document, 'at'>;

const words = fc.subarray(['Nato', 'frigate', 'army']);
const embargo = fc.constantFrom(null, null, null, 20, 60);

const plainVersion = fc.record({
  words,
  status: fc.constantFrom<Story['status']>('usable', 'usable', 'usable', 'usable', 'withheld', 'canceled'),
  kind: fc.constantFrom<Story['revision']['kind']>('none', 'none', 'none', 'update', 'correction', 'kill'),
  urgency: fc.constantFrom(4, 4, 3, 2),
  embargo,
});

/** Versions 1, 2, … of one document; the first is copy. */
function life(id: string, wire: string, family: string, most: number): fc.Arbitrary<readonly Draft[]> {
  return fc.array(plainVersion, { minLength: 1, maxLength: most }).map((versions) =>
    versions.map((version, index): Draft => {
      const first = index === 0;
      const killed = !first && (version.kind === 'kill' || version.status === 'canceled');
      const story = storyOf({
        ...{ id, wire, version: index + 1, headline: null, urgency: version.urgency },
        body: killed ? '' : bodyOf(family, `Version ${index + 1} of ${id}. ${version.words.join(' ')}.`),
        status: first || version.kind === 'kill' ? 'usable' : version.status,
        embargoUntil: timeOf(version.embargo),
        revision: { kind: first ? 'none' : version.kind, of: [], note: null },
      });
      return { story, family };
    }),
  );
}

/** Copy that revises nothing, with another version or a kill: two such documents of one wire are copies, and no more. */
function copyOnly(id: string): fc.Arbitrary<readonly Draft[]> {
  const then = fc.constantFrom<readonly Story['status'][]>(
    [],
    ['usable'],
    ['canceled'],
    ['usable', 'canceled'],
  );
  return fc.tuple(words, then).map(([text, statuses]) =>
    (['usable', ...statuses] as const).map((status, index): Draft => {
      const own = `Version ${index + 1} of ${id}. ${text.join(' ')}.`;
      const body = status === 'canceled' ? '' : bodyOf('pier', own);
      const story = storyOf({ id, version: index + 1, headline: null, body, status });
      return { family: 'pier', story };
    }),
  );
}

function timeOf(minutes: number | null): string | null {
  return minutes === null
    ? null
    : new Date(Date.parse('2026-04-02T12:00:00Z') + minutes * 60_000).toISOString();
}

const plainText = fc.record({
  text: words,
  life: fc.constantFrom('nothing', 'a hold', 'a hold and the same'),
});

/** Texts with no identity but their words; some are put on hold, and some of these are sent once more. */
const plainTexts = fc.array(plainText, { maxLength: 3 }).map((texts) =>
  texts.flatMap(({ text, life: lived }, index): Draft[] => {
    const body = bodyOf('plain', `Take ${index + 1}. ${text.join(' ')}.`);
    const story = storyOf({ id: `text:${index}`, version: null, headline: null, body });
    const hold: Story = { ...story, status: 'withheld' };
    const lives = { nothing: [story], 'a hold': [story, hold], 'a hold and the same': [story, hold, story] };
    return lives[lived].map((one) => ({ family: 'plain', story: one }));
  }),
);

/** A correction that is a document of its own, naming the one that it corrects or not. */
function correction(id: string, family: string, of: readonly string[]): fc.Arbitrary<readonly Draft[]> {
  return words.map((text) => {
    const body = bodyOf(family, `Correction. ${text.join(' ')}.`);
    const revision = { kind: 'correction', of, note: 'Corrects a figure' } as const;
    return [{ family, story: storyOf({ id, headline: null, body, revision }) }];
  });
}

const kills = fc.array(
  fc.record({
    of: fc.subarray(['urn:1', 'urn:2', 'urn:fix', 'urn:other'], { minLength: 1 }),
    status: fc.constantFrom<Story['status']>('canceled', 'withheld', 'withheld'),
  }),
  { maxLength: 2 },
);
const killDrafts = kills.map((list) =>
  list.map(({ of, status }, index): Draft => {
    const revision = { kind: 'kill', of, note: 'Untrue' } as const;
    const story = storyOf({ id: `urn:kill:${index}`, headline: null, body: 'Kill.', status, revision });
    return { family: story.id, story };
  }),
);

const casts: readonly fc.Arbitrary<readonly Draft[]>[] = [
  life('urn:1', 'ritzau', 'ship', 3),
  life('urn:2', 'ritzau', 'camp', 2),
  fc.tuple(copyOnly('urn:one'), copyOnly('urn:other')).map((lives) => lives.flat()),
  life('urn:relay', 'other', 'ship', 2),
  life('urn:third', 'third', 'ship', 1),
  plainTexts,
  life('urn:plain', 'other', 'plain', 1),
  correction('urn:correction', 'ship', []),
  correction('urn:fix', 'camp', ['urn:2']),
  killDrafts,
];

/** Documents of a newsroom, each with the time when it reached the bucket. */
export const documents: fc.Arbitrary<readonly Document[]> = fc
  .shuffledSubarray([...casts], { minLength: 1, maxLength: 4 })
  .chain((some) => fc.tuple(...some))
  .map((lists) => lists.flat())
  .filter((drafts) => drafts.length > 0)
  .chain((drafts) =>
    fc.shuffledSubarray([...drafts.keys()], { minLength: drafts.length }).map((places) =>
      drafts.map((draft, index) => ({
        ...draft,
        at: `2026-04-02T11:${10 + (places[index] ?? 0)}:00.000Z`,
      })),
    ),
  );

/** All documents twice, in any order. */
export function shuffledTwice(all: readonly Document[]): fc.Arbitrary<readonly Document[]> {
  return fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 });
}
