import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Story } from '../../core/story/story.ts';
import { describeMessage, Newsroom, storyOf } from '../core/alert/newsroom.ts';
import { embeddedTables } from '../lambdas/embedded-table.ts';
import { type Said, StoryModel } from './order-model.ts';

/**
 * Random lives of a story, in random order and with repetitions, on the real adapter: what is told equals
 * what the model tells, and the table ends the same in whatever order things came.
 */

const TOPICS = {
  nato: { word: 'Nato', updates: 'all' },
  ships: { word: 'frigate', updates: 'new-topics' },
  army: { word: 'army', updates: 'none' },
} as const;
const MINUTE = 60_000;

/** Versions 1, 2, …: what each says. */
const life: fc.Arbitrary<readonly Story[]> = fc
  .array(
    fc.record({
      words: fc.subarray(['Nato', 'frigate', 'army']),
      status: fc.constantFrom('usable', 'usable', 'usable', 'usable', 'withheld', 'canceled'),
      kind: fc.constantFrom('none', 'none', 'update', 'correction'),
      urgency: fc.constantFrom(4, 4, 3, 2),
      embargo: fc.constantFrom(null, null, null, 20, 60),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((versions) =>
    versions.map(({ words, status, kind, urgency, embargo }, index) =>
      storyOf({
        version: index + 1,
        body: `Version ${index + 1}. ${words.join(' ')}.`,
        status: status === 'canceled' && index === 0 ? 'usable' : status,
        urgency,
        embargoUntil:
          embargo === null
            ? null
            : new Date(Date.parse('2026-04-02T12:00:00Z') + embargo * MINUTE).toISOString(),
        revision: { kind, of: [], note: null },
      } as Partial<Story>),
    ),
  );

type Move =
  | { readonly kind: 'come'; readonly version: number }
  | { readonly kind: 'speak' }
  | { readonly kind: 'wait'; readonly minutes: number };

const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.nat({ max: 4 }).map((version): Move => ({ kind: 'come', version })) },
    { weight: 3, arbitrary: fc.constant<Move>({ kind: 'speak' }) },
    { weight: 1, arbitrary: fc.constantFrom(5, 30).map((minutes): Move => ({ kind: 'wait', minutes })) },
  ),
  { minLength: 3, maxLength: 10 },
);

function described(said: readonly Said[]): string[] {
  return said
    .map(
      ({ kind, to }) =>
        `${kind} ${to
          .map((address) => `${address}/now`)
          .sort()
          .join(' ')}`,
    )
    .sort();
}

/** Plays a history on a room and beside it on the model; what is told must be the same at each step. */
async function play(room: Newsroom, versions: readonly Story[], history: readonly Move[]): Promise<void> {
  const model = new StoryModel(TOPICS);
  for (const move of history) {
    if (move.kind === 'wait') room.wait(move.minutes);
    else if (move.kind === 'speak') {
      const now = room.time;
      const told = await room.told();
      expect(told.sort()).toEqual(described(model.speak(now)));
    } else {
      const story = versions[move.version % versions.length];
      if (story === undefined) continue;
      model.come({ story, at: room.time });
      await room.arrive(story, { at: '2026-04-02T12:00:00.000Z' });
    }
  }
}

async function headOf(room: Newsroom) {
  for await (const head of room.store.storiesSince('2026-01-01T00:00:00.000Z', null)) return head;
  return null;
}

async function check(runs: number, path: string | undefined, seed: number): Promise<void> {
  const tables = await embeddedTables(path);
  try {
    await fc.assert(
      fc.asyncProperty(life, moves, async (versions, history) => {
        const room = await Newsroom.open(tables, { topics: TOPICS });
        await play(room, versions, history);
      }),
      { numRuns: runs, seed },
    );
  } finally {
    await tables.close();
  }
}

describe('the alerts of a story', () => {
  it('equal those of the model for 2,000 histories', () => check(2000, undefined, 1));

  it('equal them for 100 histories on disk', async () => {
    const path = await mkdtemp(join(tmpdir(), 'wirewatch-order-'));
    try {
      await check(100, path, 2);
    } finally {
      await rm(path, { recursive: true, force: true });
    }
  });
});

describe('the table', () => {
  it('ends the same in whatever order, and however often and concurrently, the versions come', async () => {
    const tables = await embeddedTables();
    try {
      await fc.assert(
        fc.asyncProperty(
          life,
          fc.array(fc.nat(), { minLength: 10, maxLength: 10 }),
          async (versions, places) => {
            const shuffled = [...versions, ...versions]
              .map((story, index) => ({ story, place: places[index] ?? 0 }))
              .sort((one, other) => one.place - other.place)
              .map(({ story }) => story);
            const ends = [];
            for (const order of [versions.map((one) => [one]), shuffled.map((one) => [one]), [shuffled]]) {
              const room = await Newsroom.open(tables, { topics: TOPICS });
              for (const together of order) {
                await Promise.all(
                  together.map((story) => room.arrive(story, { at: '2026-04-02T12:00:00.000Z' })),
                );
              }
              const head = await headOf(room);
              ends.push({
                ...head,
                rev: 0,
                texts: (await room.store.storiesByCode(head?.code ?? ''))[0]?.versions,
              });
            }
            expect(ends[1]).toEqual(ends[0]);
            expect(ends[2]).toEqual(ends[0]);
          },
        ),
        { numRuns: 300, seed: 3 },
      );
    } finally {
      await tables.close();
    }
  });
});

describe('concurrency', () => {
  it('of 50 copies of one event makes one story and one alert', async () => {
    const tables = await embeddedTables();
    try {
      const room = await Newsroom.open(tables, { topics: TOPICS });
      const event = () => room.arrive(storyOf(), { at: '2026-04-02T12:00:00.000Z' });
      await Promise.all([
        ...Array.from({ length: 50 }, event),
        ...Array.from({ length: 5 }, () => room.dispatch()),
      ]);
      room.wait(1);
      await room.dispatch();
      expect(room.inbox.map(describeMessage)).toEqual(['new all/now nato/now ships/now']);
    } finally {
      await tables.close();
    }
  });

  it('of everything tells nobody an older version after a newer one, and everybody told of the kill', async () => {
    const tables = await embeddedTables();
    try {
      await fc.assert(
        fc.asyncProperty(life, fc.infiniteStream(fc.boolean()), async (versions, coins) => {
          const room = await Newsroom.open(tables, { topics: TOPICS });
          const last = storyOf({ version: 9, status: 'canceled', body: '' });
          const all = [...versions, last].flatMap((story) => (coins.next().value ? [story, story] : [story]));
          await Promise.all(
            all.flatMap((story) => [
              room.arrive(story, { at: '2026-04-02T12:00:00.000Z' }),
              ...(coins.next().value ? [room.dispatch()] : []),
            ]),
          );
          for (let sweep = 0; sweep < 2; sweep += 1) {
            room.wait(1);
            await room.dispatch();
          }
          const kinds = new Map<string, string[]>();
          for (const { kind, attributes } of room.inbox) {
            for (const token of [attributes.to].flat()) {
              kinds.set(String(token), [...(kinds.get(String(token)) ?? []), kind]);
            }
          }
          for (const [token, heard] of kinds) {
            expect(heard.at(-1), token).toBe('kill');
            expect(heard.filter((kind) => kind === 'new').length, token).toBeLessThanOrEqual(1);
          }
          const told = room.inbox.flatMap(({ json }) => [JSON.parse(json)?.story?.version ?? []].flat());
          expect(told).toEqual([...told].sort((one, other) => one - other));
        }),
        { numRuns: 300, seed: 4 },
      );
    } finally {
      await tables.close();
    }
  });
});
