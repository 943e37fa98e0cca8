import type { DueFacts } from '../alert/due.ts';
import type { Clock, OutcomeEntry } from '../ports.ts';
import type { Match } from '../watch/match.ts';
import type { HeadlineMarkers } from '../wire/markers.ts';
import { findHome } from './find-home.ts';
import {
  type Head,
  isKill,
  isWithoutCopy,
  type Order,
  type SourceRef,
  type StoryRef,
  standingVersion,
} from './head.ts';
import {
  emptyHead,
  isHeldWithoutEnd,
  killReason,
  lastKilledAt,
  type Standing,
  stands,
  versionTime,
  waitingFrom,
  withOrder,
  withoutStaleOrders,
  withStanding,
  withVersion,
} from './history.ts';
import { storyKey, versionDigest, wordsDigest } from './identity.ts';
import {
  type Arrival,
  followMerges,
  headAt,
  type Prepared,
  putHead,
  putNext,
  type StorePorts,
  storedVersion,
  versionRef,
  type Work,
} from './intake-work.ts';
import { contentWords, sketchOf, wordPairs } from './near-copy.ts';
import { type Story, storyTitle } from './story.ts';
import { topicRowsOf } from './topic-rows.ts';

type Stored = Extract<OutcomeEntry, { readonly story: StoryRef }>;

/** A rival's write makes us look again; so many in a row mean that something is wrong. */
const MOST_TRIES = 40;
const LONGEST_EMBARGO = 366 * 24 * 3_600_000;

/**
 * Decides what a story is to those already stored, and commits it. Any number of calls with the same
 * arrival, at once or after a crash at any point, leave the table as one call does.
 */
export async function storeStory(arrival: Arrival, ports: StorePorts, due: DueFacts): Promise<Stored> {
  const prepared = prepare(arrival);
  await giveOrders(prepared, ports, due);
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const stored = await tryToStore(prepared, { ports, due, attempt });
    if (stored !== 'lost') return stored;
    await backOff(ports.clock, attempt);
  }
  throw new Error(`The head of story ${prepared.key} changed ${MOST_TRIES} times while it was written`);
}

function prepare(arrival: Arrival): Prepared {
  const { story, receivedAt, test } = arrival;
  const { kind, of } = story.revision;
  const revision = kind === 'kill' && of.some((id) => id !== story.id) ? 'order' : kind;
  // What a document says that kills others is no copy of what it kills.
  const pairs = wordPairs(revision === 'order' ? [] : contentWords(story));
  return {
    ...arrival,
    matches: isKill({ status: story.status, revision }) ? [] : arrival.matches,
    key: storyKey(story.wire, story.id, test),
    version: {
      digest: versionDigest(story),
      words: wordsDigest(story),
      version: story.version,
      versionedAt: story.versionedAt,
      receivedAt,
      repeatedAt: null,
      status: story.status,
      revision,
      urgency: story.urgency,
      embargoUntil: story.embargoUntil,
    },
    sketch: sketchOf(pairs),
  };
}

async function tryToStore(arrival: Prepared, work: Work): Promise<Stored | 'lost'> {
  const { ports, due } = work;
  const home = await findHome(arrival, work);
  if (home === 'lost') return 'lost';
  const base = withoutStaleOrders(home.head, ports.clock.now());
  const ref = versionRef(arrival, base);
  const next = withVersion(base, ref);
  if (next === base) return recognise(arrival, base, ports);
  const isKnown = base.versions.some(({ digest }) => digest === ref.digest);
  if (!isKnown) {
    const stored = storedVersion(arrival, ref);
    await ports.store.putVersion(base.key, stored, topicRowsOf(base.key, stored, next.embargoUntil));
  }
  const standing = await restand(next, base, arrival, ports);
  const { copyOf, rivals } = isWithoutCopy(base) ? home : base;
  const head = { ...standing, copyOf, rivals, rev: base.rev + 1 };
  if (copyOf !== null && base.copyOf === null) await ports.store.putCopyLink(copyOf, head);
  await killOriginal(head, arrival.story.revision.note, ports, due);
  const written = await putHead(head, ports, due);
  if (written === 'lost') return 'lost';
  return isKnown ? recognise(arrival, head, ports) : entryOf(arrival, head);
}

/** Applies a kill to the other documents that it names, known or not. */
async function giveOrders(arrival: Prepared, ports: StorePorts, due: DueFacts): Promise<void> {
  const { story, test, key, receivedAt } = arrival;
  if (arrival.version.revision !== 'order') return;
  const order: Order = {
    by: key,
    status: story.status === 'withheld' ? 'withheld' : 'canceled',
    at: versionTime(arrival.version),
    reason: story.revision.note,
  };
  for (const id of story.revision.of) {
    if (id !== story.id) await giveOrder(emptyHead(story.wire, id, test, receivedAt), order, ports, due);
  }
}

/**
 * A kill of a copy takes back what people were told in its place: the story that the copy is linked to, where both
 * came on one wire. Done before the copy's own commit, so that a retry does it again.
 */
async function killOriginal(
  copy: Head,
  note: string | null,
  ports: StorePorts,
  due: DueFacts,
): Promise<void> {
  const killed = lastKilledAt(copy);
  if (copy.copyOf === null || killed === null) return;
  const stored = await ports.store.head(copy.copyOf.key);
  if (stored === null) return;
  const original = await followMerges(stored, ports);
  if (original.wire !== copy.wire) return;
  const reason = killReason(copy) ?? note;
  await giveOrder(original, { by: copy.key, status: 'canceled', at: killed, reason }, ports, due);
}

async function giveOrder(empty: Head, order: Order, ports: StorePorts, due: DueFacts): Promise<void> {
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const head = await followMerges(await headAt(empty, ports), ports);
    const next = waitingFrom(withOrder(head, order), empty.receivedAt);
    if (next !== head && next.copyOf?.key !== order.by) await killOriginal(next, null, ports, due);
    if (next === head || (await putNext(next, head, ports, due)) === 'done') return;
    await backOff(ports.clock, attempt);
  }
  throw new Error(`The head of story ${empty.key} changed ${MOST_TRIES} times while it was written`);
}

/** Fills in what the head says of the version that stands, when that is another one now. */
async function restand(next: Head, base: Head, arrival: Prepared, { store }: StorePorts): Promise<Head> {
  const { markers } = arrival;
  if (stands(next, arrival.version.digest)) {
    const { story, matches, source } = arrival;
    return withStanding(next, standingOf(story, matches, source, markers));
  }
  const standing = standingVersion(next);
  if (standing === null || stands(base, standing.digest)) return next;
  const stored = await store.version(next.key, standing.commit);
  if (stored === null) return next;
  return withStanding(next, standingOf(stored.story, stored.matches, stored.source, markers));
}

function standingOf(
  story: Story,
  matches: readonly Match[],
  source: SourceRef,
  markers: HeadlineMarkers,
): Standing {
  return {
    title: storyTitle(story, markers),
    kind: story.kind,
    matches: matches.map(({ topic, score }) => ({ topic, score })),
    source,
  };
}

/** A version that was stored before: by this very object before a crash, or it is a repetition. */
async function recognise(arrival: Prepared, head: Head, { store }: StorePorts): Promise<Stored> {
  const known = head.versions.find(({ digest }) => digest === arrival.version.digest);
  const stored = known === undefined ? null : await store.version(head.key, known.commit);
  const entry = entryOf(arrival, head);
  return stored !== null && sameSource(stored.source, arrival.source)
    ? entry
    : { ...entry, kind: 'repeat', note: null };
}

function sameSource(one: SourceRef, other: SourceRef): boolean {
  return one.key === other.key && one.versionId === other.versionId && one.part === other.part;
}

function entryOf(arrival: Prepared, head: Head): Stored {
  const { key, code } = head;
  const entry = {
    part: arrival.source.part,
    story: { key, code },
    topics: arrival.matches.map(({ topic }) => topic),
  };
  if (head.copyOf !== null) return { ...entry, kind: 'copy', of: head.copyOf };
  const kind = head.versions.length > 1 ? 'version' : 'stored';
  const note = isHeldWithoutEnd(head) ? HELD_WITHOUT_END : embargoNote(arrival.story, arrival.receivedAt);
  return { ...entry, kind, note };
}

const HELD_WITHOUT_END =
  'No end of the embargo could be read: the story is held until a version with a time or without embargo comes.';

/** What is odd about an embargo: it had passed, or lies more than a year ahead; else null. */
function embargoNote({ embargoUntil }: Story, receivedAt: string): string | null {
  if (embargoUntil === null) return null;
  const ahead = Date.parse(embargoUntil) - Date.parse(receivedAt);
  if (ahead <= 0) return `The embargo had ended at ${embargoUntil} when the story came; it is told at once.`;
  if (ahead > LONGEST_EMBARGO)
    return `The embargo ends at ${embargoUntil}, more than a year ahead; it is held until then.`;
  return null;
}

/** Waits longer the more often a rival came first, 5 ms to 0.3 s. */
function backOff(clock: Clock, attempt: number): Promise<void> {
  return clock.sleep(Math.min(300, 5 * 2 ** Math.min(attempt, 6)));
}
