/** What Snowball's Danish and English algorithms share: vowels and the regions behind them. */

/** A bit for each of a, e, i, o, u, y, by their places in the alphabet. */
const VOWELS = 0b1_0001_0000_0100_0001_0001_0001;

/** Whether a letter is one of a, e, i, o, u, y; English's consonant y is written Y. */
export function isVowel(word: string, at: number): boolean {
  const letter = word.charCodeAt(at) - 0x61;
  return letter >= 0 && ((VOWELS >> letter) & 1) === 1;
}

/** The place behind the first consonant that follows a vowel, from a place on; the word's length where there is none. */
export function regionFrom(word: string, from: number): number {
  return Math.min(behindAll(word, behindAll(word, from, false), true) + 1, word.length);
}

/** One past the vowels, or the consonants, that stand from a place on. A call for each letter costs more than the rest. */
function behindAll(word: string, from: number, vowels: boolean): number {
  let at = from;
  for (; at < word.length; at++) {
    const letter = word.charCodeAt(at) - 0x61;
    if ((letter >= 0 && ((VOWELS >> letter) & 1) === 1) !== vowels) return at;
  }
  return at;
}
