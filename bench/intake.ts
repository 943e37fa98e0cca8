import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { dispatch } from '../core/alert/dispatch.ts';
import type { OutgoingMessage } from '../core/alert/message.ts';
import { DEFAULT_CONFIG, type Settings, settingsOf } from '../core/config.ts';
import type { Clock, DispatchPorts, IntakePorts, ObjectRef } from '../core/ports.ts';
import { rereadFrom } from '../core/story/reread.ts';
import { takeIn } from '../core/story/take-in.ts';
import { loadActiveTopics } from '../lambdas/aws/active-topics.ts';
import { DynamoStoryStore } from '../lambdas/aws/dynamo-story-store.ts';
import { createTable } from '../lambdas/aws/table-definition.ts';
import { shippedTopics } from '../lib/shipped-topics.ts';
import { MeteredTable } from './metered-table.ts';
import type { BenchOptions } from './options.ts';

/** Stories measured one by one, after as many to warm up. */
const SINGLE = 200;
/** Stories taken in eight at a time, as a queue brings them. */
const TOGETHER = 400;
const AT_ONCE = 8;
const TABLE = 'bench';

/** What one story costs from the drop to the alert marked sent. */
interface IntakeFigures {
  readonly bytes: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly snsCalls: number;
  readonly s3Calls: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly storiesPerSecond: number;
  readonly writesByType: Readonly<Record<string, number>>;
}

/**
 * Stories of 3 KB that fit two topics and copy nothing, through intake and dispatch on the embedded store
 * in this process. The sender's pace (8 messages a second) is skipped, not waited for.
 */
export async function run({ json }: BenchOptions): Promise<void> {
  const bench = await Bench.open();
  try {
    const figures = await bench.measure();
    process.stdout.write(`${json ? JSON.stringify({ bench: 'intake', ...figures }) : textOf(figures)}\n`);
  } finally {
    await bench.close();
  }
}

function textOf(figures: IntakeFigures): string {
  const parts = Object.entries(figures.writesByType).map(([type, units]) => `${type} ${units.toFixed(1)}`);
  return [
    `intake     ${figures.bytes} bytes a story, 2 topics, no copy; embedded store`,
    `           ${figures.writeUnits.toFixed(1)} write units a story (${parts.join(', ')})`,
    `           ${figures.readUnits.toFixed(1)} read units, ${figures.s3Calls.toFixed(1)} S3 and ${figures.snsCalls.toFixed(1)} SNS calls a story`,
    `           ${figures.p50Ms.toFixed(1)} ms (p50), ${figures.p99Ms.toFixed(1)} ms (p99) from drop to inbox, one at a time`,
    `           ${figures.storiesPerSecond.toFixed(0)} stories a second through intake and dispatch, ${AT_ONCE} at once`,
  ].join('\n');
}

type Ports = IntakePorts & DispatchPorts;

class Bench {
  readonly #ports: Ports;
  readonly #settings: Settings;
  readonly #table: MeteredTable;
  readonly #objects: Map<string, Uint8Array>;
  readonly #inbox: OutgoingMessage[];
  readonly #reading: { calls: number };
  readonly close: () => Promise<void>;

  private constructor(
    ports: Ports,
    settings: Settings,
    table: MeteredTable,
    memory: { objects: Map<string, Uint8Array>; inbox: OutgoingMessage[]; reading: { calls: number } },
    close: () => Promise<void>,
  ) {
    this.#ports = ports;
    this.#settings = settings;
    this.#table = table;
    this.#objects = memory.objects;
    this.#inbox = memory.inbox;
    this.#reading = memory.reading;
    this.close = close;
  }

  static async open(): Promise<Bench> {
    const server = dynalite({ createTableMs: 0 });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const client = new DynamoDBClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'local',
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    });
    await createTable(client, TABLE);
    const settings = { ...settingsOf(DEFAULT_CONFIG), storm: { alerts: 1_000_000, minutes: 10 } };
    const memory = {
      objects: new Map<string, Uint8Array>(),
      inbox: [] as OutgoingMessage[],
      reading: { calls: 0 },
    };
    const objects = sourceOf(memory.objects, memory.reading);
    const topics = loadActiveTopics(shippedTopics().compiled);
    const store = new DynamoStoryStore({ client, table: TABLE, reread: rereadFrom(objects, settings) });
    const ports: Ports = {
      objects,
      store,
      topics: { active: async () => topics },
      clock: skippingClock(),
      log: {
        info: () => {},
        warn: (message, facts) => process.stderr.write(`${message} ${JSON.stringify(facts)}\n`),
      },
      publisher: {
        publish: async (message) => {
          memory.inbox.push(message);
          return { kind: 'published', messageId: 'bench' };
        },
      },
      owner: 'bench',
    };
    const close = async () => {
      client.destroy();
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    };
    return new Bench(ports, settings, new MeteredTable(client), memory, close);
  }

  async measure(): Promise<IntakeFigures> {
    for (let index = 0; index < SINGLE; index += 1) await this.#single(`warm-${index}`);
    this.#table.reset();
    this.#reading.calls = 0;
    const sent = this.#inbox.length;
    const times: number[] = [];
    for (let index = 0; index < SINGLE; index += 1) times.push(await this.#single(`single-${index}`));
    const { writes, reads, byType } = this.#table;
    const snsCalls = (this.#inbox.length - sent) / SINGLE;
    if (snsCalls !== 1) throw new Error(`${SINGLE} stories made ${snsCalls * SINGLE} alerts`);
    times.sort((one, other) => one - other);
    return {
      bytes: this.#objects.get(keyOf('single-0'))?.length ?? 0,
      writeUnits: writes / SINGLE,
      readUnits: reads / SINGLE,
      snsCalls,
      s3Calls: this.#reading.calls / SINGLE,
      p50Ms: times[Math.floor(SINGLE * 0.5)] ?? 0,
      p99Ms: times[Math.floor(SINGLE * 0.99)] ?? 0,
      writesByType: Object.fromEntries([...byType].map(([type, units]) => [type, units / SINGLE])),
      storiesPerSecond: await this.#throughput(),
    };
  }

  /** Milliseconds from the drop until the alert of a story is marked sent. */
  async #single(name: string): Promise<number> {
    const ref = this.#drop(name);
    const start = performance.now();
    await takeIn(ref, this.#ports, this.#settings);
    await dispatch(this.#ports, this.#settings, { deadline: this.#ports.clock.now() + 60_000 });
    return performance.now() - start;
  }

  async #throughput(): Promise<number> {
    const refs = Array.from({ length: TOGETHER }, (_, index) => this.#drop(`together-${index}`));
    const start = performance.now();
    for (let from = 0; from < refs.length; from += AT_ONCE) {
      const batch = refs.slice(from, from + AT_ONCE);
      await Promise.all(batch.map((ref) => takeIn(ref, this.#ports, this.#settings)));
    }
    await dispatch(this.#ports, this.#settings, { deadline: this.#ports.clock.now() + 600_000 });
    return TOGETHER / ((performance.now() - start) / 1000);
  }

  #drop(name: string): ObjectRef {
    this.#objects.set(keyOf(name), new TextEncoder().encode(storyText(name)));
    return { key: keyOf(name), versionId: null };
  }
}

function keyOf(name: string): string {
  return `incoming/ritzau/${name}.txt`;
}

function sourceOf(
  objects: ReadonlyMap<string, Uint8Array>,
  reading: { calls: number },
): IntakePorts['objects'] {
  return {
    read: async ({ key, versionId }) => {
      reading.calls += 1;
      const bytes = objects.get(key);
      if (bytes === undefined) return { kind: 'gone' };
      const version = versionId ?? '3sL4kqtJlcpXroDTDmJ-rmSpXd3dIbrHY';
      return { kind: 'object', versionId: version, lastModified: new Date().toISOString(), bytes };
    },
  };
}

/** A clock that runs as the machine's, but jumps over what it shall sleep. */
function skippingClock(): Clock {
  let skipped = 0;
  return {
    now: () => Date.now() + skipped,
    sleep: async (milliseconds) => {
      skipped += milliseconds;
    },
  };
}

/** A story of 3 KB with a headline that fits both shipped topics; made-up words, so that no two are alike. */
function storyText(name: string): string {
  let state = [...name].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7) >>> 0;
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const syllables = ['ka', 'lo', 'men', 'ti', 'sor', 've', 'dan', 'ig', 'rup', 'by', 'hol', 'ner'];
  const word = () => Array.from({ length: 1 + next(4) }, () => syllables[next(syllables.length)]).join('');
  const sentence = () => `${Array.from({ length: 8 + next(9) }, word).join(' ')}.`;
  const opening = 'Danish soldiers are sent to the Nato mission in Iraq, the Ministry of Defence said.';
  const headline = Array.from({ length: 6 }, word).join(' ');
  const paragraphs = [headline, opening];
  while (paragraphs.join('\n\n').length < 2980) paragraphs.push(`${sentence()} ${sentence()}`);
  return `${paragraphs.join('\n\n').slice(0, 3000)}. /ritzau/`;
}
