import { danishSnowball } from './danish-snowball.ts';
import { englishSnowball } from './english-snowball.ts';
import {
  DANISH_ENDINGS,
  DANISH_PREFIXES,
  DANISH_TAIL,
  type DanishEnding,
  ENGLISH_STEMS,
  ENGLISH_WORDS,
} from './irregular-words.ts';

/** Longer "words" (hashes, addresses) are left as they are: stemming must not cost what a story may not. */
const LONGEST_STEMMED = 40;
const SHORTEST_STEMMED = 3;
const LETTERS = /^[a-z]*$/u;

function isStemmable(word: string): boolean {
  return isStemmedLength(word) && LETTERS.test(word);
}

function isStemmedLength({ length }: string): boolean {
  return length >= SHORTEST_STEMMED && length <= LONGEST_STEMMED;
}

/** Forms of `sende` and what is led from it, which Snowball takes for a present participle: udsende, udsendt. */
const SENDING =
  /^(ud|af|gen|til|ind|frem|hjem|over|bort)?send(?:e|es|er|t|te|ende|else|elses|elsen|elsens|elser|elserne|elsernes)?$/u;

/**
 * The past tense of most Danish verbs, which Snowball leaves whole: sejlede, lukkede, vendte, dræbt. With a vowel
 * before it, `ede` belongs to the word (kæde, glæde).
 */
const PAST_EDE = /(?<=[aeiouy][bcdfghjklmnpqrstvxz]{1,4})edes?$/u;
const PAST_BT = /(?<=[aeiouy]b)te?s?$/u;
const PAST_NDT = /(?<=[aeiouy]nd)te?s?$/u;

/** American endings that British English writes with an s: organize, organization. */
const IZE = /^([a-z]{4,}i)z(e|es|ed|er|ers|ing|ation|ations)$/u;

/** The endings by their last letters, the longest first. */
const DANISH_BY_TAIL = byTail(DANISH_ENDINGS);

function byTail(endings: readonly DanishEnding[]): ReadonlyMap<string, readonly DanishEnding[]> {
  const groups = new Map<string, DanishEnding[]>();
  for (const one of [...endings].sort((a, b) => b.ending.length - a.ending.length)) {
    const tail = one.ending.slice(-DANISH_TAIL);
    const group = groups.get(tail);
    if (group === undefined) groups.set(tail, [one]);
    else group.push(one);
  }
  return groups;
}

/**
 * The Danish stem of a folded word: Snowball's (over letters spelt ae, oe, aa), but for
 * the endings above. Words with other signs than a–z, or under three letters, are their own stems.
 */
export function danishStem(word: string): string {
  return isStemmable(word) ? danishStemOfLetters(word) : word;
}

/** As {@link danishStem}, of a word that is known to be of the letters a–z alone. */
export function danishStemOfLetters(word: string): string {
  if (!isStemmedLength(word)) return word;
  const sending = word.includes('send') ? SENDING.exec(word) : null;
  if (sending !== null) return `${sending[1] ?? ''}send`;
  const known = knownEnding(word);
  if (known === null) return danishSnowball(withoutPast(word));
  const other = word.slice(0, -known.ending.length) + known.as;
  return known.goesOn ? danishSnowball(other) : other;
}

function knownEnding(word: string): DanishEnding | null {
  const group = DANISH_BY_TAIL.get(word.slice(-DANISH_TAIL));
  return group?.find((one) => word.endsWith(one.ending) && mayStandBefore(word, one)) ?? null;
}

function mayStandBefore(word: string, { ending, behind }: DanishEnding): boolean {
  if (behind === 'anything') return true;
  const length = word.length - ending.length;
  return length === 0 || (behind === 'a prefix' && DANISH_PREFIXES.has(word.slice(0, length)));
}

function withoutPast(word: string): string {
  if (word.endsWith('ede') || word.endsWith('edes')) return word.replace(PAST_EDE, 'e');
  if (word.includes('ndt')) return word.replace(PAST_NDT, '');
  return word.includes('bt') ? word.replace(PAST_BT, '') : word;
}

/** The English stem of a folded word: Snowball's, but for the words above. */
export function englishStem(word: string): string {
  return isStemmable(word) ? englishStemOfLetters(word) : word;
}

/** As {@link englishStem}, of a word that is known to be of the letters a–z alone. */
export function englishStemOfLetters(word: string): string {
  if (!isStemmedLength(word)) return word;
  const known = ENGLISH_WORDS.get(word);
  if (known !== undefined) return known;
  const stem = englishSnowball(word.includes('iz') ? word.replace(IZE, '$1s$2') : word);
  return ENGLISH_STEMS.get(stem) ?? stem;
}

/** Whether a folded word, or what it ends in, is one that the rules would spoil: `bragte`, `børn`. */
export function isIrregularDanish(word: string): boolean {
  return knownEnding(word) !== null;
}

/** As {@link isIrregularDanish}: `brought`, `knives`. */
export function isIrregularEnglish(word: string): boolean {
  return ENGLISH_WORDS.has(word);
}
