import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rematch } from '../../../core/story/rematch.ts';
import { type EmbeddedTables, embeddedTables } from '../../lambdas/embedded-table.ts';
import { Newsroom, storyOf, testTopics } from '../alert/newsroom.ts';

let tables: EmbeddedTables;
beforeAll(async () => {
  tables = await embeddedTables();
});
afterAll(() => tables.close());

const SINCE = '2026-04-01T00:00:00.000Z';
const WITH_SHIPS = { nato: { word: 'Nato' }, ships: { word: 'frigate' } };

async function roomBeforeShips(): Promise<Newsroom> {
  const room = await Newsroom.open(tables, { topics: { nato: { word: 'Nato' } } });
  await room.arrive(storyOf());
  await room.arrive(storyOf({ id: 'urn:2', body: 'The frigate alone.' }));
  await room.arrive(storyOf({ id: 'urn:3', body: 'A cycle path was opened.' }));
  await room.told();
  return room;
}

async function run(room: Newsroom, topic: string, alert: boolean, until: string | null = null) {
  const { store, clock } = room;
  const ports = { store, clock, topics: { active: async () => room.topics } };
  const steps = [];
  for await (const step of rematch({ topic, since: SINCE, until, alert, pace: 50 }, ports, room.settings)) {
    steps.push(step);
  }
  return steps;
}

async function namesOf(room: Newsroom, topic: string): Promise<string[]> {
  const found = [];
  for await (const head of room.store.storiesOfTopic(topic, null)) found.push(head.id);
  return found.sort();
}

describe('a new topic run over stored stories', () => {
  it('finds them without telling anybody', async () => {
    const room = await roomBeforeShips();
    room.topics = testTopics(WITH_SHIPS);
    expect((await run(room, 'ships', false)).at(-1)).toMatchObject({ read: 3, added: 2, removed: 0 });
    expect(await namesOf(room, 'ships')).toEqual(['urn:2', 'urn:story:1']);
    expect(await namesOf(room, 'nato')).toEqual(['urn:story:1']);
    expect(await room.told()).toEqual([]);
  });

  it('tells them when asked to', async () => {
    const room = await roomBeforeShips();
    room.topics = testTopics(WITH_SHIPS);
    await run(room, 'ships', true);
    expect((await room.told()).sort()).toEqual(['new all/now ships/now', 'new ships/now', 'update all/now']);
  });

  it('tells them also where the topic wants no updates: a match found later is none', async () => {
    const room = await roomBeforeShips();
    room.topics = testTopics({ nato: { word: 'Nato' }, ships: { word: 'frigate', updates: 'none' } });
    await run(room, 'ships', true);
    expect((await room.told()).sort()).toEqual(['new all/now ships/now', 'new ships/now', 'update all/now']);
  });

  it('without telling anybody keeps nothing back that the next version brings', async () => {
    const room = await roomBeforeShips();
    room.topics = testTopics(WITH_SHIPS);
    await run(room, 'ships', false);
    await room.arrive(storyOf({ id: 'urn:2', version: 2, body: 'The frigate joins a Nato force.' }));
    expect(await room.told()).toEqual(['new all/now nato/now']);
  });

  it('goes on where it was interrupted', async () => {
    const room = await roomBeforeShips();
    room.topics = testTopics(WITH_SHIPS);
    const { store, clock } = room;
    const ports = { store, clock, topics: { active: async () => room.topics } };
    const job = { topic: 'ships', since: SINCE, until: null, alert: false, pace: 2 };
    const start = room.time;
    let stopped = '';
    for await (const { receivedAt } of rematch(job, ports, room.settings)) {
      stopped = receivedAt;
      break;
    }
    await run(room, 'ships', false, stopped);
    expect(await namesOf(room, 'ships')).toEqual(['urn:2', 'urn:story:1']);
    expect(room.time).toBeGreaterThan(start);
  });

  it('changes nothing when it is run again', async () => {
    const room = await roomBeforeShips();
    room.topics = testTopics(WITH_SHIPS);
    await run(room, 'ships', false);
    expect((await run(room, 'ships', true)).at(-1)).toMatchObject({ added: 0, removed: 0 });
    expect(await room.told()).toEqual([]);
  });
});

describe('a topic that fits no more', () => {
  it('loses its stories', async () => {
    const room = await roomBeforeShips();
    room.topics = testTopics({ nato: { word: 'Warsaw' } });
    expect((await run(room, 'nato', false)).at(-1)).toMatchObject({ added: 0, removed: 1 });
    expect(await namesOf(room, 'nato')).toEqual([]);
  });
});
