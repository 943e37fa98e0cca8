import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dispatch } from '../../core/alert/dispatch.ts';
import { DEFAULT_CONFIG, type Settings, settingsOf } from '../../core/config.ts';
import type { Clock, DispatchPorts, IntakePorts, Log, ObjectSource } from '../../core/ports.ts';
import { takeIn } from '../../core/story/take-in.ts';
import { DynamoStoryStore } from '../../lambdas/aws/dynamo-story-store.ts';
import { topicSource } from '../../lambdas/aws/topic-source.ts';
import { shippedTopics } from '../../lib/shipped-topics.ts';
import { embargoedNitf, PLAIN_STORIES, ritzauXml } from '../deploy/stories.ts';
import { type EmbeddedTables, embeddedTables } from '../lambdas/embedded-table.ts';
import { permissionsOf } from './permissions-of.ts';
import { idOf, templateOf } from './synthesised.ts';

/** The embedded store checks no permissions, nor does the emulator: here the calls are held against the roles. */
let tables: EmbeddedTables;
const calls = new Set<string>();

beforeAll(async () => {
  tables = await embeddedTables();
  record(tables.client);
});
afterAll(() => tables.close());

/** Notes each call of DynamoDB as `Query` or, on an index, `Query on gsi1`. */
function record(client: DynamoDBClient): void {
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        const index: unknown = Reflect.get(args.input, 'IndexName');
        const name = String(commandName).replace(/Command$/u, '');
        calls.add(typeof index === 'string' ? `${name} on ${index}` : name);
        return next(args);
      },
    { step: 'initialize' },
  );
}

/** What a function's role allows on the table, written as {@link record} writes calls. */
function allowed(start: string): readonly string[] {
  const template = templateOf();
  const table = idOf(template, 'AWS::DynamoDB::Table', 'Stories');
  return permissionsOf(template, start).flatMap((permission) => {
    const [action = '', resource = ''] = permission.split(' on ');
    const name = action.replace('dynamodb:', '');
    if (resource === `{${table}.Arn}`) return [name];
    return resource.startsWith(`{${table}.Arn}/index/`) ? [`${name} on ${resource.split('/').at(-1)}`] : [];
  });
}

/** Time that passes only when somebody sleeps, so that embargoes end and briefings come. */
function skippingClock(start: number): Clock {
  let now = start;
  return {
    now: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
    },
  };
}

async function openDesk() {
  const settings: Settings = {
    ...settingsOf(DEFAULT_CONFIG),
    briefings: [{ id: 'morning', name: null, at: '07:00', days: ['mon'], topics: 'all' }],
  };
  const clock = skippingClock(Date.parse('2026-03-02T06:50:00+01:00'));
  const objects = new Map<string, string>();
  const source: ObjectSource = {
    read: async ({ key }) => {
      const text = objects.get(key);
      if (text === undefined) return { kind: 'gone' };
      const lastModified = new Date(clock.now()).toISOString();
      return { kind: 'object', versionId: '1', lastModified, bytes: Buffer.from(text) };
    },
  };
  const log: Log = { info: () => {}, warn: () => {} };
  const store = new DynamoStoryStore({
    client: tables.client,
    table: await tables.newTable(),
    reread: async () => null,
    now: clock.now,
  });
  const bundled = shippedTopics().compiled;
  const topics = topicSource({ bundled, objects: source, pointers: store, clock, log });
  const intake: IntakePorts = { objects: source, store, topics, clock, log };
  const publisher: DispatchPorts['publisher'] = {
    publish: async () => ({ kind: 'published', messageId: 'one' }),
  };
  return {
    clock,
    take: (key: string, text: string) => {
      objects.set(key, text);
      return takeIn({ key, versionId: null }, intake, settings);
    },
    tell: () =>
      dispatch({ ...intake, store, publisher, owner: 'test' }, settings, { deadline: clock.now() + 600_000 }),
  };
}

test('intake and dispatch call nothing on the table that their roles do not allow', async () => {
  const desk = await openDesk();
  const clean = (phase: string) => {
    const seen = [...calls].filter((call) => !/Table/u.test(call)).sort();
    calls.clear();
    return { phase, seen };
  };
  clean('setting up');
  const later = new Date(desk.clock.now() + 900_000);
  for (const [index, text] of PLAIN_STORIES.entries()) await desk.take(`incoming/ritzau/${index}.txt`, text);
  await desk.take('incoming/ritzau/again.txt', PLAIN_STORIES[0]);
  await desk.take('incoming/ritzau/copy.xml', PLAIN_STORIES[1].replace('160', '170'));
  await desk.take('incoming/ritzau/e.xml', embargoedNitf('1', later));
  for (const [index, flag] of (['NyVersion', 'Korrektion', 'Annuleret'] as const).entries()) {
    await desk.take(
      'incoming/ritzau/k.xml',
      ritzauXml('2', { version: index + 1, priority: 4, soldiers: index, flag }),
    );
  }
  const intake = clean('intake');
  await desk.tell();
  await desk.clock.sleep(20 * 60_000);
  await desk.tell();
  const told = clean('dispatch');
  expect(intake.seen).toContain('PutItem');
  expect(intake.seen.filter((call) => !allowed('Intake').includes(call))).toEqual([]);
  expect(told.seen).toContain('Query on gsi2');
  expect(told.seen.filter((call) => !allowed('Dispatch').includes(call))).toEqual([]);
  // And the other way round: nothing is allowed that neither path needs.
  expect(allowed('Intake').filter((call) => !intake.seen.includes(call))).toEqual([]);
  expect(allowed('Dispatch').filter((call) => !told.seen.includes(call))).toEqual([]);
});
