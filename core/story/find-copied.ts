import type { Fingerprint, IntakePorts, StoredVersion } from '../ports.ts';
import { type HeadlineMarkers, withoutMarker } from '../wire/markers.ts';
import type { Head, StoryRef } from './head.ts';
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
  return [...bandNames(story), ...headlineBands(story)].map((band) => ({
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
  /** The one received first in front; behind them those that only the headline names, the last one first. */
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
  const headlines = story.story.revision.kind === 'none' ? [] : headlineBands(story);
  const bands = [...bandNames(story), ...headlines];
  const [since, until] = [-COPY_HOURS, COPY_HOURS].map((hours) => hoursFrom(story.receivedAt, hours));
  if (bands.length === 0 || since === undefined || until === undefined) return { copied: [], rivals: [] };
  const rows = await store.fingerprints(bands, { since, until }, ROWS_PER_BAND);
  const found = new Map<string, Copied>();
  const titled = new Map<string, Copied>();
  const rivals: Fingerprint[] = [];
  for (const row of likeliest(rows, story, headlines)) {
    const head = await committed(row, store);
    if (head === null) rivals.push(row);
    if (head === null || found.has(head.key)) continue;
    const version = await versionOf(head, row, store);
    if (version === null) continue;
    if (isSameNews(story.story, version.story)) found.set(head.key, { head, version });
    else if (headlines.includes(row.band)) titled.set(head.key, { head, version });
  }
  const last = [...titled.values()].filter(({ head }) => head.receivedAt <= story.receivedAt).sort(byReceipt);
  return { copied: [...[...found.values()].sort(byReceipt), ...last.reverse()], rivals };
}

function hoursFrom(time: string, hours: number): string {
  return new Date(Date.parse(time) + hours * 3_600_000).toISOString();
}

/**
 * A kill or correction in plain text often repeats no more than the headline of what it is about: `TRÆKKES TILBAGE:
 * Dansk fregat …`. The row under which it finds that, on its own wire; none for copy that has an identity.
 */
function headlineBands({ story, markers, test }: Comparable): string[] {
  if (!isTextIdentity(story.id) || story.headline === null) return [];
  const headline = withoutMarker(story.headline, markers);
  const words = contentWords({ headline, lead: null, body: '' });
  if (words.length < SHORTEST_HEADLINE) return [];
  return [`${test ? 'test-' : ''}${HEADLINE}${hashOf([story.wire, words], 16)}`];
}

const HEADLINE = 'headline-';

function bandNames({ sketch, test }: Pick<Comparable, 'sketch' | 'test'>): string[] {
  return bandsOf(sketch).map((band) => (test ? `test-${band}` : band));
}

/** One row a version, the likeliest first; those under the headline of a marked text before all. */
function likeliest(
  rows: readonly Fingerprint[],
  story: Comparable,
  headlines: readonly string[],
): Fingerprint[] {
  const others = new Map<string, { readonly row: Fingerprint; readonly likeness: number }>();
  for (const row of rows) {
    const name = `${row.key} ${row.digest}`;
    const likeness = headlines.includes(row.band) ? 1 : sketchLikeness(row.sketch, story.sketch);
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
