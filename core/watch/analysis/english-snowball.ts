import { isVowel, regionFrom } from './snowball-regions.ts';
import { endingIn, endsInAny, type Suffixes, suffixesByLast } from './suffixes.ts';

/** Words that the rules would spoil, and words that end the matter after step 1a. */
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  Object.entries({
    skis: 'ski',
    skies: 'sky',
    dying: 'die',
    lying: 'lie',
    tying: 'tie',
    idly: 'idl',
    gently: 'gentl',
    ugly: 'ugli',
    early: 'earli',
    only: 'onli',
    singly: 'singl',
    sky: 'sky',
    news: 'news',
    howe: 'howe',
    atlas: 'atlas',
    cosmos: 'cosmos',
    bias: 'bias',
    andes: 'andes',
  }),
);
const FINISHED: ReadonlySet<string> = new Set(
  'inning outing canning herring earring proceed exceed succeed'.split(' '),
);
/** Words that begin so have their R1 right behind it, so that general and generate stay apart. */
const LONG_OPENINGS = ['gener', 'commun', 'arsen'];

const PAST = suffixesByLast('eed eedly ed edly ing ingly');
const STEP_2 = replacements(
  'tional:tion enci:ence anci:ance abli:able entli:ent izer:ize ization:ize ational:ate ation:ate ator:ate',
  'alism:al aliti:al alli:al fulness:ful ousli:ous ousness:ous iveness:ive iviti:ive biliti:ble bli:ble ogi:og',
  'fulli:ful lessli:less li:',
);
const STEP_3 = replacements('tional:tion ational:ate alize:al icate:ic iciti:ic ical:ic ful: ness: ative:');
const STEP_4 = suffixesByLast('al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize ion');
const BEFORE_LI = 'cdeghkmnrt';

interface Replacements {
  readonly suffixes: Suffixes;
  readonly by: ReadonlyMap<string, string>;
}

function replacements(...lines: readonly string[]): Replacements {
  const pairs = lines.flatMap((line) => line.split(' ')).map((pair) => pair.split(':'));
  const by = new Map(pairs.map(([suffix = '', replacement = '']) => [suffix, replacement] as const));
  return { suffixes: suffixesByLast([...by.keys()].join(' ')), by };
}

/**
 * The Snowball ("Porter2") stem of an English word of the letters a–z, without apostrophes
 * (https://snowballstem.org/algorithms/english/stemmer.html).
 */
export function englishSnowball(word: string): string {
  if (word.length < 3) return word;
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  const marked = markConsonantY(word);
  const r1 = firstRegion(marked);
  const r2 = regionFrom(marked, r1);
  let stem = withoutPlural(marked);
  if (FINISHED.has(stem)) return stem;
  stem = withoutPast(stem, r1);
  stem = withFinalI(stem);
  stem = shortened(stem, STEP_2, r1, r2);
  stem = shortened(stem, STEP_3, r1, r2);
  stem = withoutDerivation(stem, r2);
  return withoutFinal(stem, r1, r2).toLowerCase();
}

/** A y that opens the word or follows a vowel is a consonant: it becomes Y. */
function markConsonantY(word: string): string {
  if (!word.includes('y')) return word;
  let marked = '';
  for (let at = 0; at < word.length; at++) {
    const letter = word.charAt(at);
    const consonant = letter === 'y' && (at === 0 || isVowel(marked, at - 1));
    marked += consonant ? 'Y' : letter;
  }
  return marked;
}

function firstRegion(word: string): number {
  for (let index = 0; index < LONG_OPENINGS.length; index++) {
    const opening = LONG_OPENINGS[index] ?? '';
    if (word.startsWith(opening)) return opening.length;
  }
  return regionFrom(word, 0);
}

function hasVowel(word: string, end: number): boolean {
  for (let at = 0; at < end; at++) if (isVowel(word, at)) return true;
  return false;
}

/** Step 1a. */
function withoutPlural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (word.endsWith('ied') || word.endsWith('ies')) return word.slice(0, word.length > 4 ? -2 : -1);
  if (!word.endsWith('s') || word.endsWith('us') || word.endsWith('ss')) return word;
  return hasVowel(word, word.length - 2) ? word.slice(0, -1) : word;
}

/** Step 1b. */
function withoutPast(word: string, r1: number): string {
  const suffix = endingIn(word, PAST, 0);
  if (suffix === '') return word;
  const stem = word.slice(0, -suffix.length);
  if (suffix.startsWith('ee')) return stem.length >= r1 ? `${stem}ee` : word;
  if (!hasVowel(stem, stem.length)) return word;
  if (stem.endsWith('at') || stem.endsWith('bl') || stem.endsWith('iz')) return `${stem}e`;
  if (endsInAny(stem, 'bdfgmnprt', 0) && stem.at(-1) === stem.at(-2)) return stem.slice(0, -1);
  return stem.length <= r1 && endsInShortSyllable(stem) ? `${stem}e` : stem;
}

/** A vowel between consonants, the last neither w, x nor Y; or a vowel and a consonant that are the whole word. */
function endsInShortSyllable(word: string): boolean {
  const last = word.length - 1;
  if (last < 1 || isVowel(word, last) || !isVowel(word, last - 1)) return false;
  return last === 1 || (!isVowel(word, last - 2) && !'wxY'.includes(word.charAt(last)));
}

/** Step 1c. */
function withFinalI(word: string): string {
  const last = word.length - 1;
  const ends = last > 1 && (word.endsWith('y') || word.endsWith('Y')) && !isVowel(word, last - 1);
  return ends ? `${word.slice(0, -1)}i` : word;
}

/** Steps 2 and 3. */
function shortened(word: string, { suffixes, by }: Replacements, r1: number, r2: number): string {
  const suffix = endingIn(word, suffixes, 0);
  const from = word.length - suffix.length;
  if (suffix === '' || from < r1) return word;
  if (suffix === 'li' && !endsInAny(word, BEFORE_LI, 2)) return word;
  if (suffix === 'ogi' && !endsInAny(word, 'l', 3)) return word;
  if (suffix === 'ative' && from < r2) return word;
  return word.slice(0, from) + (by.get(suffix) ?? '');
}

/** Step 4. */
function withoutDerivation(word: string, r2: number): string {
  const suffix = endingIn(word, STEP_4, 0);
  if (suffix === '' || word.length - suffix.length < r2) return word;
  return suffix === 'ion' && !endsInAny(word, 'st', 3) ? word : word.slice(0, -suffix.length);
}

/** Step 5. */
function withoutFinal(word: string, r1: number, r2: number): string {
  const end = word.length - 1;
  const stem = word.slice(0, -1);
  if (word.endsWith('e')) return end >= r2 || (end >= r1 && !endsInShortSyllable(stem)) ? stem : word;
  return word.endsWith('l') && end >= r2 && stem.endsWith('l') ? stem : word;
}
