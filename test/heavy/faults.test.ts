import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutgoingMessage } from '../../core/alert/message.ts';
import { Newsroom, NOON, storyOf } from '../core/alert/newsroom.ts';
import { type EmbeddedTables, embeddedTables } from '../lambdas/embedded-table.ts';
import { Crash, FAULTS, type Fault, faultyPublisher, faultyStore, Trap } from './faulty.ts';

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
const arrive =
  (...args: Parameters<Newsroom['arrive']>): Step =>
  (room) =>
    room.arrive(...args);
const drop =
  (key: string, text: string): Step =>
  (room) =>
    room.objects.has(key) ? room.takeIn(key) : room.drop(key, text);
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
  'an embargo': [arrive(storyOf({ embargoUntil: later }), AT), tell, wait(61), tell],
  'a near copy and a plain revision': [
    arrive(storyOf({ id: 'text:1', version: null, body: `Nato ${words}` }), AT),
    tell,
    arrive(storyOf({ id: 'urn:copy', wire: 'other', body: `Nato ${words} end` }), AT),
    arrive(storyOf({ id: 'text:2', version: null, body: `Nato ${words} frigate` }), { at: later }),
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
    const head = await room.plainStore.head(key);
    if (head !== null) await room.plainStore.putHead({ ...head, rev: head.rev + 1 }, room.iso, true);
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
  for await (const head of plainStore.storiesSince('2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z')) {
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

/** How much more often a message may go out: only where nobody knows whether it did. */
function mayRepeat(calls: readonly string[], place: number, fault: Fault): boolean {
  const after: readonly Fault[] = ['timeout', 'crash after', 'expired lease'];
  if (calls[place] === 'publish' && after.includes(fault)) return true;
  const published = place === 0 ? -1 : calls.lastIndexOf('publish', place - 1);
  return published !== -1 && !calls.slice(published, place).includes('releaseLease');
}

function countOf(list: readonly string[], entry: string): number {
  return list.filter((one) => one === entry).length;
}

describe.each(Object.entries(HISTORIES))('%s', (name, steps) => {
  // Which stories of a storm come singly depends on their order, which a failure may change.
  const exact = name !== 'a storm';
  it.each(FAULTS)('with every call in turn hit by: %s', async (fault) => {
    const undisturbed = await run(steps, -1, null, exact);
    expect(undisturbed.told.length + JSON.stringify(undisturbed.table).length).toBeGreaterThan(100);
    for (let place = 0; place < undisturbed.trap.calls.length; place += 1) {
      const disturbed = await run(steps, place, fault, exact);
      const where = `${fault} at call ${place} (${undisturbed.trap.calls[place]})`;
      expect(disturbed.table, where).toEqual(undisturbed.table);
      for (const message of new Set([...undisturbed.told, ...disturbed.told])) {
        const [due, told] = [countOf(undisturbed.told, message), countOf(disturbed.told, message)];
        expect(told, `${where}: ${message}`).toBeGreaterThanOrEqual(due);
        const most = due + (mayRepeat(disturbed.trap.calls, place, fault) ? 1 : 0);
        expect(told, `${where}: ${message}`).toBeLessThanOrEqual(most);
      }
    }
    expect(undisturbed.trap.calls.length).toBeGreaterThan(10);
  });
});

it('begins at a time that the histories agree on', () => {
  expect(NOON).toBe(Date.parse(AT.at));
});
