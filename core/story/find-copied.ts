import type { Fingerprint, IntakePorts, StoredVersion } from '../ports.ts';
import type { Head, StoryRef } from './head.ts';
import { bandsOf, contentWords, isNearCopy, sketchLikeness, wordPairs } from './near-copy.ts';

/** What is compared. */
export interface Comparable {
  readonly key: string;
  readonly digest: string;
  readonly test: boolean;
  readonly receivedAt: string;
  readonly pairs: ReadonlySet<string>;
  readonly sketch: Uint8Array;
}

/** How far apart two stories may have come and still be compared. */
export const COPY_HOURS = 72;
/** Rows read in each band, and texts compared at most: what bounds the cost of a text that everybody repeats. */
const ROWS_PER_BAND = 20;
const MOST_COMPARED = 6;
/** Sketches less alike than this belong to other stories. */
const LEAST_LIKENESS = 0.3;

/** The rows under which near copies find a story. Tests have bands of their own. */
export function fingerprintsOf(story: Omit<Comparable, 'pairs'>): Fingerprint[] {
  const { key, digest, receivedAt, sketch } = story;
  return bandNames(story).map((band) => ({ band, key, digest, receivedAt, sketch }));
}

/** A committed story that a text nearly repeats. */
export interface Copied {
  readonly head: Head;
  /** The version of it that is so much like the text. */
  readonly version: StoredVersion;
}

/** What a search for the original of a text came to. */
export interface Search {
  /** The one received first in front. */
  readonly copied: readonly Copied[];
  /** Likely ones that are not committed (yet): perhaps copies that are taken in at this moment. */
  readonly rivals: readonly Fingerprint[];
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
  const bands = bandNames(story);
  const [since, until] = [-COPY_HOURS, COPY_HOURS].map((hours) => hoursFrom(story.receivedAt, hours));
  if (bands.length === 0 || since === undefined || until === undefined) return { copied: [], rivals: [] };
  const rows = await store.fingerprints(bands, { since, until }, ROWS_PER_BAND);
  const found = new Map<string, Copied>();
  const rivals: Fingerprint[] = [];
  for (const row of likeliest(rows, story)) {
    const head = await committed(row, store);
    if (head === null) rivals.push(row);
    if (head === null || found.has(head.key)) continue;
    const version = await versionOf(head, row, store);
    if (version !== null && isNearCopy(story.pairs, wordPairs(contentWords(version.story)))) {
      found.set(head.key, { head, version });
    }
  }
  return { copied: [...found.values()].sort(byReceipt), rivals };
}

function hoursFrom(time: string, hours: number): string {
  return new Date(Date.parse(time) + hours * 3_600_000).toISOString();
}

function bandNames({ sketch, test }: Pick<Comparable, 'sketch' | 'test'>): string[] {
  return bandsOf(sketch).map((band) => (test ? `test-${band}` : band));
}

/** One row a version, the likeliest first. */
function likeliest(rows: readonly Fingerprint[], story: Comparable): Fingerprint[] {
  const others = new Map(
    rows.filter(({ key }) => key !== story.key).map((row) => [`${row.key} ${row.digest}`, row]),
  );
  return [...others.values()]
    .map((row) => ({ row, likeness: sketchLikeness(row.sketch, story.sketch) }))
    .filter(({ likeness }) => likeness >= LEAST_LIKENESS)
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
