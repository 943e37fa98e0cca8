import { randomBytes } from 'node:crypto';
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DynamoDBClient,
  ProvisionedThroughputExceededException,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoryStore } from '../../core/ports.ts';
import type { Head } from '../../core/story/head.ts';
import { type Item, Table } from '../../lambdas/aws/table.ts';
import { describeMessage, Newsroom, storyOf } from '../core/alert/newsroom.ts';
import { type EmbeddedTables, embeddedTables } from './embedded-table.ts';

/** What DynamoDB does at its limits, and what must not come of it: nothing lost, nothing in the wrong order. */

let tables: EmbeddedTables;
beforeAll(async () => {
  tables = await embeddedTables();
});
afterAll(() => tables.close());

function items(count: number): Item[] {
  return Array.from({ length: count }, (_, index) => ({
    pk: { S: 'p' },
    sk: { S: String(index).padStart(4, '0') },
  }));
}

async function heads(list: AsyncIterable<Head>): Promise<Head[]> {
  const found = [];
  for await (const head of list) found.push(head);
  return found;
}

/** Text that deflates to about so many bytes. */
function incompressible(bytes: number): string {
  return randomBytes(bytes)
    .toString('base64')
    .replace(/[+/=]/gu, 'x')
    .replace(/(.{9})/gu, '$1 ');
}

describe('a batch of which DynamoDB leaves something undone', () => {
  it('is written on until nothing is left, 25 items at a time', async () => {
    const client = mockClient(DynamoDBClient);
    const stored: string[] = [];
    const sizes: number[] = [];
    client.on(BatchWriteItemCommand).callsFake(({ RequestItems }) => {
      const requests = RequestItems.t;
      sizes.push(requests.length);
      const done = Math.ceil(requests.length / 2);
      for (const { PutRequest } of requests.slice(0, done)) stored.push(PutRequest.Item.sk.S);
      return { UnprocessedItems: done === requests.length ? {} : { t: requests.slice(done) } };
    });
    await new Table(new DynamoDBClient({}), 't').putAll(items(60));
    expect(stored.sort()).toEqual(items(60).map(({ sk }) => sk?.S));
    expect(Math.max(...sizes)).toBe(25);
    client.restore();
  });

  it('is read on until nothing is left, 100 items at a time and in their order', async () => {
    const client = mockClient(DynamoDBClient);
    const sizes: number[] = [];
    client.on(BatchGetItemCommand).callsFake(({ RequestItems }) => {
      const { Keys, ConsistentRead } = RequestItems.t;
      sizes.push(Keys.length);
      expect(ConsistentRead).toBe(true);
      const done = Math.ceil(Keys.length / 3);
      const left = Keys.slice(done);
      return {
        Responses: { t: Keys.slice(0, done).reverse() },
        UnprocessedKeys: left.length === 0 ? {} : { t: { Keys: left } },
      };
    });
    const found = await new Table(new DynamoDBClient({}), 't').getAll(items(101), true);
    expect(found).toEqual(items(101));
    expect(Math.max(...sizes)).toBe(100);
    client.restore();
  }, 60_000);

  it('is given up in the end, so that the drop is tried again', async () => {
    const client = mockClient(DynamoDBClient);
    client.on(BatchWriteItemCommand).callsFake(({ RequestItems }) => ({ UnprocessedItems: RequestItems }));
    await expect(new Table(new DynamoDBClient({}), 't').putAll(items(1))).rejects.toThrow('too often');
    expect(client.commandCalls(BatchWriteItemCommand)).toHaveLength(8);
    client.restore();
  }, 60_000);
});

describe('a story that is larger than', () => {
  it.each([350_000, 365_000, 370_000, 375_000, 390_000, 400_000])(
    'an item holds, with %i bytes that cannot be packed, is stored, told and read back',
    async (size) => {
      const room = await Newsroom.open(tables);
      const noise = incompressible(size);
      await room.drop('incoming/long.txt', `Nato sends a frigate.\n\n${noise}\n\n/ritzau/`);
      expect(await room.told()).toEqual(['new all/now nato/now ships/now']);
      const [head] = await heads(room.store.storiesSince('2026-04-01T00:00:00.000Z', null));
      const [found] = await room.store.storiesByCode(head?.code ?? '');
      expect(found?.versions[0]?.story.body.includes(noise.slice(-500).trim())).toBe(true);
    },
  );

  it('a page holds, in all its versions together, is found whole', async () => {
    const room = await Newsroom.open(tables);
    for (const version of [1, 2, 3, 4, 5]) {
      await room.arrive(storyOf({ version, body: `Nato ${version} ${incompressible(260_000)}` }));
    }
    const [head] = await heads(room.store.storiesSince('2026-04-01T00:00:00.000Z', null));
    const [found] = await room.store.storiesByCode(head?.code ?? '');
    expect(found?.versions.map(({ story }) => story.version)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('a story that fits 100 topics and has 120 versions, each of them told,', () => {
  it('stays small enough to be written, and is killed for everybody', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `a-topic-with-a-long-name-${index}`);
    const topics = Object.fromEntries(names.map((name) => [name, { word: 'Nato', updates: 'all' } as const]));
    const room = await Newsroom.open(tables, { topics, settings: { storm: { alerts: 1000, minutes: 10 } } });
    for (let version = 1; version <= 120; version += 1) {
      await room.arrive(storyOf({ version, body: `Nato says ${version} of it.` }));
      expect(await room.told()).toHaveLength(1);
    }
    await room.arrive(storyOf({ version: 121, status: 'canceled', body: '' }));
    const [kill] = await room.told();
    expect(kill?.split(' ')).toHaveLength(102);
    expect(await room.told()).toEqual([]);
  }, 120_000);
});

/** A store that throttles each call that is about a key, `times` times. */
function throttling(store: StoryStore, key: () => string, times: number): StoryStore {
  let left = times;
  return new Proxy(store, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...args: unknown[]) => {
        const [first] = args;
        const about = typeof first === 'object' && first !== null && 'key' in first ? first.key : first;
        if (
          about === key() &&
          left > 0 &&
          ['head', 'version', 'putHead', 'putVersion'].includes(String(name))
        ) {
          left -= 1;
          const message = 'The level of configured provisioned throughput was exceeded.';
          throw new ProvisionedThroughputExceededException({ message, $metadata: {} });
        }
        return Reflect.apply(method, target, args);
      };
    },
  });
}

describe('a hot key', () => {
  it('holds up its own story only, and not for good', async () => {
    let hot = '';
    const keys: string[] = [];
    const room = await Newsroom.open(tables, { wrap: (store) => throttling(store, () => hot, 5) });
    for (const index of [1, 2, 3, 4]) {
      room.wait(0.1);
      const entry = await room.arrive(storyOf({ id: `urn:${index}`, body: `Nato ${'x'.repeat(index)}` }));
      if ('story' in entry) keys.push(entry.story.key);
    }
    hot = keys[0] ?? '';
    await room.dispatch();
    const codes = () => room.inbox.map(({ json }) => JSON.parse(json).story.id);
    expect(codes()).toEqual(['urn:2', 'urn:3', 'urn:4']);
    for (let minute = 0; minute < 6; minute += 1) {
      room.wait(1);
      await room.dispatch();
    }
    expect(codes()).toEqual(['urn:2', 'urn:3', 'urn:4', 'urn:1']);
  });

  it('of stories that can never be told keeps no other one waiting', async () => {
    const room = await Newsroom.open(tables);
    for (let index = 0; index < 5; index += 1) {
      const noise = incompressible(420_000);
      await room.drop(`incoming/lost-${index}.txt`, `Nato sends a frigate.\n\n${noise}\n\n/ritzau/`);
      room.objects.delete(`incoming/lost-${index}.txt`);
      room.wait(0.1);
    }
    await room.arrive(storyOf({ id: 'urn:later', body: 'Nato is well.' }));
    await room.dispatch();
    expect(room.inbox.map(describeMessage)).toEqual(['new all/now nato/now']);
  });

  it('is none where 80 stories of one day, one topic and one template stand: all are told, listed and found', async () => {
    const room = await Newsroom.open(tables, { settings: { storm: { alerts: 1000, minutes: 10 } } });
    const same = Array.from({ length: 30 }, (_, index) => `same${index}`).join(' ');
    const own = (index: number) => Array.from({ length: 30 }, (_, word) => `own${index}x${word}`).join(' ');
    for (let index = 0; index < 80; index += 1) {
      room.wait(0.01);
      const body = `Nato ${same} ${own(index)}`;
      expect((await room.arrive(storyOf({ id: `urn:${index}`, body }))).kind).toBe('stored');
    }
    for (let turn = 0; turn < 2; turn += 1) await room.dispatch();
    const told = room.inbox.map(({ json }) => JSON.parse(json).story.id);
    expect(told).toEqual(Array.from({ length: 80 }, (_, index) => `urn:${index}`));
    expect(await heads(room.store.storiesOfTopic('nato', null))).toHaveLength(80);
    expect(await heads(room.store.storiesSince('2026-04-01T00:00:00.000Z', null))).toHaveLength(80);
  }, 120_000);
});
