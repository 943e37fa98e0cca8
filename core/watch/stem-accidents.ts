import { endingForms } from './analysis/endings.ts';
import { fold } from './analysis/fold.ts';
import { areRelated, FREQUENT_DANISH, FREQUENT_ENGLISH } from './analysis/frequent-words.ts';
import { danishStem, englishStem, isIrregularDanish, isIrregularEnglish } from './analysis/stem.ts';
import { baseForm } from './analysis/word-forms.ts';

/**
 * Each word is taken both as Danish and as English, so that a word of one language may find one of the other whose
 * stem falls together with its own: `Polen` finds `poll`. Here are the frequent words that a topic's word finds so.
 */

type Language = 'Danish' | 'English';
const LANGUAGES: readonly Language[] = ['Danish', 'English'];

const STEMMERS: Readonly<Record<Language, (base: string) => string>> = {
  Danish: danishStem,
  English: englishStem,
};

interface FrequentWord {
  readonly text: string;
  readonly base: string;
  readonly languages: readonly Language[];
}

/** A frequent word that is found by accident, and the stemmer to blame. */
export interface StemAccident {
  readonly word: string;
  readonly stemmer: Language;
}

/** The frequent words that this word finds, and that are no forms of it nor of its root. */
export function stemAccidents(word: string): readonly StemAccident[] {
  const base = baseForm(word);
  const met = meetings(base);
  const lemmas = lemmasOf(base, met);
  return met.flatMap(({ found, stemmers }) => {
    const [stemmer] = stemmers;
    const accident = stemmer !== undefined && isAccident(base, lemmas, found, stemmers);
    return accident ? [{ word: found.text, stemmer }] : [];
  });
}

interface Meeting {
  readonly found: FrequentWord;
  /** Those that bring the two together. */
  readonly stemmers: readonly Language[];
}

/** The frequent words whose stem in either language is this one's. */
function meetings(base: string): readonly Meeting[] {
  const stemmers = new Map<FrequentWord, Language[]>();
  for (const language of LANGUAGES) {
    for (const found of frequent().byStem[language].get(STEMMERS[language](base)) ?? []) {
      stemmers.set(found, [...(stemmers.get(found) ?? []), language]);
    }
  }
  return Array.from(stemmers, ([found, brought]) => ({ found, stemmers: brought }));
}

/** A dictionary form that the word may be a form of, in one language. */
interface Lemma {
  readonly word: FrequentWord;
  readonly language: Language;
}

/** The word itself where it is a frequent one, else those that it inflects. */
function lemmasOf(base: string, met: readonly Meeting[]): readonly Lemma[] {
  const own = met.filter(({ found }) => found.base === base);
  const inflected = met.map(({ found }) => ({ word: found, languages: languagesOfForm(base, found) }));
  const known = own.map(({ found }) => ({ word: found, languages: found.languages }));
  return (known.length > 0 ? known : inflected).flatMap(({ word, languages }) =>
    languages.map((language) => ({ word, language })),
  );
}

function languagesOfForm(base: string, { base: lemma, languages }: FrequentWord): readonly Language[] {
  return languages.filter((language) =>
    language === 'Danish'
      ? endingForms(lemma).has(base) || (isIrregularDanish(base) && danishStem(base) === danishStem(lemma))
      : englishForms(lemma).includes(base) ||
        (isIrregularEnglish(base) && englishStem(base) === englishStem(lemma)),
  );
}

function englishForms(lemma: string): readonly string[] {
  const forms = englishCores(lemma).flatMap((core) =>
    ['s', 'es', 'ed', 'ing'].map((suffix) => core + suffix),
  );
  return [...forms, lemma.replace(/y$/u, 'ies'), lemma.replace(/y$/u, 'ied')];
}

/** What endings are put to: write, writ-, writt-. */
function englishCores(lemma: string): readonly string[] {
  const short = lemma.replace(/e$/u, '');
  return [lemma, short, short + short.slice(-1)];
}

function isAccident(
  base: string,
  lemmas: readonly Lemma[],
  found: FrequentWord,
  stemmers: readonly Language[],
): boolean {
  if (found.base === base || lemmas.some(({ word }) => word === found)) return false;
  const forms = lemmas.length === 0 ? [base] : lemmas.map(({ word }) => word.text);
  for (const form of forms) {
    const related = areRelated(form, found.text);
    if (related !== null) return !related;
  }
  if (isDerived(base, lemmas, found)) return false;
  // By the stemmer of its own language a word meets what is made of the same root.
  const own = lemmas.length === 0 ? LANGUAGES : lemmas.map(({ language }) => language);
  return !stemmers.some((stemmer) => own.includes(stemmer) && found.languages.includes(stemmer));
}

/** `driver` and `drive`, `wooden` and `wood`: what only the Danish stemmer brings together, and rightly. */
function isDerived(
  base: string,
  lemmas: readonly Lemma[],
  { base: other, languages }: FrequentWord,
): boolean {
  const isDanish = lemmas.length > 0 && lemmas.every(({ language }) => language === 'Danish');
  if (isDanish || !languages.includes('English')) return false;
  return [base, ...lemmas.map(({ word }) => word.base)].some(
    (one) => englishDerivations(one).includes(other) || englishDerivations(other).includes(one),
  );
}

function englishDerivations(base: string): readonly string[] {
  const forms = englishCores(base).flatMap((core) => [`${core}er`, `${core}en`]);
  return [...forms, ...forms.map((form) => `${form}s`), ...forms.map((form) => `${form}ed`)];
}

interface Frequent {
  readonly byStem: Readonly<Record<Language, ReadonlyMap<string, readonly FrequentWord[]>>>;
}

/** Made when first asked for: only who checks topics needs it. */
let known: Frequent | null = null;

function frequent(): Frequent {
  known ??= readFrequent();
  return known;
}

function readFrequent(): Frequent {
  const danish = new Set(FREQUENT_DANISH);
  const english = new Set(FREQUENT_ENGLISH);
  const words = Array.from(new Set([...danish, ...english]), (text): FrequentWord => {
    const languages = LANGUAGES.filter((language) => (language === 'Danish' ? danish : english).has(text));
    return { text, base: fold(text), languages };
  });
  return { byStem: { Danish: byStem(words, danishStem), English: byStem(words, englishStem) } };
}

function byStem(
  words: readonly FrequentWord[],
  stem: (base: string) => string,
): ReadonlyMap<string, readonly FrequentWord[]> {
  const groups = new Map<string, FrequentWord[]>();
  for (const word of words) {
    const key = stem(word.base);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [word]);
    else group.push(word);
  }
  return groups;
}
