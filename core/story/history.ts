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
  return { ...unknownHead(storyKey(wire, id, test), test, receivedAt), wire, id };
}

/** The place of a head of which only the key is known; whoever brings the story fills in wire and id. */
export function unknownHead(key: string, test: boolean, receivedAt: string): Head {
  return {
    key,
    code: storyCode(key),
    rev: 0,
    wire: '',
    id: '',
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
 * The order of versions: the format's version number, its version time, when it reached the bucket, and, so that
 * no two are ever equal, the digest. What a format does not say counts as lowest (number) or as the time of
 * receipt. Numbers are compared within one document only: where others joined the story, each version stands
 * where its document had come to by then.
 */
export function inOrder(key: string, versions: readonly VersionRef[]): VersionRef[] {
  const documents = new Map<string, VersionRef[]>();
  for (const version of versions) {
    const document = version.document ?? documentName(key);
    documents.set(document, [...(documents.get(document) ?? []), version]);
  }
  const placed = [...documents].flatMap(([document, list]) => placesOf(document, list));
  return withLifted(placed.sort(comparePlaces).map(({ version }) => version));
}

/**
 * Copy without number or time that comes again after it was put on hold stands behind the hold: it lifts it. The
 * same copy coming again behind newer copy changes nothing.
 */
function withLifted(versions: VersionRef[]): VersionRef[] {
  const before = versions.findLastIndex(({ status }) => status !== 'withheld');
  const copy = versions[before];
  const holds = versions.slice(before + 1);
  if (copy === undefined || holds.length === 0 || isKill(copy)) return versions;
  const isLifted =
    [copy, ...holds].every(isByReceipt) && holds.every((hold) => lastReceipt(hold) < lastReceipt(copy));
  return isLifted ? [...versions.filter((version) => version !== copy), copy] : versions;
}

/** Whether only its receipt says where a version stands. */
function isByReceipt({ version, versionedAt }: VersionRef): boolean {
  return version === null && versionedAt === null;
}

function lastReceipt({ repeatedAt, receivedAt }: VersionRef): string {
  return repeatedAt ?? receivedAt;
}

/** Names the document that a version came from, within its story. */
export function documentName(key: string): string {
  return key.slice(0, 12);
}

/** A version's place among those of all documents. */
interface Place {
  readonly version: VersionRef;
  /** The latest time in its document up to this version. */
  readonly time: string;
  /** Documents that only revise stand behind those that they revise, at the same time. */
  readonly revises: boolean;
  readonly document: string;
  readonly index: number;
}

function placesOf(document: string, versions: VersionRef[]): Place[] {
  const revises = versions.every(({ revision }) => revision !== 'none');
  let time = '';
  return versions.sort(compareVersions).map((version, index) => {
    if (versionTime(version) > time) time = versionTime(version);
    return { version, time, revises, document, index };
  });
}

function comparePlaces(one: Place, other: Place): number {
  return (
    compareText(one.time, other.time) ||
    Number(one.revises) - Number(other.revises) ||
    compareText(one.document, other.document) ||
    one.index - other.index
  );
}

function compareVersions(one: VersionRef, other: VersionRef): number {
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
  const added = known === undefined ? version : withReceipt(known, version);
  if (added === known) return head;
  const others = head.versions.filter((other) => other !== known);
  const versions = remembered(inOrder(head.key, [...others, added]));
  const [receivedAt = version.receivedAt] = versions.map((other) => other.receivedAt).sort();
  return { ...head, versions, receivedAt, embargoUntil: embargoEnd({ ...head, versions }) };
}

/** A version that came again, perhaps from an earlier time; the same object when nothing follows from that. */
function withReceipt(known: VersionRef, again: VersionRef): VersionRef {
  const [receivedAt] = [known.receivedAt, again.receivedAt].sort();
  const [last] = [known, again].map(lastReceipt).sort().reverse();
  if (receivedAt === undefined || last === undefined) return known;
  const repeatedAt = isByReceipt(known) && last > receivedAt ? last : null;
  return receivedAt === known.receivedAt && repeatedAt === known.repeatedAt
    ? known
    : { ...known, receivedAt, repeatedAt };
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

/**
 * The head with what another document said of it; the same object when it knows that already. Of what a document
 * says several times the last counts.
 */
export function withOrder(head: Head, order: Order): Head {
  const known = head.orders.find(({ by, status }) => by === order.by && status === order.status);
  if (known !== undefined && compareOrders(known, order) >= 0) return head;
  const orders = [...head.orders.filter((other) => other !== known), order].sort(compareOrders);
  return { ...head, orders };
}

/** The head of a story of which nothing has come yet waits for it from the last word about it on. */
export function waitingFrom(head: Head, receivedAt: string): Head {
  return head.versions.length === 0 && head.receivedAt < receivedAt ? { ...head, receivedAt } : head;
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

/** When a story was last killed for good, by a version of its own or by another document; null where it was not. */
export function lastKilledAt(head: Head): string | null {
  const orders = head.orders.filter(({ status }) => status === 'canceled').map(({ at }) => at);
  return [...orders, ...head.versions.filter(isCanceled).map(versionTime)].sort().at(-1) ?? null;
}

/** Why a story was killed, in the words of the other documents that did it. */
export function killReason(head: Head): string | null {
  return head.orders.findLast(({ reason }) => reason !== null)?.reason ?? null;
}

/** The newest version by which a story was taken back in this way, for good or until further notice; else null. */
export function versionTaking(head: Head, status: Order['status']): VersionRef | null {
  const takes = status === 'canceled' ? isCanceled : (version: VersionRef) => version.status === 'withheld';
  return head.versions.findLast(takes) ?? null;
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

function compareOrders(one: Order, other: Order): number {
  return (
    compareText(one.at, other.at) ||
    compareText(one.by, other.by) ||
    compareText(one.reason ?? '', other.reason ?? '')
  );
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
