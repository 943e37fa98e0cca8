/** Suffixes by their last letter, the longest first: what a stemmer looks through for one word is short. */
export type Suffixes = ReadonlyMap<number, readonly string[]>;

/** From lines of suffixes between spaces. */
export function suffixesByLast(...lines: readonly string[]): Suffixes {
  const groups = new Map<number, string[]>();
  for (const suffix of lines.flatMap((line) => line.split(' ')).sort((a, b) => b.length - a.length)) {
    const last = suffix.charCodeAt(suffix.length - 1);
    const group = groups.get(last);
    if (group === undefined) groups.set(last, [suffix]);
    else group.push(suffix);
  }
  return groups;
}

/** The longest of the suffixes that the word ends in, at `from` or later; empty when there is none. */
export function endingIn(word: string, suffixes: Suffixes, from: number): string {
  const group = suffixes.get(word.charCodeAt(word.length - 1));
  if (group === undefined) return '';
  // By number: an iterator makes an object for each step as long as the code is cold.
  for (let index = 0; index < group.length; index++) {
    const suffix = group[index] ?? '';
    if (word.length - suffix.length >= from && word.endsWith(suffix)) return suffix;
  }
  return '';
}

/** Whether the letter before the word's last `behind` is one of `letters`. */
export function endsInAny(word: string, letters: string, behind: number): boolean {
  const at = word.length - behind - 1;
  return at >= 0 && letters.includes(word.charAt(at));
}
