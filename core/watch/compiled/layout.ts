/**
 * The compiled form of a set of topics: one block of bytes, used in place. Numbers are little-endian
 * int32; sections follow the header in the order of {@link SECTIONS}, each 4-byte aligned.
 */
export const MAGIC = 0x57575443;
/** To be raised whenever the layout, the analysis or what a rule means changes: older files are refused. */
export const FORMAT = 14;

/** Header: magic, format, then the length in bytes of each section. */
export const SECTIONS = [
  /** Folded words that terms are found by: UTF-8, one after another. */
  'keyBytes',
  /** Where each key begins in keyBytes; one more closes the last. */
  'keyStart',
  /** Open-addressed table from a key's hash to its number + 1; a power of two long. */
  'keySlots',
  /** Where each key's uses begin in keyUses; one more closes the last. */
  'keyUseStart',
  /** Uses: term << 3 | how the key is compared ({@link BY_DANISH} …). */
  'keyUses',
  /**
   * Lengths of the shortest and the longest key compared as prefix, as ending, exactly, and with its capitals; 0 and 0
   * where there is none.
   */
  'keyLengths',
  /**
   * A bit for the hash of each key compared as prefix, at least 16 bits a key; a power of two of numbers. Most beginnings
   * of words need not be looked up.
   */
  'prefixFilter',
  /** The same for keys compared as ending: for the hash of their last letters, as many as the shortest has. */
  'endingFilter',
  /** For each term: shape | detail << 2 ({@link SINGLE} …). */
  'terms',
  /** The terms that are searched for only when a rule asks: {@link PHRASE} and {@link JOINED}. */
  'searched',
  /** For each term: the string with its text as written. */
  'termText',
  /** Lists of terms: length, then the terms; for a joined term the first is its closed form. */
  'parts',
  /** For each term where the pairs that it opens begin in pairs; one more closes the last. */
  'pairStart',
  /** Pairs: the second word's term and the pair's own, in order of the second. */
  'pairs',
  /** Long lists of words, each once however often rules use it: how many, then the terms. */
  'lists',
  /** Rules of all topics. */
  'code',
  /** Where each topic's rule begins in code. */
  'topicCode',
  /** For each topic: the strings with its id and its facts (JSON). */
  'topicStrings',
  /** Where each term's topics begin in needs; one more closes the last. */
  'needStart',
  /** Topics that cannot fit a story without one of some terms, this being one: topic << NEED_BITS | which need. */
  'needs',
  /** For each topic a bit for each of its needs. */
  'topicNeeds',
  /** Where each string begins in stringBytes; one more closes the last. */
  'stringStart',
  /** UTF-8. */
  'stringBytes',
] as const;
export type Section = (typeof SECTIONS)[number];

/** A topic has up to four needs. */
export const NEED_BITS = 2;

/** Whether a filter has the bit of a hash, cut to the filter's length. */
export function mayHave(filter: Int32Array, hash: number): boolean {
  const bit = filterBit(filter, hash);
  return (((filter[bit >> 5] ?? 0) >> (bit & 31)) & 1) === 1;
}

/** The place of a hash's bit in a filter. */
export function filterBit(filter: Int32Array, hash: number): number {
  return (hash ^ (hash >>> 15)) & (filter.length * 32 - 1);
}

/** How a key is compared with a word of the text. */
export const BY_DANISH = 0;
export const BY_ENGLISH = 1;
export const BY_EXACT = 2;
export const BY_CAPITALS = 3;
export const BY_PREFIX = 4;
export const BY_ENDING = 5;

/**
 * A term's shape. Detail: for SINGLE the string of its own false friends + 1, or 0; else its place in parts.
 * A PAIR is a phrase of two single words: most phrases are, and they are looked up rather than searched for.
 */
export const SINGLE = 0;
export const PHRASE = 1;
export const JOINED = 2;
export const PAIR = 3;

/**
 * A rule in code is its head `operands << 4 | operation`, and but for {@link TERM} (term << 4 | TERM)
 * its size in numbers, its clause's string (or -1), one number of detail where noted, and its operands.
 * A topic is `where | ignored << 2`, the ignored terms, its rule.
 */
export const TERM = 0;
export const ANY = 1;
export const ALL = 2;
/** Detail: how many. */
export const AT_LEAST = 3;
/** Asked of the stretch that is looked at. */
export const NONE = 4;
export const SENTENCE = 5;
export const PARAGRAPH = 6;
/** Detail: words << 1 | ordered. Its operands are TERM, LIST, or ANY of TERMs. */
export const WITHIN = 7;
/** Detail: the field's place in RULE_FIELDS. */
export const FIELD = 8;
/** Detail: the fact's place in FACT_NAMES. Its operands are strings. */
export const FACT = 9;
/** As NONE, asked of headline, lead and body whatever `where` says. */
export const NONE_OF_STORY = 10;

/** As ANY over the terms of a long list. Detail: the list's place in lists. It has no operands. */
export const LIST = 11;
/** Lists of more words than this are written once, and gone through once a story: after that only those that occur in it. */
export const LONG_LIST = 16;

/** Whether a rule of this operation has a number of detail. */
export function hasDetail(operation: number): boolean {
  return (
    operation === AT_LEAST ||
    operation === WITHIN ||
    operation === FIELD ||
    operation === FACT ||
    operation === LIST
  );
}
