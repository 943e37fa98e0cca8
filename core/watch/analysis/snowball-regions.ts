/** What Snowball's Danish and English algorithms share: vowels and the regions behind them. */

/** Whether a letter is one of a, e, i, o, u, y; English's consonant y is written Y. */
export function isVowel(word: string, at: number): boolean {
  switch (word.charCodeAt(at)) {
    case 0x61:
    case 0x65:
    case 0x69:
    case 0x6f:
    case 0x75:
    case 0x79:
      return true;
    default:
      return false;
  }
}

/** The place behind the first consonant that follows a vowel, from a place on; the word's length where there is none. */
export function regionFrom(word: string, from: number): number {
  let at = from;
  while (at < word.length && !isVowel(word, at)) at++;
  while (at < word.length && isVowel(word, at)) at++;
  return Math.min(at + 1, word.length);
}
