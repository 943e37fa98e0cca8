import {
  currentVersion,
  type Head,
  isKill,
  type Order,
  type SourceRef,
  standingVersion,
  type TopicScore,
  type VersionRef,
} from './head.ts';
import { storyCode, storyKey } from './identity.ts';
import type { StoryKind, StoryStatus } from './story.ts';

/**
 * What versions and orders do to a head. The order in which they come makes no difference: the same
 * ones always end in the same head (but for `rev` and `told`).
 */

/** Versions that a head names; of a story with more the oldest are forgotten, but for what {@link remembered} says. */
export const MOST_VERSIONS = 100;
/** Cancelling versions that it names besides, however old: one is enough to be final. */
export const MOST_OLD_KILLS = 20;
/** How long a kill waits for its story. */
export const KILL_WAITS_HOURS = 72;
const LONGEST_TITLE = 120;

/** What the head says of the version that stands. */
export interface Standing {
  readonly title: string;
  readonly kind: StoryKind;
  readonly matches: readonly TopicScore[];
  readonly source: SourceRef;
}

/** The head of a story of which nothing is known yet; its first write makes it `rev` 1. */
export function emptyHead(wire: string, id: string, test: boolean, receivedAt: string): Head {
  const key = storyKey(wire, id, test);
  return {
    key,
    code: storyCode(key),
    rev: 0,
    wire,
    id,
    test,
    receivedAt,
    title: '',
    kind: 'story',
    embargoUntil: null,
    versions: [],
    matches: [],
    source: null,
    orders: [],
    copyOf: null,
    rivals: [],
    mergedInto: null,
    told: [],
  };
}

/**
 * The order of versions: the format's version number, its version time, when it reached the bucket, and,
 * so that no two are ever equal, the digest. What a format does not say counts as lowest (number) or as
 * the time of receipt.
 */
export function compareVersions(one: VersionRef, other: VersionRef): number {
  return (
    (one.version ?? -1) - (other.version ?? -1) ||
    compareText(versionTime(one), versionTime(other)) ||
    compareText(one.receivedAt, other.receivedAt) ||
    compareText(one.digest, other.digest)
  );
}

/** When a version was made, as well as we know. */
export function versionTime(version: Pick<VersionRef, 'versionedAt' | 'receivedAt'>): string {
  return version.versionedAt ?? version.receivedAt;
}

/** The head with one more version; the same object when it names it already. */
export function withVersion(head: Head, version: VersionRef): Head {
  const known = head.versions.find(({ digest }) => digest === version.digest);
  if (known !== undefined && known.receivedAt <= version.receivedAt) return head;
  const added = known === undefined ? version : { ...known, receivedAt: version.receivedAt };
  const others = head.versions.filter((other) => other !== known);
  const versions = remembered([...others, added].sort(compareVersions));
  const [receivedAt = version.receivedAt] = versions.map((other) => other.receivedAt).sort();
  return { ...head, versions, receivedAt, embargoUntil: embargoEnd({ ...head, versions }) };
}

/** When the embargo of the standing version ends: a time given once holds until a version lifts or moves it. */
function embargoEnd(head: Head): string | null {
  const standing = standingVersion(head);
  if (standing === null || standing.embargoUntil !== null || standing.status !== 'embargoed') {
    return standing?.embargoUntil ?? null;
  }
  const earlier = head.versions.slice(0, head.versions.indexOf(standing));
  return earlier.findLast(({ embargoUntil }) => embargoUntil !== null)?.embargoUntil ?? null;
}

/** Whether a story is held by an embargo of which no version says when it ends. */
export function isHeldWithoutEnd(head: Head): boolean {
  return statusOf(head) === 'embargoed' && head.embargoUntil === null;
}

/** Of versions in order the newest, the cancelling ones, and the newest that is copy: what decides what the story is. */
function remembered(versions: readonly VersionRef[]): readonly VersionRef[] {
  if (versions.length <= MOST_VERSIONS) return versions;
  const kept = new Set([
    ...versions.slice(-MOST_VERSIONS),
    ...versions.filter(isCanceled).slice(-MOST_OLD_KILLS),
    ...versions.filter((version) => !isKill(version)).slice(-1),
  ]);
  return versions.filter((version) => kept.has(version));
}

/** The head with what it says of its standing version. */
export function withStanding(head: Head, standing: Standing): Head {
  const { title, kind, matches, source } = standing;
  return { ...head, title: clip(title), kind, matches, source };
}

/** The head with what another document said of it; the same object when it names that already. */
export function withOrder(head: Head, order: Order): Head {
  if (head.orders.some(({ by, status }) => by === order.by && status === order.status)) return head;
  const orders = [...head.orders, order].sort(
    (one, other) => compareText(one.at, other.at) || compareText(one.by, other.by),
  );
  return { ...head, orders };
}

/** A head that waited too long for its story forgets the orders it waited with. */
export function withoutStaleOrders(head: Head, now: number): Head {
  const stale =
    head.versions.length === 0 && now - Date.parse(head.receivedAt) > KILL_WAITS_HOURS * 3_600_000;
  return stale ? { ...head, orders: [] } : head;
}

/**
 * What the story is, taking all its versions and the orders of other documents together. Canceled is
 * final, whatever comes after it; withheld is not: a later version lifts it.
 */
export function statusOf(head: Head): StoryStatus {
  const current = currentVersion(head);
  if (head.orders.some(({ status }) => status === 'canceled') || head.versions.some(isCanceled)) {
    return 'canceled';
  }
  if (current === null) return 'withheld';
  const time = versionTime(current);
  if (head.orders.some(({ status, at }) => status === 'withheld' && at >= time)) return 'withheld';
  return current.revision === 'kill' ? 'withheld' : current.status;
}

/** Why the story was killed, in the agency's words, as far as the orders of other documents say. */
export function killReason(head: Head): string | null {
  return head.orders.findLast(({ reason }) => reason !== null)?.reason ?? null;
}

/** Whether the version at hand is the one that stands for the story. */
export function stands(head: Head, digest: string): boolean {
  return standingVersion(head)?.digest === digest;
}

function isCanceled(version: VersionRef): boolean {
  return isKill(version) && version.status !== 'withheld';
}

function clip(title: string): string {
  return title.length <= LONGEST_TITLE ? title : `${title.slice(0, LONGEST_TITLE - 1).trimEnd()}…`;
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
