/**
 * What counts when two texts are compared. A relay sets other quote marks, dashes and spaces; the sign or the decimal
 * mark of a figure is what a correction may be about.
 */

const DASHES = /[‐‑‒–—―−]/gu;
/** A dash that opens a quotation, as Danish copy has it, is a quote mark; before a figure it is a minus. */
const QUOTING_DASH = /^-\s+(?!\p{N})/u;
const QUOTES = /["“”„‟«»‹›'’‘‚‛]/gu;
/** Inside a word it is a letter of it (`it's`). */
const APOSTROPHE = /(?<=[\p{L}\p{N}])['’‘‚‛](?=[\p{L}\p{N}])/gu;
/** A word, or a figure with the signs that touch it: `-5`, `2,5`, `2-1`, `€5`, `10%`. */
const COUNTED = /(?<![\p{L}\p{N}])[-+±<>≤≥~≈$€£¥]?\p{N}+(?:[.,:/-]\p{N}+)*[%‰°]?|[\p{L}\p{N}]+/gu;

/** A sentence as it is compared: all that can be seen, but for the kind of quote marks, dashes and white space. */
export function comparedText(sentence: string): string {
  return sentence
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replaceAll('—', ' - ')
    .replace(DASHES, '-')
    .replace(APOSTROPHE, 'ʼ')
    .replace(QUOTES, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(QUOTING_DASH, '');
}

/** The words of a text in order, lower case, and its figures with their signs. */
export function countedWords(text: string): readonly string[] {
  return text.normalize('NFC').toLowerCase().replace(DASHES, '-').replace(QUOTES, ' ').match(COUNTED) ?? [];
}
