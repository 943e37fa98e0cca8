import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dutyOf } from '../../core/alert/due.ts';
import { dueFacts } from '../../core/alert/due-facts.ts';
import { bandsOf, contentWords, sketchOf, wordPairs } from '../../core/story/near-copy.ts';
import { isSameNews } from '../../core/story/same-news.ts';
import { describeMessage, Newsroom, storedHeads, storyOf } from '../core/alert/newsroom.ts';
import { embeddedTables } from '../lambdas/embedded-table.ts';
import { bodyOf, documents, type Move, moves, shuffledTwice, TOPICS } from './order-histories.ts';
import { type Document, NewsroomModel, type Said } from './order-model.ts';
import { endOf } from './table-end.ts';

/**
 * Random lives of a newsroom, in random order and with repetitions, on the real adapter: what is told equals
 * what the model tells, and the table ends the same in whatever order, and however much at once, things came.
 */

const OPTIONS = { topics: TOPICS, settings: { storm: { alerts: 1000, minutes: 10 } } };

interface History {
  readonly all: readonly Document[];
  readonly moves: readonly Move[];
  /** Another order, everything twice. */
  readonly again: readonly Document[];
  /** Where a sender is at work while everything comes at once; null: that is not tried with this history. */
  readonly senders: readonly boolean[] | null;
}

const histories: fc.Arbitrary<History> = documents.chain((all) =>
  fc.record({
    all: fc.constant(all),
    moves,
    again: shuffledTwice(all),
    senders: fc.oneof(
      { weight: 3, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }) },
    ),
  }),
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

function come(room: Newsroom, { story, at }: Document) {
  return room.arrive(story, { at });
}

/** Plays moves on a room and beside it on the model; what is told must be the same at each step. */
async function play(room: Newsroom, { all, moves: list }: History): Promise<void> {
  const model = new NewsroomModel(TOPICS);
  const speak = async () => {
    const now = room.time;
    const told = await room.told();
    expect(told.sort()).toEqual(described(model.speak(now)));
  };
  for (const move of list) {
    const document = move.kind === 'come' ? all[move.document % all.length] : undefined;
    if (move.kind === 'wait') room.wait(move.minutes);
    if (move.kind === 'speak') await speak();
    if (document === undefined) continue;
    model.come(document);
    await come(room, document);
  }
  for (const document of all) {
    model.come(document);
    await come(room, document);
  }
  room.wait(120);
  await speak();
}

/** Everything at once, several times, with senders at work; then the sweeps. */
async function atOnce(
  room: Newsroom,
  again: readonly Document[],
  senders: readonly boolean[],
): Promise<void> {
  await Promise.all([
    ...again.map((document) => come(room, document)),
    ...senders.map((sends) => (sends ? room.dispatch() : null)),
  ]);
  room.wait(120);
  for (let sweep = 0; sweep < 2; sweep += 1) {
    room.wait(1);
    await room.dispatch();
  }
}

/** Nobody is left without what is owed, and nobody was told an older version after a newer one. */
async function expectFair(room: Newsroom): Promise<void> {
  const due = dueFacts(room.topics, room.settings, room.time);
  for (const head of await storedHeads(room.store)) {
    expect(dutyOf(head, due).owed).toEqual([]);
    const place = (digest: string) => head.versions.findIndex((version) => version.digest === digest);
    for (const token of new Set(head.told.flatMap(({ to }) => to))) {
      const heard = head.told.filter(({ to }) => to.includes(token));
      const versions = heard.filter(({ kind }) => kind !== 'kill').map(({ digest }) => place(digest));
      // Where a text stands that came several times may turn out only after it was told.
      const settled = versions.filter((index) => head.versions[index]?.repeatedAt === null);
      expect(settled).toEqual([...settled].sort((one, other) => one - other));
      expect(heard.filter(({ kind }) => kind === 'new').length).toBeLessThanOrEqual(1);
      if (heard.at(-1)?.kind === 'kill') continue;
      const since = head.versions.slice((versions.at(-1) ?? 0) + 1);
      expect(since.filter(({ revision }) => revision === 'correction')).toEqual([]);
    }
  }
}

async function check(runs: number, path: string | undefined, seed: number): Promise<void> {
  const tables = await embeddedTables(path);
  try {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const room = await Newsroom.open(tables, OPTIONS);
        await play(room, history);
        await expectFair(room);
        if (history.senders === null) return;
        const other = await Newsroom.open(tables, OPTIONS);
        await atOnce(other, history.again, history.senders);
        await expectFair(other);
        expect(await endOf(other.store)).toEqual(await endOf(room.store));
      }),
      { numRuns: runs, seed, endOnFailure: true },
    );
  } finally {
    await tables.close();
  }
}

describe('in whatever order, however often and however much at once things come', () => {
  it('alerts equal those of the model and the table ends the same, for 2,000 histories', () =>
    check(Number(process.env.ORDER_RUNS ?? 2000), undefined, Number(process.env.ORDER_SEED ?? 1)));

  it('and for 100 histories on disk', async () => {
    const path = await mkdtemp(join(tmpdir(), 'wirewatch-order-'));
    try {
      await check(100, path, 2);
    } finally {
      await rm(path, { recursive: true, force: true });
    }
  });
});

describe('the documents of the histories', () => {
  it('nearly repeat those of their family and no others', () => {
    fc.assert(
      fc.property(documents, (all) => {
        const copies = all.filter(({ story }) => story.body.length > 10);
        for (const one of copies) {
          for (const other of copies) {
            const [left = [], right = []] = [one, other].map(({ story }) =>
              bandsOf(sketchOf(wordPairs(contentWords(story)))),
            );
            const found = right.some((band) => left.includes(band)) && isSameNews(one.story, other.story);
            expect(found).toBe(one.family === other.family);
          }
        }
        expect(bodyOf('ship', '')).not.toBe(bodyOf('camp', ''));
      }),
      { numRuns: 1000, seed: 5 },
    );
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
      expect(await storedHeads(room.store)).toHaveLength(1);
    } finally {
      await tables.close();
    }
  });
});
