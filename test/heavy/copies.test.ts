import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoryStore } from '../../core/ports.ts';
import type { Story } from '../../core/story/story.ts';
import { Newsroom, storedHeads, storyOf } from '../core/alert/newsroom.ts';
import { type EmbeddedTables, embeddedTables } from '../lambdas/embedded-table.ts';

/**
 * The same copy taken in several times at the very same moment, each step of each of them sooner or later than
 * those of the others, while senders are at work.
 */

let tables: EmbeddedTables;
beforeAll(async () => {
  tables = await embeddedTables();
});
afterAll(() => tables.close());

const words = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
const PLAIN = ['', ' tonight', ' at noon', ' again'].map((end, index) =>
  storyOf({ id: `text:${index}`, version: null, body: `A Nato frigate left. ${words}${end}` }),
);
const COPIES = PLAIN.map((story, index) => ({ ...story, id: `urn:copy:${index}`, wire: `wire-${index}` }));

/** What is iterated rather than waited for. */
const LISTS: ReadonlySet<string | symbol> = new Set([
  'dueHeads',
  'waitingKills',
  'givenUpKills',
  'heldWithoutEnd',
]);

/** A store whose every call is held up for some milliseconds. */
function slowed(store: StoryStore, delays: Iterator<number>): StoryStore {
  return new Proxy(store, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      if (LISTS.has(name)) return (...args: unknown[]) => Reflect.apply(method, target, args);
      return async (...args: unknown[]) => {
        await new Promise((resolve) => setTimeout(resolve, delays.next().value));
        return Reflect.apply(method, target, args);
      };
    },
  });
}

interface Moment {
  readonly stories: readonly Story[];
  readonly delays: Iterator<number>;
  readonly senders: number;
}

/** Takes the stories in at once, with senders at work; answers how often each address was told of a new one. */
async function atOnce({ stories, delays, senders }: Moment) {
  const room = await Newsroom.open(tables, { wrap: (store) => slowed(store, delays) });
  await Promise.all([
    ...stories.map((story, index) => room.arrive(story, { at: `2026-04-02T12:00:0${index}.000Z` })),
    ...Array.from({ length: senders }, () => room.dispatch()),
  ]);
  for (let sweep = 0; sweep < 2; sweep += 1) {
    room.wait(1);
    await room.dispatch();
  }
  const fresh = room.inbox.filter(({ kind }) => kind === 'new');
  return {
    heads: await storedHeads(room.plainStore),
    fresh: fresh.map(({ attributes }) => [attributes.to].flat().sort()),
  };
}

const moment = fc.record({
  count: fc.integer({ min: 2, max: 4 }),
  delays: fc.infiniteStream(fc.constantFrom(0, 0, 1, 3, 8, 20)),
  senders: fc.integer({ min: 0, max: 2 }),
});
const EVERYBODY = ['all/now', 'nato/now', 'ships/now'];

describe('taken in at the very same moment', () => {
  it('plain texts with small changes are one story with all of them as versions, told once', async () => {
    await fc.assert(
      fc.asyncProperty(moment, async ({ count, delays, senders }) => {
        const stories = PLAIN.slice(0, count);
        const { heads, fresh } = await atOnce({ stories, delays, senders });
        expect(heads).toHaveLength(1);
        expect(heads[0]?.copyOf).toBeNull();
        expect(heads[0]?.versions.map(({ receivedAt }) => receivedAt.slice(17, 19))).toEqual(
          stories.map((_, index) => `0${index}`),
        );
        expect(fresh).toEqual([EVERYBODY]);
      }),
      { numRuns: 120, seed: 1 },
    );
  });

  it('the copies of several wires are linked to one of them, which is told once', async () => {
    await fc.assert(
      fc.asyncProperty(moment, async ({ count, delays, senders }) => {
        const { heads, fresh } = await atOnce({ stories: COPIES.slice(0, count), delays, senders });
        const originals = heads.filter(({ copyOf }) => copyOf === null);
        expect(heads).toHaveLength(count);
        expect(originals).toHaveLength(1);
        for (const { copyOf } of heads) expect(copyOf?.key ?? originals[0]?.key).toBe(originals[0]?.key);
        expect(fresh).toEqual([EVERYBODY]);
      }),
      { numRuns: 120, seed: 2 },
    );
  });
});
