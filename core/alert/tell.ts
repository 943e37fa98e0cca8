import type { PublishResult, StoredVersion, StoryReads } from '../ports.ts';
import { currentVersion, type Head, type StoryRef, type Told } from '../story/head.ts';
import { statusOf, versionTime } from '../story/history.ts';
import { type Duty, dueAt, dutyOf, type Owed } from './due.ts';
import { withoutOldest } from './forget.ts';
import { rememberTold, toldLately } from './lately.ts';
import type { OutgoingMessage } from './message.ts';
import { noticeOf, topicsFor } from './notice.ts';
import { planStorm } from './storm.ts';
import type { Turn } from './turn.ts';

/** A message that will go out, and the record of it in the head. */
interface Planned {
  readonly alert: Told;
  readonly message: OutgoingMessage;
}

/** What is to be done about a head now: messages, and records of what is held back. */
interface Plan {
  readonly planned: readonly Planned[];
  readonly held: readonly Told[];
  readonly cancelled: readonly string[];
  readonly copyOf: StoryRef | null;
  readonly storm: Turn['sender']['storm'];
}

type Texts = Pick<StoryReads, 'version'>;

const MOST_TRIES = 10;

/**
 * Tells what is due for one story: marks it attempted, publishes, marks how it ended. When somebody else
 * changed the head in between, what is due is computed anew. Held alerts whose digest is due are not told
 * here, but said to be there.
 */
export async function tell(
  due: { readonly head: Head; readonly dueAt: string },
  turn: Turn,
): Promise<'told' | 'digest is due'> {
  let head = due.head;
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const duty = dutyOf(head, turn.due);
    const told = await tellOnce(head, due.dueAt, duty, turn);
    if (told === 'done') return duty.digests.length > 0 ? 'digest is due' : 'told';
    const again = await turn.ports.store.head(head.key);
    if (again === null) return 'told';
    head = again;
  }
  turn.leave();
  return 'told';
}

async function tellOnce(head: Head, since: string, duty: Duty, turn: Turn): Promise<'done' | 'lost'> {
  const plan = await planFor(head, duty, turn);
  const marked = withPlan(head, plan, duty, turn);
  if (plan.copyOf !== null) await turn.ports.store.putCopyLink(plan.copyOf, head);
  if (plan.planned.length === 0) {
    if (duty.digests.length > 0 && marked === head) return 'done';
    const next = dueAt(marked, turn.due);
    return marked === head && next === since ? 'done' : putHead(marked, head, next, turn);
  }
  if ((await putHead(marked, head, since, turn)) === 'lost') return 'lost';
  turn.remember({ storm: plan.storm });
  let told: Head | null = { ...marked, rev: head.rev + 1 };
  for (const { alert, message } of plan.planned) {
    const result = await turn.publish(message);
    if (told === null || result.kind === 'failed') break;
    told = await settle(told, alert.id, result, turn);
  }
  turn.waited(since);
  return 'done';
}

/** Decides what goes out now, what waits for a digest, and what is a copy of something just told. */
async function planFor(head: Head, duty: Duty, turn: Turn): Promise<Plan> {
  const texts = remembering(turn.ports.store);
  const nothing: Plan = {
    planned: [],
    held: [],
    cancelled: duty.cancelled,
    copyOf: null,
    storm: turn.sender.storm,
  };
  const version = await firstTelling(head, duty, texts);
  const copied = version === null ? null : await toldLately(head, version, turn);
  if (copied !== null) return { ...nothing, copyOf: copied };
  let plan = nothing;
  for (const owed of duty.owed) plan = await planOne(head, owed, plan, texts, turn);
  if (version !== null && plan.planned.length > 0) rememberTold(head, version, turn);
  return plan;
}

/** The text of a story that nobody has been told of yet, and that somebody shall be; else null. */
async function firstTelling(head: Head, duty: Duty, texts: Texts): Promise<StoredVersion | null> {
  const current = currentVersion(head);
  const fresh = duty.owed.some(({ kind, again }) => kind === 'new' && again === null);
  const told = head.told.some(({ state }) => state === 'attempted' || state === 'sent');
  return current === null || !fresh || told ? null : texts.version(head.key, current.commit);
}

/** Reads each text once. */
function remembering(store: Texts): Texts {
  const read = new Map<string, Promise<StoredVersion | null>>();
  return {
    version: (key, commit) => {
      const name = `${key} ${commit}`;
      const version = read.get(name) ?? store.version(key, commit);
      read.set(name, version);
      return version;
    },
  };
}

async function planOne(head: Head, owed: Owed, plan: Plan, texts: Texts, turn: Turn): Promise<Plan> {
  const id = owed.again ?? nextId(head, plan);
  const alert = record(head, owed, id, turn);
  const counted = owed.again === null && isHeldByStorms(owed);
  const old = isOld(head, turn);
  const storm = counted
    ? planStorm({ ...owed, test: head.test, old }, plan, turn.settings.storm, turn.now)
    : { now: owed.to, later: new Map<string, readonly string[]>(), storm: plan.storm };
  const held = [...storm.later].map(([until, to], index): Told => {
    const why = old ? 'backlog' : 'flood';
    return { ...alert, id: `${id}-${index + 1}`, to, state: 'held', why, until };
  });
  const next = { ...plan, held: [...plan.held, ...held], storm: storm.storm };
  if (storm.now.length === 0) return next;
  const part = { ...owed, to: storm.now, topics: topicsFor(owed.topics, storm.now) };
  const sources = { texts, wires: turn.settings.wires, now: turn.nowText };
  const notice = await noticeOf(head, counted ? part : owed, sources);
  const message = turn.compose(notice);
  const planned = { alert: { ...alert, to: storm.now, subject: message.plainSubject }, message };
  return { ...next, planned: [...next.planned, planned] };
}

/** Whether storm control may hold an alert back: news, but nothing about what people were told, nor the end of a hold. */
function isHeldByStorms({ kind, released }: Owed): boolean {
  return kind === 'new' || (kind === 'update' && !released);
}

function record(head: Head, { kind, to }: Owed, id: string, turn: Turn): Told {
  return {
    ...{ id, kind, to, state: 'attempted', at: turn.nowText, why: null, until: null, subject: null },
    digest: currentVersion(head)?.digest ?? '',
    status: kind !== 'kill' ? null : statusOf(head) === 'withheld' ? 'withheld' : 'canceled',
  };
}

/** Alerts are numbered; what is held of one has its number with another behind it. */
function nextId(head: Head, plan: Plan): string {
  const ids = [...head.told, ...plan.held, ...plan.planned.map(({ alert }) => alert)].map(({ id }) => id);
  return String(Math.max(0, ...ids.map((id) => Number.parseInt(id, 10)).filter(Number.isFinite)) + 1);
}

/** Whether a story is so old that it belongs to a backlog: a replay, or a feed that was down. */
function isOld(head: Head, turn: Turn): boolean {
  const current = currentVersion(head);
  if (current === null || head.test) return false;
  const released = [current.repeatedAt ?? versionTime(current), head.embargoUntil ?? ''].sort().at(-1) ?? '';
  return turn.now - Date.parse(released) > turn.settings.backlogHours * 3_600_000;
}

/** The head with the plan's records. */
function withPlan(head: Head, plan: Plan, duty: Duty, turn: Turn): Head {
  const at = turn.nowText;
  const planned = plan.planned.map(({ alert }) => alert);
  const replaced = new Map(planned.map((alert) => [alert.id, alert]));
  const known = new Set(head.told.map(({ id }) => id));
  const told = head.told.map((alert): Told => {
    if (plan.cancelled.includes(alert.id)) return { ...alert, state: 'cancelled', at };
    return replaced.get(alert.id) ?? alert;
  });
  const paused = duty.paused.length === 0 ? [] : [pausedAlert(head, plan, duty, at)];
  const added = [...planned.filter(({ id }) => !known.has(id)), ...plan.held, ...paused];
  if (plan.copyOf !== null) return { ...head, told: [...told, ...paused], copyOf: plan.copyOf };
  const unchanged = added.length + planned.length + plan.cancelled.length === 0;
  return unchanged ? head : { ...head, told: withoutOldest([...told, ...added]) };
}

function pausedAlert(head: Head, plan: Plan, { paused }: Duty, at: string): Told {
  const digest = currentVersion(head)?.digest ?? '';
  const id = `${nextId(head, plan)}-p`;
  return {
    ...{ id, kind: 'new', digest, to: paused, state: 'held', at, why: 'paused' },
    until: null,
    subject: null,
    status: null,
  };
}

/** Marks how a message ended, whatever else has happened to the head since; answers the head as it is then. */
async function settle(marked: Head, id: string, result: PublishResult, turn: Turn): Promise<Head | null> {
  let head: Head | null = marked;
  for (let attempt = 0; head !== null && attempt < MOST_TRIES; attempt += 1) {
    const state = result.kind === 'published' ? 'sent' : 'refused';
    const told = head.told.map(
      (alert): Told =>
        alert.id === id && alert.state === 'attempted' ? { ...alert, state, at: turn.nowText } : alert,
    );
    const settled: Head = { ...head, told };
    if ((await putHead(settled, head, dueAt(settled, turn.due), turn)) === 'done') {
      return { ...settled, rev: head.rev + 1 };
    }
    head = await turn.ports.store.head(head.key);
  }
  return head;
}

function putHead(next: Head, previous: Head, due: string | null, { ports }: Turn): Promise<'done' | 'lost'> {
  return ports.store.putHead({ ...next, rev: previous.rev + 1 }, due, false);
}
