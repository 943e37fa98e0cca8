/**
 * How many words a text has, as an editor counts them: stretches between white space that hold a letter or a digit.
 */
export function wordCount(text: string): number {
  let words = 0;
  for (const stretch of text.split(/\s+/u)) {
    if (/[\p{L}\p{N}]/u.test(stretch)) words += 1;
  }
  return words;
}
