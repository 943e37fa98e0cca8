import { type DueFacts, dueAt } from '../alert/due.ts';
import type { Clock, IntakePorts, OutcomeEntry, StoredVersion } from '../ports.ts';
import type { Match } from '../watch/match.ts';
import type { HeadlineMarkers } from '../wire/markers.ts';
import { type Copied, findCopied, fingerprintsOf } from './find-copied.ts';
import {
  type Head,
  isKill,
  type Order,
  type SourceRef,
  type StoryRef,
  standingVersion,
  type VersionRef,
} from './head.ts';
import {
  emptyHead,
  isHeldWithoutEnd,
  type Standing,
  stands,
  versionTime,
  withOrder,
  withoutStaleOrders,
  withStanding,
  withVersion,
} from './history.ts';
import { commitId, isTextIdentity, storyKey, versionDigest, wordsDigest } from './identity.ts';
import { contentWords, sketchOf, wordPairs } from './near-copy.ts';
import { type Story, storyTitle } from './story.ts';
import { topicRowsOf } from './topic-rows.ts';

/** A story as it came off an object, with what it matches. */
export interface Arrival {
  readonly story: Story & { readonly wire: string };
  readonly matches: readonly Match[];
  readonly source: SourceRef;
  readonly format: string;
  /** S3's LastModified. */
  readonly receivedAt: string;
  readonly test: boolean;
  /** Names the topic set that was matched. */
  readonly topicSet: string;
  /** What the wire's desk writes before its headlines. */
  readonly markers: HeadlineMarkers;
}

type Stored = Extract<OutcomeEntry, { readonly story: StoryRef }>;
type StorePorts = Pick<IntakePorts, 'store' | 'clock'>;

/** What is worked out once about an arrival. */
interface Prepared extends Arrival {
  readonly key: string;
  readonly version: Omit<VersionRef, 'commit'>;
  readonly pairs: ReadonlySet<string>;
  readonly sketch: Uint8Array;
}

/** Where a version belongs: the head it joins (perhaps an empty one), and what it copies. */
interface Home {
  readonly head: Head;
  readonly copyOf: StoryRef | null;
  readonly rivals: readonly string[];
}

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
    const stored = await tryToStore(prepared, ports, due);
    if (stored !== 'lost') return stored;
    await backOff(ports.clock, attempt);
  }
  throw new Error(`The head of story ${prepared.key} changed ${MOST_TRIES} times while it was written`);
}

function prepare(arrival: Arrival): Prepared {
  const { story, receivedAt, test } = arrival;
  const { kind, of } = story.revision;
  const revision = kind === 'kill' && of.some((id) => id !== story.id) ? 'order' : kind;
  const pairs = wordPairs(contentWords(story));
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
      status: story.status,
      revision,
      urgency: story.urgency,
      embargoUntil: story.embargoUntil,
    },
    pairs,
    sketch: sketchOf(pairs),
  };
}

async function tryToStore(arrival: Prepared, ports: StorePorts, due: DueFacts): Promise<Stored | 'lost'> {
  const home = await findHome(arrival, ports, due);
  if (home === 'lost') return 'lost';
  const base = withoutStaleOrders(home.head, ports.clock.now());
  const ref = { ...arrival.version, commit: commitId(base.key, arrival.version.digest, arrival.topicSet) };
  const next = withVersion(base, ref);
  if (next === base) return recognise(arrival, base, ports);
  const known = base.versions.some(({ digest }) => digest === ref.digest);
  if (!known) {
    const stored = storedVersion(arrival, ref);
    await ports.store.putVersion(base.key, stored, topicRowsOf(base.key, stored, next.embargoUntil));
  }
  const standing = await restand(next, base, arrival, ports);
  const { copyOf, rivals } = base.versions.length === 0 ? home : base;
  const head = { ...standing, copyOf, rivals, rev: base.rev + 1 };
  const written = await putHead(head, ports, due);
  return written === 'lost' ? 'lost' : entryOf(arrival, head);
}

/**
 * Finds the head that an arrival belongs to. Its own, when that is known or nothing else fits; the one
 * that it says it replaces; or, for copy without an identity of its own, the story whose text it revises.
 */
async function findHome(arrival: Prepared, ports: StorePorts, due: DueFacts): Promise<Home | 'lost'> {
  const { store } = ports;
  const { story, test, key, receivedAt } = arrival;
  const own = (await store.head(key)) ?? emptyHead(story.wire, story.id, test, receivedAt);
  const head = await followMerges(own, ports);
  if (head.versions.some(({ digest }) => digest === arrival.version.digest)) return at(head);
  const text = { ...arrival, digest: arrival.version.digest };
  await store.putFingerprints(fingerprintsOf(text));
  if (head !== own || head.versions.length > 0) return at(head);
  const replaced = replacedId(story);
  if (replaced !== null) {
    const earlier = emptyHead(story.wire, replaced, test, receivedAt);
    const target = await followMerges((await store.head(earlier.key)) ?? earlier, ports);
    return target.key === own.key ? at(own) : merge(own, target, ports, due);
  }
  const { copied, rivals } = await findCopied(text, ports);
  if (copied === null) return { ...at(own), rivals };
  return revises(arrival, copied)
    ? merge(own, copied.head, ports, due)
    : { ...at(own), copyOf: copied.original };
}

function at(head: Head): Home {
  return { head, copyOf: null, rivals: [] };
}

/** The head that stands for a story, whatever others it was merged into. */
async function followMerges(head: Head, { store }: Pick<StorePorts, 'store'>): Promise<Head> {
  let found = head;
  for (let hops = 0; found.mergedInto !== null && hops < 8; hops += 1) {
    const next = await store.head(found.mergedInto.key);
    if (next === null) return found;
    found = next;
  }
  return found;
}

/**
 * Points an arrival's own key at the story it belongs to, so that it is found again at once. What other
 * documents said of the arrival goes with it.
 */
async function merge(own: Head, target: Head, ports: StorePorts, due: DueFacts): Promise<Home | 'lost'> {
  const ordered = own.orders.reduce(withOrder, target);
  if (ordered !== target) {
    await putNext(ordered, target, ports, due);
    return 'lost';
  }
  const mergedInto = { key: target.key, code: target.code };
  const written = await putNext({ ...own, orders: [], mergedInto }, own, ports, due);
  return written === 'lost' ? 'lost' : at(target);
}

/** Whether copy that nearly repeats a story is its next version, rather than the same story from elsewhere. */
function revises({ story }: Prepared, { head }: Copied): boolean {
  if (head.wire !== story.wire) return false;
  return (isTextIdentity(story.id) && isTextIdentity(head.id)) || story.revision.kind !== 'none';
}

/** The id of the other document that a story says it replaces or corrects, or null. */
function replacedId({ id, revision }: Story): string | null {
  const [replaced = null] = revision.of.filter((other) => other !== id);
  return revision.kind === 'update' || revision.kind === 'correction' ? replaced : null;
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

async function giveOrder(empty: Head, order: Order, ports: StorePorts, due: DueFacts): Promise<void> {
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const head = await followMerges((await ports.store.head(empty.key)) ?? empty, ports);
    const next = withOrder(head, order);
    if (next === head || (await putNext(next, head, ports, due)) === 'done') return;
    await backOff(ports.clock, attempt);
  }
  throw new Error(`The head of story ${empty.key} changed ${MOST_TRIES} times while it was written`);
}

function putNext(next: Head, previous: Head, ports: StorePorts, due: DueFacts): Promise<'done' | 'lost'> {
  return putHead({ ...next, rev: previous.rev + 1 }, ports, due);
}

function putHead(head: Head, { store }: StorePorts, due: DueFacts): Promise<'done' | 'lost'> {
  const at = dueAt(head, due);
  return store.putHead(head, at, at !== null && at <= due.now);
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

/** Nothing to store: either this very object stored it before a crash, or it is a repetition. */
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

function storedVersion(arrival: Prepared, ref: VersionRef): StoredVersion {
  const { story, matches, source, format, receivedAt, sketch } = arrival;
  return { commit: ref.commit, digest: ref.digest, story, matches, source, format, receivedAt, sketch };
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
