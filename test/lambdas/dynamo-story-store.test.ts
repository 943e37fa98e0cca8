import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Head } from '../../core/story/head.ts';
import { Newsroom, storyOf } from '../core/alert/newsroom.ts';
import { type EmbeddedTables, embeddedTables } from './embedded-table.ts';

let tables: EmbeddedTables;
beforeAll(async () => {
  tables = await embeddedTables();
});
afterAll(() => tables.close());

async function listed(heads: AsyncIterable<Head>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of heads) ids.push(id);
  return ids;
}

describe('a head', () => {
  it('is written only over the revision that was read', async () => {
    const newsroom = await Newsroom.open(tables);
    const entry = await newsroom.arrive(storyOf());
    const head = entry.kind === 'stored' ? await newsroom.store.head(entry.story.key) : null;
    if (head === null) throw new Error('not stored');
    expect(await newsroom.store.putHead({ ...head, rev: 2 }, null, false)).toBe('done');
    expect(await newsroom.store.putHead({ ...head, rev: 2 }, null, false)).toBe('lost');
    expect(await newsroom.store.putHead({ ...head, rev: 1 }, null, false)).toBe('lost');
  });

  it('comes back as it was written', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf({ embargoUntil: '2026-04-02T12:30:00.000Z' }));
    await room.arrive(storyOf({ version: 2, revision: { kind: 'correction', of: [], note: 'x' } }));
    await room.told();
    for await (const head of room.store.storiesSince('2026-04-02T00:00:00.000Z', null)) {
      const again = { ...head, rev: head.rev + 1 };
      await room.store.putHead(again, null, false);
      expect(await room.store.head(head.key)).toEqual(again);
    }
  });
});

describe('people find', () => {
  it('a story by its code, with its versions in order', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf({ version: 2, headline: 'Second' }));
    const entry = await room.arrive(storyOf({ headline: 'First' }));
    if (!('story' in entry)) throw new Error('not stored');
    const [found] = await room.store.storiesByCode(entry.story.code.toLowerCase());
    expect(found?.versions.map(({ story }) => story.headline)).toEqual(['First', 'Second']);
    expect(await room.store.storiesByCode('W-000000')).toEqual([]);
    expect(await room.store.storiesByCode('no code')).toEqual([]);
  });

  it('the stories of a topic, newest first, without those that fit no more', async () => {
    const room = await Newsroom.open(tables);
    await room.arrive(storyOf({ id: 'urn:1', body: 'Nato one.' }));
    room.wait(1);
    await room.arrive(storyOf({ id: 'urn:2', body: 'Nato two.' }));
    room.wait(1);
    await room.arrive(storyOf({ id: 'urn:3', body: 'Nato three.' }));
    await room.arrive(storyOf({ id: 'urn:1', version: 2, body: 'Nothing.' }));
    expect(await listed(room.store.storiesOfTopic('nato', null))).toEqual(['urn:3', 'urn:2']);
    expect(await listed(room.store.storiesOfTopic('nato', room.iso))).toEqual(['urn:3']);
  });

  it('the stories of several days, newest first, page by page', async () => {
    const room = await Newsroom.open(tables);
    for (let index = 0; index < 120; index += 1) {
      const at = new Date(Date.parse('2026-04-01T20:00:00.000Z') + index * 120_000).toISOString();
      await room.arrive(storyOf({ id: `urn:${index}`, body: 'x' }), { at });
    }
    const ids = await listed(room.store.storiesSince('2026-04-01T20:30:00.000Z', '2026-04-01T23:59:00.000Z'));
    expect(ids).toHaveLength(105);
    expect(ids[0]).toBe('urn:119');
    expect(ids.at(-1)).toBe('urn:15');
  });

  it('what was rejected, with its reason', async () => {
    const room = await Newsroom.open(tables);
    await room.drop('incoming/empty.txt', '');
    await room.drop('incoming/folder/', '');
    await room.drop('incoming/plain.txt', 'Nothing says whose this is.');
    const found = [];
    for await (const outcome of room.store.rejectedSince('2026-04-01T00:00:00.000Z')) found.push(outcome.key);
    expect(found.sort()).toEqual(['incoming/empty.txt', 'incoming/folder/']);
    expect((await room.store.outcomes('incoming/plain.txt'))[0]?.entries[0]?.kind).toBe('untagged');
    expect((await room.store.outcome('incoming/folder/', 'v1'))?.entries[0]).toMatchObject({
      kind: 'rejected',
    });
    expect(await room.store.outcome('incoming/none', 'v1')).toBeNull();
  });
});

describe('at the borders of DynamoDB', () => {
  it('an object that is too large is rejected unread', async () => {
    const room = await Newsroom.open(tables, { settings: { maxBytes: 100 } });
    const outcome = await room.drop('incoming/a.txt', 'x'.repeat(101));
    expect(outcome?.entries[0]).toMatchObject({
      kind: 'rejected',
      reason: expect.stringContaining('101 bytes'),
    });
  });

  it('a body too long for an item stays in the bucket and is told from there', async () => {
    const room = await Newsroom.open(tables);
    const noise = randomBytes(420_000)
      .toString('hex')
      .replace(/(.{8})/gu, '$1 ');
    await room.drop('incoming/long.txt', `Nato sends a frigate.\n\n${noise}\n\n/ritzau/`);
    expect(await room.told()).toEqual(['new all/now nato/now ships/now']);
    for await (const { code } of room.store.storiesSince('2026-04-01T00:00:00.000Z', null)) {
      const [found] = await room.store.storiesByCode(code);
      expect(found?.versions[0]?.story.body.length).toBeGreaterThan(800_000);
    }
  });

  it('a story that fits 100 topics is stored, told and listed under each', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `topic-number-${index}`);
    const topics = Object.fromEntries(names.map((name) => [name, { word: 'Nato' }]));
    const room = await Newsroom.open(tables, { topics });
    await room.arrive(storyOf());
    const [told] = await room.told();
    expect(told?.split(' ')).toHaveLength(102);
    for (const name of ['topic-number-0', 'topic-number-99']) {
      expect(await listed(room.store.storiesOfTopic(name, null))).toHaveLength(1);
    }
  });
});

describe('the lease', () => {
  it('is one sender’s until it is given back or runs out', async () => {
    const { store } = await Newsroom.open(tables);
    const lease = await store.acquireLease('one', 1000, 2000);
    if (lease === null) throw new Error('not taken');
    expect(await store.acquireLease('two', 1500, 2500)).toBeNull();
    expect(await store.releaseLease(lease)).toBe('wake');
    expect(await store.acquireLease('two', 1600, 2500)).toBeNull();
    expect(await store.releaseLease(lease)).toBe('wake');
    expect(await store.releaseLease(lease)).toBe('done');
    const second = await store.acquireLease('two', 1700, 2500);
    expect(second).toMatchObject({ owner: 'two', fence: lease.fence + 1 });
    const third = await store.acquireLease('three', 2501, 3000);
    expect(third?.owner).toBe('three');
    expect(second === null ? null : await store.renewLease(second)).toBe('lost');
    expect(second === null ? null : await store.releaseLease(second)).toBe('lost');
  });

  it('keeps what the sender remembers', async () => {
    const { store } = await Newsroom.open(tables);
    const lease = await store.acquireLease('one', 1000, 2000);
    if (lease === null) throw new Error('not taken');
    const sender = {
      publishedAt: 5,
      storm: { 'nato/now': { from: 1, count: 2 } },
      lately: [{ key: 'K', at: 3, sketch: new Uint8Array([1, 2, 255]) }],
      briefings: { morning: '2026-04-02T05:00:00.000Z' },
      lookedAt: 5,
    };
    await store.releaseLease({ ...lease, sender });
    expect((await store.acquireLease('two', 1000, 2000))?.sender).toEqual(sender);
  });
});

describe('the pointer at the topics in force', () => {
  it('is the newest, and only one can be set at a time', async () => {
    const { store } = await Newsroom.open(tables);
    expect(await store.topicPointer()).toBeNull();
    const pointer = {
      rev: 1,
      objectKey: 'topics/a',
      topics: 2,
      pushedAt: '2026-04-02T12:00:00.000Z',
      by: 'me',
    };
    expect(await store.setTopicPointer(pointer)).toBe('done');
    expect(await store.setTopicPointer({ ...pointer, objectKey: 'topics/b' })).toBe('lost');
    expect(await store.setTopicPointer({ ...pointer, rev: 2, objectKey: 'topics/b' })).toBe('done');
    expect(await store.topicPointer()).toMatchObject({ objectKey: 'topics/b' });
    expect(await store.topicPointers(5)).toHaveLength(2);
  });
});
