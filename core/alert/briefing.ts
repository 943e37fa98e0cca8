import type { Briefing } from '../config.ts';
import type { BriefingRecord } from '../ports.ts';
import { type Head, standingVersion, type Told } from '../story/head.ts';
import { statusOf } from '../story/history.ts';
import { dueAt } from './due.ts';
import { lastScheduled } from './schedule.ts';
import type { Turn } from './turn.ts';

const HOUR = 3_600_000;
/** A briefing is built so long after its time, for stories that were just being taken in. */
const BUILT_AFTER = 2 * 60_000;
/** How far before its window a briefing looks for stories that were committed late. */
const OVERLAP = 6 * HOUR;
/** A briefing that was never sent before does not begin with one that is older than this. */
const FIRST_AT_MOST_LATE = HOUR;
/** How far back earlier briefings are looked at, and the last story for its time: a week and more, in winter time too. */
const MEMORY = 8 * 24 * HOUR;
const MOST_ENTRIES = 50;
const MOST_TRIES = 10;

/** Sends the briefings whose time has come; each scheduled time once, late rather than never. */
export async function tellBriefings(turn: Turn): Promise<void> {
  for (const briefing of turn.settings.briefings) {
    if (turn.over) return;
    const scheduled = lastScheduled(briefing, turn.settings.timeZone, turn.now - BUILT_AFTER);
    if (scheduled === null) continue;
    const at = new Date(scheduled).toISOString();
    if (turn.sender.briefings[briefing.id] === at) continue;
    if (await tellBriefing(briefing, at, turn)) {
      turn.remember({ briefings: { ...turn.sender.briefings, [briefing.id]: at } });
    }
  }
}

/** Whether this briefing is done with. One before it that never went out goes first: its stories count as told. */
async function tellBriefing(briefing: Briefing, at: string, turn: Turn): Promise<boolean> {
  const { store } = turn.ports;
  const known = await store.briefing(briefing.id, at);
  if (known !== null) return publish(briefing, known, turn);
  const since = new Date(Date.parse(at) - MEMORY).toISOString();
  const earlier = await store.briefingsSince(briefing.id, since);
  for (const record of earlier.toReversed()) if (!(await publish(briefing, record, turn))) return false;
  const record = await write(briefing, at, earlier, turn);
  return record === null || publish(briefing, record, turn);
}

/** Publishes a briefing unless that was done; whether it is done now. */
async function publish(briefing: Briefing, record: BriefingRecord, turn: Turn): Promise<boolean> {
  if (record.state !== 'attempted') return true;
  const entries: BriefingRecord['entries'][number][] = [];
  for (const entry of record.entries) if (await markTold(entry, record, turn)) entries.push(entry);
  const result = await turn.publish(
    turn.compose({
      kind: 'briefing',
      to: [tokenOf(briefing.id)],
      test: false,
      briefing: briefing.id,
      name: briefing.name,
      scheduledAt: record.scheduledAt,
      entries,
      withdrawn: record.withdrawn,
      read: record.read,
    }),
  );
  if (result.kind === 'failed') return false;
  const state = result.kind === 'published' ? 'sent' : 'refused';
  await turn.ports.store.putBriefing({ ...record, state, at: turn.nowText, rev: record.rev + 1 });
  return true;
}

/** Decides once what a briefing tells, and writes it down; null when it shall not be sent at all. */
async function write(
  briefing: Briefing,
  at: string,
  earlier: readonly BriefingRecord[],
  turn: Turn,
): Promise<BriefingRecord | null> {
  const { store } = turn.ports;
  const time = Date.parse(at);
  if (earlier.length === 0 && turn.now - time > FIRST_AT_MOST_LATE) return null;
  const before = earlier.filter(({ scheduledAt }) => scheduledAt < at);
  const start = windowStart(briefing, before, time, turn);
  const [last] = before;
  const record: BriefingRecord = {
    id: briefing.id,
    scheduledAt: at,
    rev: 1,
    state: 'attempted',
    at: turn.nowText,
    entries: await entriesOf(briefing, start - OVERLAP, at, turn),
    withdrawn: await withdrawnOf(before, turn),
    read: await storiesRead(last?.scheduledAt ?? new Date(start).toISOString(), at, turn),
  };
  const written = await store.putBriefing(record);
  return written === 'done' ? record : store.briefing(briefing.id, at);
}

/**
 * Where the last briefing ended, also when some were left out since or their time was moved. One that was full left
 * stories over, and its window is looked at again.
 */
function windowStart(
  briefing: Briefing,
  earlier: readonly BriefingRecord[],
  time: number,
  turn: Turn,
): number {
  const lastWithRoom = earlier.find(({ entries }) => entries.length < MOST_ENTRIES);
  if (lastWithRoom !== undefined) return Date.parse(lastWithRoom.scheduledAt);
  const oldest = earlier.at(-1)?.scheduledAt;
  const from = oldest === undefined ? time : Date.parse(oldest);
  return lastScheduled(briefing, turn.settings.timeZone, from - 1) ?? from - 24 * HOUR;
}

async function entriesOf(
  briefing: Briefing,
  from: number,
  at: string,
  turn: Turn,
): Promise<BriefingRecord['entries']> {
  const since = new Date(from).toISOString();
  const topics = briefing.topics === 'all' ? turn.topics.ids() : briefing.topics;
  const found = new Map<string, Head>();
  for (const topic of topics) {
    if (turn.due.isPaused(topic)) continue;
    for await (const head of turn.ports.store.storiesOfTopic(topic, since)) {
      if (isTellable(head, briefing.id, at)) found.set(head.key, head);
    }
  }
  return [...found.values()]
    .sort((one, other) => (one.receivedAt < other.receivedAt ? -1 : 1))
    .slice(0, MOST_ENTRIES)
    .map((head) => ({
      key: head.key,
      code: head.code,
      digest: standingVersion(head)?.digest ?? '',
      title: head.title,
      receivedAt: head.receivedAt,
      topics: head.matches.map(({ topic }) => topic).filter((topic) => topics.includes(topic)),
    }));
}

/** Whether a briefing may name a story: usable, free, no copy, no test, there in time, and not named before. */
function isTellable(head: Head, briefing: string, at: string): boolean {
  const status = statusOf(head);
  const held = (status === 'embargoed' && head.embargoUntil === null) || (head.embargoUntil ?? '') > at;
  const inTime = head.receivedAt < at;
  const quiet = head.test || head.copyOf !== null || head.kind === 'advisory';
  return (
    (status === 'usable' || status === 'embargoed') && !held && inTime && !quiet && !wasToldIn(head, briefing)
  );
}

function wasToldIn(head: Head, briefing: string): boolean {
  return head.told.some(({ to, state }) => state === 'sent' && to.includes(tokenOf(briefing)));
}

/** Stories that earlier briefings told and that were killed since, each named once. */
async function withdrawnOf(
  earlier: readonly BriefingRecord[],
  { ports }: Turn,
): Promise<BriefingRecord['withdrawn']> {
  const named = new Set(earlier.flatMap(({ withdrawn }) => withdrawn.map(({ key }) => key)));
  const told = new Map<string, BriefingRecord>();
  for (const record of earlier) {
    for (const { key } of record.entries) if (!named.has(key)) told.set(key, record);
  }
  const withdrawn: BriefingRecord['withdrawn'][number][] = [];
  for (const [key, { id, at: toldAt }] of told) {
    const head = await ports.store.head(key);
    if (head !== null && isTakenBack(head) && wasToldIn(head, id)) {
      withdrawn.push({ key, code: head.code, toldAt });
    }
  }
  return withdrawn;
}

function isTakenBack(head: Head): boolean {
  const status = statusOf(head);
  return status === 'canceled' || status === 'withheld';
}

/** How many stories came from one time to another, and when the last one before its end came. */
async function storiesRead(from: string, at: string, { ports }: Turn): Promise<BriefingRecord['read']> {
  const oldest = new Date(Date.parse(at) - MEMORY).toISOString();
  let count = 0;
  let lastAt: string | null = null;
  for await (const { receivedAt, test } of ports.store.storiesSince(oldest, at)) {
    if (test) continue;
    lastAt ??= receivedAt;
    if (receivedAt < from) break;
    count += 1;
  }
  return { count, lastAt };
}

/**
 * Writes into a story's head that a briefing tells it, so that its corrections and kills go there, too. False for one
 * that was killed since the briefing was written, or since it was tried before: it is left out.
 */
async function markTold(
  { key, digest, title }: BriefingRecord['entries'][number],
  record: BriefingRecord,
  turn: Turn,
): Promise<boolean> {
  const { store } = turn.ports;
  const id = `briefing ${record.id} ${record.scheduledAt}`;
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const head = await store.head(key);
    if (head === null || isTakenBack(head)) return false;
    if (head.told.some((alert) => alert.id === id)) return true;
    const alert: Told = {
      ...{ id, kind: 'briefing', digest, to: [tokenOf(record.id)], state: 'sent', at: turn.nowText },
      ...{ why: null, until: null, subject: title, status: null },
    };
    const next = { ...head, told: [...head.told, alert], rev: head.rev + 1 };
    const at = dueAt(next, turn.due);
    if ((await store.putHead(next, at, false)) === 'done') return true;
  }
  throw new Error(`Story ${key} changed ${MOST_TRIES} times while a briefing was written`);
}

function tokenOf(briefing: string): string {
  return `briefing/${briefing}`;
}
