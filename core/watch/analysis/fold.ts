/** Letters that are written with two others where a keyboard lacks them, as Danish and Swedish copy has it. */
const SPELT_OUT: Readonly<Record<string, string>> = {
  æ: 'ae',
  ä: 'ae',
  ø: 'oe',
  ö: 'oe',
  å: 'aa',
  œ: 'oe',
  ß: 'ss',
  ð: 'd',
  đ: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};

const PLAIN = /^[a-z0-9'.,-]*$/u;
/** Nothing to unify. */
const ASCII = /^[\x21-\x7e]*$/u;
const INVISIBLE = /\u00ad|\u200b|\u200c|\u200d|\u2060|\ufeff/gu;

/**
 * A word without what spelling leaves free: case, accents, invisible characters, the kind of hyphen and
 * apostrophe; æ, ø and å become ae, oe and aa, whether written as one character or as letter and mark.
 */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  let folded = '';
  for (const char of unify(lower).normalize('NFC')) {
    folded += SPELT_OUT[char] ?? char.normalize('NFD').replace(/\p{M}/gu, '');
  }
  return folded;
}

/** A word with its case and accents, but one kind of hyphen and apostrophe and nothing invisible. */
export function unify(word: string): string {
  if (ASCII.test(word)) return word;
  return word
    .replace(INVISIBLE, '')
    .replace(/[\u2010\u2011]/gu, '-')
    .replace(/[\u2019\u02bc]/gu, "'");
}
