/**
 * The hash by which words and keys are found: FNV-1a over UTF-16 code units, that is the hash of nothing and then
 * {@link hashOn} with each.
 */
export const HASH_OF_NOTHING = 0x811c9dc5;

export function hashOn(hash: number, codeUnit: number): number {
  return Math.imul(hash ^ codeUnit, 0x01000193);
}

/** The hash of a stretch of text. */
export function hashText(text: string, start: number, end: number): number {
  let hash = HASH_OF_NOTHING;
  for (let at = start; at < end; at++) hash = hashOn(hash, text.charCodeAt(at));
  return hash;
}

/** The same of code units that stand in an array; `hash` is that of those before them. */
export function hashUnits(
  units: Uint16Array,
  start: number,
  end: number,
  hash: number = HASH_OF_NOTHING,
): number {
  let sum = hash;
  for (let at = start; at < end; at++) sum = hashOn(sum, units[at] ?? 0);
  return sum;
}
