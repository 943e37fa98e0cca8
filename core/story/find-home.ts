import type { StoredVersion } from '../ports.ts';
import {
  type Copied,
  findCopied,
  fingerprintsOf,
  originalOf,
  type Rival,
  type Search,
} from './find-copied.ts';
import { type Head, isWithoutCopy, onlyRevises, type StoryRef, type VersionRef } from './head.ts';
import { documentName, emptyHead, unknownHead, withOrder, withVersion } from './history.ts';
import { commitId, isTextIdentity } from './identity.ts';
import { followMerges, headAt, type Prepared, putNext, type Work } from './intake-work.ts';
import type { Story } from './story.ts';
import { topicRowsOf } from './topic-rows.ts';

/** Where a version belongs: the head it joins (perhaps an empty one), and what it copies. */
export interface Home {
  readonly head: Head;
  readonly copyOf: StoryRef | null;
  readonly rivals: readonly string[];
}

/** So often (about a second together) a story waits for an older one before it goes first itself. */
const PATIENCE = 8;

/**
 * Finds the head that an arrival belongs to: its own, or the one that it says it replaces. The first copy of a
 * story is compared with others; then it may turn out to be the next version of one, or a copy.
 */
export async function findHome(arrival: Prepared, work: Work): Promise<Home | 'lost'> {
  const { ports, attempt } = work;
  const { story, test, receivedAt, version } = arrival;
  const own = await headAt(emptyHead(story.wire, story.id, test, receivedAt), ports);
  const merged = await followMerges(own, ports);
  if (merged.versions.some(({ digest }) => digest === version.digest)) return at(merged);
  if (attempt === 0)
    await ports.store.putFingerprints(fingerprintsOf({ ...arrival, digest: version.digest }));
  const head = merged === own && isWithoutCopy(own) ? await replaced(arrival, own, work) : merged;
  if (head === 'lost') return 'lost';
  return isWithoutCopy(head) && version.revision !== 'order' ? compare(arrival, head, work) : at(head);
}

function at(head: Head): Home {
  return { head, copyOf: null, rivals: [] };
}

/** The head of the other document that an arrival says it replaces or corrects; else its own. */
async function replaced(arrival: Prepared, own: Head, work: Work): Promise<Head | 'lost'> {
  const { story, test, receivedAt } = arrival;
  const id = replacedId(story);
  if (id === null) return own;
  const target = await followMerges(
    await headAt(emptyHead(story.wire, id, test, receivedAt), work.ports),
    work.ports,
  );
  return target.key === own.key ? own : merge(own, target, work);
}

/** The id of the other document that a story says it replaces or corrects, or null. */
function replacedId({ id, revision }: Story): string | null {
  const [other = null] = revision.of.filter((one) => one !== id);
  return revision.kind === 'update' || revision.kind === 'correction' ? other : null;
}

async function compare(arrival: Prepared, head: Head, work: Work): Promise<Home | 'lost'> {
  const text = { ...arrival, digest: arrival.version.digest };
  const search = await findCopied(text, work.ports);
  const copied = search.copied.filter((other) => other.head.key !== head.key);
  const same = copied.find((other) => isSameStory(arrival, other));
  if (same !== undefined) {
    const merged = await merge(head, same.head, work);
    return merged === 'lost' ? 'lost' : at(merged);
  }
  const rivals = search.rivals.filter(({ key }) => key !== head.key);
  if ((await goFirst(arrival, { ...search, rivals }, work)) === 'lost') return 'lost';
  const [first] = copied;
  if (first !== undefined) return { ...at(head), copyOf: originalOf(first.head) };
  return { ...at(head), rivals: [...new Set(rivals.map(({ key }) => key))] };
}

/**
 * Whether copy and the story that it nearly repeats are versions of one story, rather than the same story from
 * two sources: texts without an identity, or a revision (the one that comes or the one that is there) that
 * names no other document. It is the same whichever comes first.
 */
function isSameStory({ story }: Prepared, { head, version }: Copied): boolean {
  if (head.wire !== story.wire) return false;
  if (isTextIdentity(story.id) && isTextIdentity(head.id)) return true;
  return revisesUnnamed(story) || (onlyRevises(head) && revisesUnnamed(version.story));
}

function revisesUnnamed({ id, revision }: Story): boolean {
  return revision.kind !== 'none' && revision.of.every((one) => one === id);
}

/**
 * Points a head without copy at the story that it belongs to, so that it is found again at once. What is known of
 * it already (orders of other documents, kills that came before it) goes along first.
 */
async function merge(own: Head, target: Head, { ports, due }: Work): Promise<Head | 'lost'> {
  let joined = own.orders.reduce(withOrder, target);
  for (const ref of own.versions) joined = withVersion(joined, await move(ref, own, target, ports));
  if (joined !== target) {
    await putNext(joined, target, ports, due);
    return 'lost';
  }
  const mergedInto = { key: target.key, code: target.code };
  const merged = { ...own, versions: [], orders: [], mergedInto };
  return (await putNext(merged, own, ports, due)) === 'lost' ? 'lost' : target;
}

/** Writes a version of one head for another one, unless that names it already. */
async function move(ref: VersionRef, from: Head, to: Head, { store }: Work['ports']): Promise<VersionRef> {
  const known = to.versions.find(({ digest }) => digest === ref.digest);
  if (known !== undefined) return known;
  const stored = await store.version(from.key, ref.commit);
  const commit = commitId(to.key, ref.digest, ref.commit);
  const moved: StoredVersion | null = stored === null ? null : { ...stored, commit };
  if (moved !== null)
    await store.putVersion(to.key, moved, topicRowsOf(to.key, moved, moved.story.embargoUntil));
  return { ...ref, commit, document: ref.document ?? documentName(from.key) };
}

/**
 * Of stories that are taken in at the same moment and may be copies of each other one is committed first, and the
 * others then find it. Whoever sees rivals changes their heads before its own commit: a commit of theirs that is
 * under way is thereby lost, and they look again. So two can never both be committed without one having seen
 * the other. The older one goes first; a rival that died is not waited for long.
 */
async function goFirst(
  arrival: Prepared,
  { rivals, since }: Omit<Search, 'copied'>,
  { ports, due, attempt }: Work,
): Promise<'done' | 'lost'> {
  const waits = attempt % (PATIENCE + 1) < PATIENCE;
  if (waits && rivals.some((rival) => isOlder(rival, { key: arrival.key, since }))) return 'lost';
  for (const rival of rivals) {
    const stored = await ports.store.head(rival.key);
    const other = stored ?? unknownHead(rival.key, arrival.test, rival.since);
    if (isWithoutCopy(other)) {
      if ((await putNext(other, other, ports, due)) === 'lost') return 'lost';
    } else {
      const { versions } = await followMerges(other, ports);
      if (versions.some(({ digest }) => digest === rival.digest)) return 'lost';
    }
  }
  return 'done';
}

/** All texts of two stories agree on which of the two is older. */
function isOlder(rival: Pick<Rival, 'key' | 'since'>, { since, key }: Pick<Rival, 'key' | 'since'>): boolean {
  return rival.since < since || (rival.since === since && rival.key < key);
}
