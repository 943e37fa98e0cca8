import { alertToken, dueAt } from '../alert/due.ts';
import { dueFacts } from '../alert/due-facts.ts';
import type { Settings } from '../config.ts';
import type { ActiveTopics, IntakePorts, StoredVersion, StoryReads } from '../ports.ts';
import type { Match } from '../watch/match.ts';
import { type Head, standingVersion, type Told, type VersionRef } from './head.ts';
import { commitId } from './identity.ts';
import { topicRowsOf } from './topic-rows.ts';

/** A topic to run over stored stories. */
export interface Rematch {
  readonly topic: string;
  /** From when on stories count (ISO 8601 UTC). */
  readonly since: string;
  /** Up to when; to go on where an earlier run stopped, the `receivedAt` that it told last. Null: now. */
  readonly until: string | null;
  /** Whether to tell who follows the topic of what fits now; many at once become a digest. */
  readonly alert: boolean;
  /** Stories looked at in a second, at most. */
  readonly pace: number;
}

/** How far a run has come: stories are taken from the newest to the oldest. */
export interface RematchProgress {
  readonly read: number;
  readonly added: number;
  readonly removed: number;
  /** Of the story looked at last. */
  readonly receivedAt: string;
}

type RematchPorts = Pick<IntakePorts, 'topics' | 'clock'> & {
  readonly store: IntakePorts['store'] & Pick<StoryReads, 'storiesSince'>;
};

const MOST_TRIES = 20;

/**
 * Runs one topic of the set in force over the stories that are stored, and writes into each whether it fits
 * now. Safe to run again and from where it stopped. What nobody shall be alerted of is recorded as held.
 */
export async function* rematch(
  run: Rematch,
  ports: RematchPorts,
  settings: Pick<Settings, 'paused'>,
): AsyncGenerator<RematchProgress, void, undefined> {
  const topics = await ports.topics.active();
  let progress = { read: 0, added: 0, removed: 0 };
  for await (const { key, receivedAt } of ports.store.storiesSince(run.since, run.until)) {
    const changed = await rematchStory(key, run, topics, ports, settings);
    const count = (kind: typeof changed) => (changed === kind ? 1 : 0);
    progress = {
      read: progress.read + 1,
      added: progress.added + count('added'),
      removed: progress.removed + count('removed'),
    };
    yield { ...progress, receivedAt };
    await ports.clock.sleep(1000 / run.pace);
  }
}

async function rematchStory(
  key: string,
  run: Rematch,
  topics: ActiveTopics,
  ports: RematchPorts,
  settings: Pick<Settings, 'paused'>,
): Promise<'added' | 'removed' | 'same'> {
  const { store, clock } = ports;
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const head = await store.head(key);
    const standing = head === null ? null : standingVersion(head);
    const version = standing === null ? null : await store.version(key, standing.commit);
    if (head === null || standing === null || version === null) return 'same';
    const match = topics.matcher.match(version.story).find(({ topic }) => topic === run.topic) ?? null;
    const had = head.matches.some(({ topic }) => topic === run.topic);
    if ((match !== null) === had) return 'same';
    const next = await withMatch(head, standing, version, match, { ...run, set: topics.version }, store);
    const told = match === null || run.alert ? next : withHeld(next, run.topic, clock.now());
    const due = dueFacts(topics, settings, clock.now());
    const at = dueAt(told, due);
    const written = await store.putHead({ ...told, rev: head.rev + 1 }, at, at !== null && at <= due.now);
    if (written === 'done') return match === null ? 'removed' : 'added';
  }
  throw new Error(`The head of story ${key} changed ${MOST_TRIES} times while it was written`);
}

/** Writes the version's item anew with or without the match; the head that names it. */
async function withMatch(
  head: Head,
  standing: VersionRef,
  version: StoredVersion,
  match: Match | null,
  { topic, set }: { readonly topic: string; readonly set: string },
  store: RematchPorts['store'],
): Promise<Head> {
  const others = version.matches.filter(
    (one) => one.topic !== topic && head.matches.some((named) => named.topic === one.topic),
  );
  const matches = match === null ? others : [...others, match];
  const commit = commitId(head.key, standing.digest, `${set} ${standing.commit} ${topic}`);
  const changed = { ...version, commit, matches };
  await store.putVersion(head.key, changed, topicRowsOf(head.key, changed, head.embargoUntil));
  return {
    ...head,
    versions: head.versions.map((one) => (one === standing ? { ...one, commit } : one)),
    matches: matches.map((one) => ({ topic: one.topic, score: one.score })),
  };
}

/**
 * The head with a record that the topic's followers are not to be told of a match found later. Who follows all topics
 * is told with the first topic that tells somebody.
 */
function withHeld(head: Head, topic: string, now: number): Head {
  const token = alertToken(topic, head.test);
  if (head.told.some(({ to }) => to.includes(token))) return head;
  const digest = standingVersion(head)?.digest ?? '';
  const alert: Told = {
    ...{ id: `rematch ${topic} ${head.rev}`, kind: 'new', digest, to: [token], state: 'held' },
    ...{ at: new Date(now).toISOString(), why: 'rematch', until: null, subject: null, status: null },
  };
  return { ...head, told: [...head.told, alert] };
}
