import type { SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { takeDrops } from '../../lambdas/intake/take-drops.ts';
import { Newsroom } from '../core/alert/newsroom.ts';
import { type EmbeddedTables, embeddedTables } from './embedded-table.ts';

let tables: EmbeddedTables;
beforeAll(async () => {
  tables = await embeddedTables();
});
afterAll(() => tables.close());

function batchOf(bodies: readonly string[]): SQSEvent {
  const Records = bodies.map((body, index) => ({
    messageId: `message-${index}`,
    body,
    receiptHandle: '',
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: '',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: 'local',
  }));
  return { Records };
}

function dropped(key: string, size?: number): string {
  return JSON.stringify({ 'detail-type': 'Object Created', detail: { object: { key, size } } });
}

function hang(room: Newsroom, key: string): void {
  room.objects.set(key, {
    text: new TextEncoder().encode(`A Nato frigate of ${key}. /ritzau/`),
    lastModified: room.iso,
  });
}

it('hands back only what failed, and does the rest of the batch', async () => {
  const room = await Newsroom.open(tables);
  for (const key of ['incoming/a.txt', 'incoming/b.txt']) hang(room, key);
  const { source } = room;
  const objects = {
    read: (ref: Parameters<typeof source.read>[0], maxBytes: number) =>
      ref.key === 'incoming/broken.txt' ? Promise.reject(new Error('no route')) : source.read(ref, maxBytes),
  };
  const warnings: string[] = [];
  const counts: unknown[] = [];
  const response = await takeDrops(
    batchOf([
      dropped('incoming/a.txt'),
      dropped('incoming/broken.txt'),
      'nonsense',
      dropped('incoming/gone.txt'),
      dropped('incoming/b.txt'),
    ]),
    {
      objects,
      store: room.store,
      clock: room.clock,
      topics: { active: async () => room.topics },
      log: { info: () => {}, warn: (message, facts) => warnings.push(`${message} ${JSON.stringify(facts)}`) },
    },
    room.settings,
    (counted) => counts.push(counted),
  );
  expect(response.batchItemFailures).toEqual([
    { itemIdentifier: 'message-1' },
    { itemIdentifier: 'message-2' },
  ]);
  expect(counts).toEqual(Array(2).fill({ stories: 1, untagged: 0, rejected: 0 }));
  expect(warnings).toHaveLength(3);
  expect(warnings.join()).not.toContain('frigate');
});

it.each([
  ['large', 9_000_000, 2],
  ['of unknown size', undefined, 2],
  ['small', 5_000, 10],
])('has objects that are %s in memory: of ten, %s bytes each, %s at a time', async (_, size, most) => {
  const room = await Newsroom.open(tables);
  let reading = 0;
  let together = 0;
  const objects = {
    read: async () => {
      reading += 1;
      together = Math.max(together, reading);
      await new Promise((resolve) => setTimeout(resolve, 5));
      reading -= 1;
      throw new Error('no route');
    },
  };
  const { store, clock, topics, settings } = room;
  const bodies = Array.from({ length: 10 }, (_nothing, index) => dropped(`incoming/${index}.txt`, size));
  const response = await takeDrops(
    batchOf(bodies),
    {
      objects,
      store,
      clock,
      topics: { active: async () => topics },
      log: { info: () => {}, warn: () => {} },
    },
    settings,
    () => {},
  );
  expect(response.batchItemFailures).toHaveLength(10);
  expect(together).toBe(most);
});
