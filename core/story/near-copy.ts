import { leadOpensBody, type Story } from './story.ts';

/**
 * Near copies: stories that say the same, word for word or nearly. MinHash over word bigrams finds
 * candidates ({@link bandsOf}); {@link similarity} of the words decides.
 */

/** How many minima a sketch holds; 32 bits each. */
const MINIMA = 16;
const BANDS = 4;
const ROWS = 2;
/** Fewer pairs of words than this say too little to be told from another short notice. */
const FEWEST_PAIRS = 3;
const SHARED_OF_SHORTER = 0.85;
const SHARED_OF_BOTH = 0.6;

/** The words of a story's text in order, lower case, without marks. */
export function contentWords(story: Pick<Story, 'headline' | 'lead' | 'body'>): string[] {
  return (
    contentText(story)
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** All that a story says, each thing once. */
export function contentText(story: Pick<Story, 'headline' | 'lead' | 'body'>): string {
  const lead = leadOpensBody(story) ? '' : (story.lead ?? '');
  return `${story.headline ?? ''}\n${lead}\n${story.body}`;
}

/** The pairs of neighbouring words, each once. */
export function wordPairs(words: readonly string[]): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (let index = 1; index < words.length; index += 1) pairs.add(`${words[index - 1]} ${words[index]}`);
  return pairs;
}

/** The MinHash of word pairs, 64 bytes; empty when there are too few. */
export function sketchOf(pairs: ReadonlySet<string>): Uint8Array {
  if (pairs.size < FEWEST_PAIRS) return new Uint8Array(0);
  const minima = new Uint32Array(MINIMA).fill(0xffffffff);
  for (const pair of pairs) {
    const hash = fnv1a(pair);
    for (let index = 0; index < MINIMA; index += 1) {
      const mixed = mix(hash ^ Math.imul(index + 1, 0x9e3779b1));
      if (mixed < (minima[index] ?? 0)) minima[index] = mixed;
    }
  }
  const bytes = new Uint8Array(MINIMA * 4);
  const view = new DataView(bytes.buffer);
  minima.forEach((minimum, index) => {
    view.setUint32(index * 4, minimum);
  });
  return bytes;
}

/** The names of a sketch's bands; two near copies share at least one of the four with about 97 % likelihood. */
export function bandsOf(sketch: Uint8Array): string[] {
  if (sketch.length === 0) return [];
  return Array.from({ length: BANDS }, (_, band) => {
    const rows = sketch.subarray(band * ROWS * 4, (band + 1) * ROWS * 4);
    return `${band}${Array.from(rows, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  });
}

/** About how much of two texts is the same, 0 to 1, told from their sketches alone. */
export function sketchLikeness(one: Uint8Array, other: Uint8Array): number {
  if (one.length === 0 || one.length !== other.length) return 0;
  let same = 0;
  for (let start = 0; start < one.length; start += 4) {
    if ([0, 1, 2, 3].every((step) => one[start + step] === other[start + step])) same += 1;
  }
  return same / (one.length / 4);
}

/**
 * Whether two texts are near copies: of the shorter one's word pairs nearly all stand in the other, and
 * the other has not much besides. Added paragraphs, headers and single changed words pass; the same
 * template with other names and figures does not (docs/decisions/0003-near-copies.md says why).
 */
export function isNearCopy(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [few, many] = one.size <= other.size ? [one, other] : [other, one];
  if (few.size < FEWEST_PAIRS) return false;
  let shared = 0;
  for (const pair of few) if (many.has(pair)) shared += 1;
  return shared / few.size >= SHARED_OF_SHORTER && shared / (few.size + many.size - shared) >= SHARED_OF_BOTH;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** A finaliser that spreads every bit over all (Murmur3's). */
function mix(value: number): number {
  let hash = value >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
