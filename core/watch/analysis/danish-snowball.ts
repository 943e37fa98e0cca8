import { regionFrom } from './snowball-regions.ts';
import { endingIn, endsInAny, suffixesByLast } from './suffixes.ts';

/** Step 1; all but the last are taken off where they stand in R1. */
const MAIN = suffixesByLast(
  'hed ethed ered e erede ende erende ene erne ere en heden eren er heder erer heds es endes erendes enes ernes',
  'eres ens hedens erens ers ets erets et eret s',
);
const OTHER = suffixesByLast('ig lig elig els');
const PAIRS = suffixesByLast('gd dt gt kt');
/** After these an s is an ending and no part of the word. */
const BEFORE_S = 'abcdfghjklmnoprtvyz';
const CONSONANTS = 'bcdfghjklmnpqrstvxz';

/**
 * The Snowball stem of a Danish word (https://snowballstem.org/algorithms/danish/stemmer.html) that is folded to
 * the letters a–z: æ, ø and å are spelt out, which makes two vowels of one (and leaves the rule for `løst` without
 * a word to apply to).
 */
export function danishSnowball(word: string): string {
  // Never before the fourth letter.
  const r1 = Math.max(regionFrom(word, 0), 3);
  let stem = withoutMain(word, r1);
  stem = withoutPair(stem, r1);
  if (stem.endsWith('igst')) stem = stem.slice(0, -2);
  const other = endingIn(stem, OTHER, r1);
  if (other !== '') stem = withoutPair(stem.slice(0, -other.length), r1);
  const last = stem.length - 1;
  if (last < r1 || stem.charCodeAt(last) !== stem.charCodeAt(last - 1)) return stem;
  return CONSONANTS.includes(stem.charAt(last)) ? stem.slice(0, -1) : stem;
}

function withoutMain(word: string, r1: number): string {
  const suffix = endingIn(word, MAIN, r1);
  if (suffix === 's' && !endsInAny(word, BEFORE_S, 1)) return word;
  return suffix === '' ? word : word.slice(0, -suffix.length);
}

function withoutPair(word: string, r1: number): string {
  return endingIn(word, PAIRS, r1) === '' ? word : word.slice(0, -1);
}
