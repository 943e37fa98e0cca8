import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutgoingMessage } from '../../core/alert/message.ts';
import type { BriefingRecord } from '../../core/ports.ts';
import { fingerprintsOf } from '../../core/story/find-copied.ts';
import type { Head } from '../../core/story/head.ts';
import { unknownHead } from '../../core/story/history.ts';
import { storyKey, versionDigest } from '../../core/story/identity.ts';
import { contentWords, sketchOf, wordPairs } from '../../core/story/near-copy.ts';
import { DEFAULT_MARKERS } from '../../core/wire/markers.ts';
import { Newsroom, NOON, storedHeads, storyOf } from '../core/alert/newsroom.ts';
import { type EmbeddedTables, embeddedTables } from '../lambdas/embedded-table.ts';
import {
  type Call,
  Crash,
  canFall,
  FAULTS,
  type Fault,
  faultyPublisher,
  faultyStore,
  Trap,
} from './faulty.ts';

/**
 * The fault harness: each history is run with a failure at every call of a port in turn, and with the
 * retries that the queue and the sweep would make. The table must end as without the failure, everything
 * due must be told, and twice only when the failure fell between a publication and its mark.
 */

let tables: EmbeddedTables;
beforeAll(async () => {
  tables = await embeddedTables();
});
afterAll(() => tables.close());

type Step = (room: Newsroom) => Promise<unknown>;

const words = Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ');
const later = '2026-04-02T13:00:00.000Z';
const evenLater = '2026-04-02T14:00:00.000Z';
const arrive =
  (...args: Parameters<Newsroom['arrive']>): Step =>
  (room) =>
    room.arrive(...args);
const drop =
  (key: string, text: string): Step =>
  (room) =>
    room.objects.has(key) ? room.takeIn(key) : room.drop(key, text);
const takeIn =
  (key: string): Step =>
  (room) =>
    room.takeIn(key);
/** A turn that left something over is followed by another, as the sweep of every minute does. */
const tell: Step = async (room) => {
  const { held, left } = await room.dispatch();
  if (!held || left > 0) throw new Error('Something is left to tell');
};
const wait =
  (minutes: number): Step =>
  async (room) =>
    room.wait(minutes);

const kill = { status: 'canceled', body: '' } as const;
const correction = { revision: { kind: 'correction', of: [], note: null } } as const;
const DEAD = storyOf({ id: 'text:dead', version: null, body: `Nato ${words}` });
const AT = { at: '2026-04-02T12:00:00.000Z' };
const HISTORIES: Readonly<Record<string, readonly Step[]>> = {
  'a story in a dropped file': [drop('incoming/a.txt', `A Nato frigate left. ${words} /ritzau/`), tell],
  'an update, a correction and a kill': [
    arrive(storyOf({ body: 'A Nato ship.' }), AT),
    tell,
    arrive(storyOf({ version: 2, body: 'A Nato frigate.' }), AT),
    tell,
    arrive(
      storyOf({ version: 3, body: 'A Nato tug.', revision: { kind: 'correction', of: [], note: null } }),
      AT,
    ),
    tell,
    arrive(storyOf({ version: 4, ...kill }), AT),
    tell,
  ],
  'a kill by another document before its story': [
    arrive(
      storyOf({ id: 'urn:kill', body: 'Kill.', revision: { kind: 'kill', of: ['urn:story:1'], note: null } }),
      AT,
    ),
    tell,
    arrive(storyOf(), AT),
    tell,
  ],
  'a kill in plain text before its story': [
    async (room) => {
      room.put('incoming/kill.txt', 'ANNULLERES: A Nato frigate has left port\n\nIt is untrue. /ritzau/');
      room.wait(1);
      room.put('incoming/story.txt', `A Nato frigate has left port\n\nIt sails south. ${words} /ritzau/`);
    },
    takeIn('incoming/kill.txt'),
    tell,
    takeIn('incoming/story.txt'),
    tell,
  ],
  'a plain text put on hold and sent again': [
    arrive(storyOf({ id: 'text:1', version: null, body: `Nato ${words}` }), AT),
    tell,
    arrive(storyOf({ id: 'text:1', version: null, body: `Nato ${words}`, status: 'withheld' }), {
      at: later,
    }),
    tell,
    arrive(storyOf({ id: 'text:1', version: null, body: `Nato ${words}` }), { at: evenLater }),
    tell,
  ],
  'an embargo': [arrive(storyOf({ embargoUntil: later }), AT), tell, wait(61), tell],
  'a near copy and a plain revision': [
    arrive(storyOf({ id: 'text:1', version: null, body: `Nato ${words}` }), AT),
    tell,
    arrive(storyOf({ id: 'urn:copy', wire: 'other', body: `Nato ${words} end` }), AT),
    arrive(storyOf({ id: 'text:2', version: null, body: `Nato ${words} frigate` }), { at: later }),
    tell,
  ],
  'a kill of a copy': [
    arrive(storyOf({ body: `Nato ${words}` }), AT),
    tell,
    arrive(storyOf({ id: 'urn:copy', body: `Nato ${words} end` }), { at: later }),
    arrive(storyOf({ id: 'urn:copy', version: 2, status: 'canceled', body: '' }), { at: evenLater }),
    tell,
  ],
  'a kill by another document after its story was told': [
    arrive(storyOf(), AT),
    tell,
    arrive(
      storyOf({ id: 'urn:kill', body: 'Kill.', revision: { kind: 'kill', of: ['urn:story:1'], note: null } }),
      AT,
    ),
    tell,
  ],
  'a story withheld and lifted again': [
    arrive(storyOf(), AT),
    tell,
    arrive(storyOf({ version: 2, status: 'withheld' }), AT),
    tell,
    arrive(storyOf({ version: 3, body: 'A Nato frigate is back.' }), AT),
    tell,
  ],
  'a plain text whose copy died while it was taken in': [
    async (room) => {
      const sketch = sketchOf(wordPairs(contentWords(DEAD)));
      const dead = {
        key: storyKey('ritzau', DEAD.id, false),
        digest: versionDigest(DEAD),
        test: false,
        sketch,
        story: DEAD,
        markers: DEFAULT_MARKERS,
      };
      await room.plainStore.putFingerprints(fingerprintsOf({ ...dead, receivedAt: AT.at }));
    },
    arrive(storyOf({ id: 'text:living', version: null, body: `Nato ${words} frigate` }), { at: later }),
    tell,
    arrive(DEAD, AT),
    tell,
  ],
  'addresses that are told different versions': [
    arrive(storyOf({ body: 'A Nato ship.' }), AT),
    tell,
    arrive(storyOf({ version: 2, body: 'A Nato frigate.' }), AT),
    tell,
    arrive(storyOf({ version: 3, body: 'A Nato frigate sank.', ...correction }), AT),
    tell,
  ],
  'a storm over two addresses': [
    arrive(storyOf({ id: 'urn:1', body: 'Nato x' }), AT),
    tell,
    arrive(storyOf({ id: 'urn:2', body: 'Nato xx' }), AT),
    tell,
    arrive(storyOf({ id: 'urn:3', body: 'Nato xxx' }), AT),
    tell,
    arrive(storyOf({ id: 'urn:4', body: 'A frigate' }), AT),
    tell,
    wait(11),
    tell,
  ],
  'a storm': [
    ...[1, 2, 3].map((index) =>
      arrive(storyOf({ id: `urn:${index}`, body: `Nato ${'x'.repeat(index)}` }), AT),
    ),
    tell,
    wait(11),
    tell,
  ],
  'a briefing': [
    arrive(storyOf(), AT),
    tell,
    async (room) => {
      room.time = Math.max(room.time, Date.parse('2026-04-02T16:02:00.000Z'));
    },
    tell,
  ],
};
const SETTINGS = {
  storm: { alerts: 2, minutes: 10 },
  briefings: [{ id: 'evening', name: null, at: '18:00', days: ['thu'] as const, topics: ['nato'] }],
};

interface Run {
  readonly trap: Trap;
  readonly told: readonly string[];
  readonly table: unknown;
}

async function run(steps: readonly Step[], place: number, fault: Fault | null, exact: boolean): Promise<Run> {
  const trap = new Trap(place, fault);
  const room = await Newsroom.open(tables, {
    settings: SETTINGS,
    wrap: (store) => faultyStore(store, trap),
    wrapPublisher: (publisher) => faultyPublisher(publisher, trap),
  });
  trap.interlude = async () => {
    room.wait(1);
    await room.dispatch();
  };
  trap.meddle = async (key) => {
    const head = (await room.plainStore.head(key)) ?? unknownHead(key, false, AT.at);
    await room.plainStore.putHead({ ...head, rev: head.rev + 1 }, room.iso, true);
  };
  for (const step of steps) await untilDone(step, room, trap);
  for (let sweep = 0; sweep < 2; sweep += 1) {
    room.wait(1);
    await trap.quietly(() => untilDone(tell, room, trap));
  }
  return { trap, told: room.inbox.flatMap(tellings), table: await tableOf(room, exact) };
}

/** Does a step as the deployment would: what fails is tried again a minute later. */
async function untilDone(step: Step, room: Newsroom, trap: Trap): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      await step(room);
      return;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (error instanceof Crash) trap.revive();
      room.wait(1);
    }
  }
  throw new Error('A step never came to its end');
}

/** What the table says about stories and objects, without what counts tries and times. */
async function tableOf({ plainStore, objects }: Newsroom, exact: boolean): Promise<unknown> {
  const heads = [];
  for (const head of await storedHeads(plainStore)) {
    const [story] = await plainStore.storiesByCode(head.code);
    const alerts = head.told.map(({ kind, to, state, status }) => ({
      kind,
      to: [...to].sort(),
      state,
      status,
    }));
    const heard = head.told.filter(({ state }) => state === 'sent').flatMap(({ to }) => to);
    const told = exact ? alerts : [...new Set(heard)].sort();
    heads.push({ ...head, rev: 0, told, texts: story?.versions.map(({ story: { body } }) => body) });
  }
  const outcomes = [];
  for (const key of objects.keys()) {
    for (const { entries } of await plainStore.outcomes(key)) outcomes.push(entries);
  }
  const due = [];
  for await (const { head } of plainStore.dueHeads('2027-01-01T00:00:00.000Z')) due.push(head.code);
  return { heads: heads.sort((one, other) => (one.key < other.key ? -1 : 1)), outcomes, due };
}

/** Whom a message tells of which story: `new nato/now W-7Q3FK2`. A digest tells each of its stories. */
function tellings({ kind, attributes, json }: OutgoingMessage): string[] {
  const codes = new Set(json.match(/W-[0-9A-Z]{6}/gu));
  const what = kind === 'flood' ? 'new' : kind;
  return [attributes.to].flat().flatMap((token) => [...codes].map((code) => `${what} ${token} ${code}`));
}

/** What a call to the table marks as told. A briefing is marked in its own item. */
function marks({ name, arguments_: [argument] }: Call): readonly string[] {
  if (name === 'putBriefing' && isBriefing(argument) && argument.state !== 'attempted') {
    return argument.entries.map(({ code }) => `briefing briefing/${argument.id} ${code}`);
  }
  if (name !== 'putHead' || !isHead(argument)) return [];
  return argument.told
    .filter(({ state, kind }) => (state === 'sent' || state === 'refused') && kind !== 'briefing')
    .flatMap(({ kind, to }) =>
      to.map((token) => `${kind === 'flood' ? 'new' : kind} ${token} ${argument.code}`),
    );
}

function isHead(value: unknown): value is Head {
  return typeof value === 'object' && value !== null && 'told' in value;
}

function isBriefing(value: unknown): value is BriefingRecord {
  return typeof value === 'object' && value !== null && 'scheduledAt' in value;
}

function isMessage(value: unknown): value is OutgoingMessage {
  return typeof value === 'object' && value !== null && 'attributes' in value;
}

/**
 * Whether a failure fell between the publication of a message and its mark, so that nobody can know that it went
 * out: at the publication itself when that took effect, in between, or at the mark when that took none.
 */
function mayRepeat(telling: string, calls: readonly Call[], place: number, fault: Fault): boolean {
  const publishes = ({ name, arguments_: [message] }: Call) =>
    name === 'publish' && isMessage(message) && tellings(message).includes(telling);
  const published = calls.findLastIndex((call, index) => index <= place && publishes(call));
  const later = calls.slice(published + 1).findIndex((call) => marks(call).includes(telling));
  const marked = later === -1 ? calls.length : published + 1 + later;
  if (published === -1 || place > marked || fault === 'rival' || fault === 'SNS refusal') return false;
  if (place === published) return ['timeout', 'crash after', 'expired lease'].includes(fault);
  return place < marked || ['throttle', 'crash before', 'expired lease'].includes(fault);
}

function countOf(list: readonly string[], entry: string): number {
  return list.filter((one) => one === entry).length;
}

describe.each(Object.entries(HISTORIES))('%s', (name, steps) => {
  // Which stories of a storm come singly depends on their order and on counts, which a failure may change.
  const exact = !name.startsWith('a storm');
  it.each(FAULTS)('with every call in turn hit by: %s', async (fault) => {
    const undisturbed = await run(steps, -1, null, exact);
    expect(undisturbed.told.length + JSON.stringify(undisturbed.table).length).toBeGreaterThan(100);
    for (const [place, call] of undisturbed.trap.calls.entries()) {
      if (!canFall(fault, call)) continue;
      const disturbed = await run(steps, place, fault, exact);
      const where = `${fault} at call ${place} (${call.name})`;
      expect(disturbed.table, where).toEqual(undisturbed.table);
      for (const message of new Set([...undisturbed.told, ...disturbed.told])) {
        const [due, told] = [countOf(undisturbed.told, message), countOf(disturbed.told, message)];
        expect(told, `${where}: ${message}`).toBeGreaterThanOrEqual(due);
        const most = due + (mayRepeat(message, undisturbed.trap.calls, place, fault) ? 1 : 0);
        expect(told, `${where}: ${message}`).toBeLessThanOrEqual(most);
      }
    }
    expect(undisturbed.trap.calls.length).toBeGreaterThan(10);
  });
});

it('begins at a time that the histories agree on', () => {
  expect(NOON).toBe(Date.parse(AT.at));
});
