/** What a UTF-16 code unit is to the scanner. */
export const OTHER = 0;
export const LETTER = 1;
export const DIGIT = 2;
export const APOSTROPHE = 3;
export const HYPHEN = 4;
export const DOT = 5;
/** Stands inside a word without being seen: soft hyphen, zero-width space and joiners. */
export const INVISIBLE = 6;
export const NEWLINE = 7;
/** `!`, `?` and `…`. */
export const STOP = 8;
export const COMMA = 9;
export const SPACE = 10;
/** Not looked up yet. */
export const UNKNOWN = 255;

const CLASSES = new Uint8Array(0x10000).fill(UNKNOWN);

const LETTERS = /^[\p{L}\p{M}]$/u;
const DIGITS = /^\p{N}$/u;

function classify(code: number): number {
  if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)) return LETTER;
  if (code >= 0x30 && code <= 0x39) return DIGIT;
  const char = String.fromCharCode(code);
  if ("'\u2019\u02bc".includes(char)) return APOSTROPHE;
  if ('-\u2010\u2011'.includes(char)) return HYPHEN;
  if ('\u00ad\u200b\u200c\u200d\u2060\ufeff'.includes(char)) return INVISIBLE;
  if ('!?\u2026'.includes(char)) return STOP;
  if (char === '.') return DOT;
  if (char === ',') return COMMA;
  if (char === '\n') return NEWLINE;
  if (/\s/u.test(char)) return SPACE;
  if (code < 0x80) return OTHER;
  if (LETTERS.test(char)) return LETTER;
  return DIGITS.test(char) ? DIGIT : OTHER;
}

/**
 * The class of a UTF-16 code unit; each is looked up once. Halves of surrogate pairs are `OTHER`: emoji and the like
 * separate words.
 */
export function letterClass(code: number): number {
  const known = CLASSES[code] ?? OTHER;
  if (known !== UNKNOWN) return known;
  const found = classify(code);
  CLASSES[code] = found;
  return found;
}

/**
 * The table behind {@link letterClass}, {@link UNKNOWN} where it has to be asked: for loops over every code unit, which
 * as long as they are cold spend more on a call than on all else.
 */
export const KNOWN_CLASSES: Readonly<Uint8Array> = CLASSES;
