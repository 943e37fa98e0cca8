import type { Fingerprint, IntakePorts, StoredVersion } from '../ports.ts';
import { type HeadlineMarkers, withoutMarker } from '../wire/markers.ts';
import { type Head, isWithoutCopy, onlyRevises, type StoryRef } from './head.ts';
import { hashOf, isTextIdentity } from './identity.ts';
import { bandsOf, contentWords, sketchLikeness } from './near-copy.ts';
import { isSameNews } from './same-news.ts';
import type { Story } from './story.ts';

/** What is compared. */
export interface Comparable {
  readonly key: string;
  readonly digest: string;
  readonly test: boolean;
  readonly receivedAt: string;
  readonly story: Story;
  readonly sketch: Uint8Array;
  /** What the wire's desk writes before its headlines. */
  readonly markers: HeadlineMarkers;
}

/** How far apart two stories may have come and still be compared. */
export const COPY_HOURS = 72;
/** Rows read in each band, and texts compared at most: what bounds the cost of a text that everybody repeats. */
const ROWS_PER_BAND = 20;
const MOST_COMPARED = 6;
/** Sketches no more alike than this belong to other stories. */
const LEAST_LIKENESS = 0.3;

/** A shorter headline says too little to be told from another story's. */
const SHORTEST_HEADLINE = 4;

/** The rows under which near copies, and plain kills and corrections, find a story. Tests have bands of their own. */
export function fingerprintsOf(story: Comparable): Fingerprint[] {
  const { key, digest, receivedAt, sketch } = story;
  const titles = headlineBands(story)?.[isMarked(story) ? 'marked' : 'plain'] ?? [];
  return [...bandNames(story), ...titles].map((band) => ({
    band,
    key,
    digest,
    receivedAt,
    sketch,
  }));
}

/** A committed story that a text nearly repeats. */
export interface Copied {
  readonly head: Head;
  /** The version of it that is so much like the text. */
  readonly version: StoredVersion;
}

/** What a search for the original of a text came to. */
export interface Search {
  /** The one received first in front; behind them those that only the headline names, the likeliest first. */
  readonly copied: readonly Copied[];
  /** Likely ones that are not committed (yet): perhaps copies that are taken in at this moment. */
  readonly rivals: readonly Rival[];
  /** When the first text of the story itself came, as far as its fingerprints say. */
  readonly since: string;
}

/** A version of another story that may be taken in at this moment. */
export interface Rival {
  readonly key: string;
  readonly digest: string;
  /** When the first text of that story came: the same whichever of its texts is looked at. */
  readonly since: string;
}

/** The story that stands for another one and its copies. */
export function originalOf({ key, code, copyOf }: Head): StoryRef {
  return copyOf ?? { key, code };
}

/**
 * Looks for the stories that a text nearly repeats. Its own fingerprints have to be written before: then of
 * two copies taken in at once at least one sees the other.
 */
export async function findCopied(story: Comparable, { store }: Pick<IntakePorts, 'store'>): Promise<Search> {
  const { rows, titles } = await fingerprintsLike(story, store);
  const found = new Map<string, Copied>();
  const titled = new Map<string, Copied>();
  const rivals: Rival[] = [];
  for (const row of likeliest(rows, story, titles)) {
    const head = await committed(row, store);
    if (head === null) rivals.push({ ...row, since: firstReceipt(row, rows) });
    if (head === null || found.has(head.key)) continue;
    const version = await versionOf(head, row, store);
    if (version === null) continue;
    if (isSameNews(story.story, version.story)) found.set(head.key, { head, version });
    else if (titles.includes(row.band) && isAbout(story, head)) titled.set(head.key, { head, version });
  }
  return {
    copied: [...[...found.values()].sort(byReceipt), ...nearestFirst([...titled.values()], story)],
    rivals,
    since: firstReceipt(story, rows),
  };
}

/**
 * The rows that a story shares a band with, and which of the bands are headlines. Marked copy looks for all that is
 * under its headline, other copy only for marked copy that came before it; that read may lag, to cost half.
 */
async function fingerprintsLike(
  story: Comparable,
  store: IntakePorts['store'],
): Promise<{ readonly rows: readonly Fingerprint[]; readonly titles: readonly string[] }> {
  const window = {
    since: hoursFrom(story.receivedAt, -COPY_HOURS),
    until: hoursFrom(story.receivedAt, COPY_HOURS),
  };
  const bands = bandNames(story);
  const { plain, marked } = headlineBands(story) ?? { plain: [], marked: [] };
  const titles = isMarked(story) ? [...plain, ...marked] : marked;
  const [copies, under] = await Promise.all([
    store.fingerprints(bands, window, { limit: ROWS_PER_BAND, mayLag: false }),
    store.fingerprints(titles, window, { limit: ROWS_PER_BAND, mayLag: !isMarked(story) }),
  ]);
  return { rows: [...copies, ...under], titles };
}

/**
 * Whether of two texts under one headline the marked one is about the other. A kill waits for its story; a correction
 * is about something older.
 */
function isAbout(story: Comparable, other: Head): boolean {
  if (isMarked(story)) return isKilling(story) || other.receivedAt <= story.receivedAt;
  return isWithoutCopy(other) || (onlyRevises(other) && story.receivedAt <= other.receivedAt);
}

/** Those received before the story, the last one first; then those received after it, the first one first. */
function nearestFirst(titled: readonly Copied[], { receivedAt }: Comparable): readonly Copied[] {
  const sorted = titled.toSorted(byReceipt);
  const before = sorted.filter(({ head }) => head.receivedAt <= receivedAt);
  return [...before.reverse(), ...sorted.filter(({ head }) => head.receivedAt > receivedAt)];
}

function isKilling({ story }: Comparable): boolean {
  return story.revision.kind === 'kill';
}

function isMarked({ story }: Comparable): boolean {
  return story.revision.kind !== 'none';
}

function firstReceipt(one: Pick<Fingerprint, 'key' | 'receivedAt'>, rows: readonly Fingerprint[]): string {
  const times = rows.filter(({ key }) => key === one.key).map(({ receivedAt }) => receivedAt);
  const [first = one.receivedAt] = [one.receivedAt, ...times].sort();
  return first;
}

function hoursFrom(time: string, hours: number): string {
  return new Date(Date.parse(time) + hours * 3_600_000).toISOString();
}

/**
 * A kill or correction in plain text often repeats no more than the headline of what it is about: `TRÆKKES TILBAGE:
 * Dansk fregat …`. The bands under which they find each other, on their own wire: that of marked copy and that of
 * other copy. Null for copy that has an identity.
 */
function headlineBands(story: Comparable): Record<'marked' | 'plain', readonly string[]> | null {
  const { markers, test } = story;
  const { id, headline, wire } = story.story;
  if (!isTextIdentity(id) || headline === null) return null;
  const words = contentWords({ headline: withoutMarker(headline, markers), lead: null, body: '' });
  if (words.length < SHORTEST_HEADLINE) return null;
  const name = `${HEADLINE}${hashOf([wire, words], 16)}`;
  return { plain: [bandName(name, test)], marked: [bandName(`marked-${name}`, test)] };
}

const HEADLINE = 'headline-';

function bandNames({ sketch, test }: Pick<Comparable, 'sketch' | 'test'>): string[] {
  return bandsOf(sketch).map((band) => bandName(band, test));
}

function bandName(band: string, test: boolean): string {
  return test ? `test-${band}` : band;
}

/** One row a version, the likeliest first; those under the headline before all. */
function likeliest(
  rows: readonly Fingerprint[],
  story: Comparable,
  titles: readonly string[],
): Fingerprint[] {
  const others = new Map<string, { readonly row: Fingerprint; readonly likeness: number }>();
  for (const row of rows) {
    const name = `${row.key} ${row.digest}`;
    const likeness = titles.includes(row.band) ? 1 : sketchLikeness(row.sketch, story.sketch);
    if (row.key === story.key || likeness <= (others.get(name)?.likeness ?? LEAST_LIKENESS)) continue;
    others.set(name, { row, likeness });
  }
  return [...others.values()]
    .sort(
      (one, other) => other.likeness - one.likeness || (one.row.receivedAt < other.row.receivedAt ? -1 : 1),
    )
    .slice(0, MOST_COMPARED)
    .map(({ row }) => row);
}

/** The head behind a row, when it is committed and names the row's version. */
async function committed(row: Fingerprint, store: IntakePorts['store']): Promise<Head | null> {
  let head = await store.head(row.key);
  if (head?.mergedInto) head = await store.head(head.mergedInto.key);
  return head?.versions.some(({ digest }) => digest === row.digest) ? head : null;
}

async function versionOf(
  head: Head,
  row: Fingerprint,
  store: IntakePorts['store'],
): Promise<StoredVersion | null> {
  const named = head.versions.find(({ digest }) => digest === row.digest);
  return named === undefined ? null : store.version(head.key, named.commit);
}

function byReceipt({ head: one }: Copied, { head: other }: Copied): number {
  return one.receivedAt < other.receivedAt || (one.receivedAt === other.receivedAt && one.key < other.key)
    ? -1
    : 1;
}
