import { danishSnowball } from './danish-snowball.ts';
import { englishSnowball } from './english-snowball.ts';

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

/**
 * Danish word endings that Snowball's rules leave apart from their dictionary form, as [ending, what it
 * is stemmed as]; they hold for compounds too (`kampflyene`, `forsvarsministre`). Spelt after folding.
 * Chosen by the inflection tables in test/core/watch/analysis/stem.test.ts.
 */
const DANISH_ENDINGS: readonly (readonly [string, string])[] = [
  // Nouns with a changed vowel.
  ...forms('mand', ['maend', 'maends', 'maendene', 'maendenes', 'manden', 'mandens', 'mands']),
  ...forms('barn', ['boern', 'boerns', 'boernene', 'boernenes']),
  ...forms('kraft', ['kraefter', 'kraefters', 'kraefterne', 'kraefternes']),
  // minister, ministre; kabel, kabler: the e of the last syllable falls out.
  ...forms('minister', ['ministre', 'ministrene', 'ministrenes', 'ministres', 'ministeren', 'ministerens']),
  ...forms('minister', ['ministers']),
  ...forms('kabel', ['kabler', 'kablet', 'kablets', 'kablerne', 'kablernes', 'kablers', 'kabels']),
  ...forms('artikel', ['artikler', 'artiklen', 'artiklerne', 'artiklens', 'artiklernes']),
  ...forms('middel', ['midler', 'midlet', 'midlerne', 'midlernes', 'middels']),
  ...forms('center', ['centre', 'centret', 'centrene', 'centeret', 'centrets', 'centres', 'centers']),
  ...forms('vaaben', ['vaabnet', 'vaabnets', 'vaabnene', 'vaabnenes', 'vaabenet', 'vaabenets', 'vaabens']),
  ...forms('trussel', ['trusler', 'truslen', 'truslens', 'truslerne', 'truslernes', 'truslers', 'trussels']),
  ...forms('faengsel', ['faengsler', 'faengslet', 'faengslets', 'faengslerne', 'faengslernes', 'faengsels']),
  // The um of the singular falls out: Forsvarsministeriet.
  ...forms('ministeri', ['ministerium', 'ministeriums']),
  // A last é: the article follows it.
  ...forms('komit', ['komiteen', 'komiteens', 'komiteer', 'komiteers', 'komiteerne', 'komiteernes']),
  ...forms('arm', ['armeen', 'armeens', 'armeer', 'armeers', 'armeerne', 'armeernes']),
  // A last ø, the e of which the rules take for an ending: Østersøen, Krimhalvøen.
  ...forms('soe', ['soeen', 'soeens', 'soeer', 'soeerne', 'soeernes', 'soes']),
  ...forms('halvoe', ['halvoeen', 'halvoeens', 'halvoeer', 'halvoeerne', 'halvoeernes', 'halvoes']),
  // Verbs with a changed vowel.
  ...forms('oedelaeg', ['oedelagt', 'oedelagte', 'oedelagde', 'oedelagdes']),
  ...forms('synk', ['sank', 'sunket', 'sunkne', 'sunken']),
  ...forms('skyd', ['skoed', 'skudt', 'skudte']),
  // A last s that is no genitive, and an ending that is one twice.
  ...forms('indsats', ['indsatsen', 'indsatsens', 'indsatser', 'indsatsers', 'indsatserne', 'indsatsernes']),
  ...forms('officer', ['officerer', 'officerers', 'officeren', 'officerens', 'officererne', 'officerernes']),
  ...forms('officer', ['officers']),
  ...forms('konstabel', ['konstabler', 'konstablen', 'konstablens', 'konstablerne', 'konstablernes']),
  ...forms('konstabel', ['konstablers', 'konstabels']),
  // instruktør, ingeniør: Snowball takes their own er for the plural's, but not behind an article.
  ...forms('oer', ['oererne', 'oerernes']),
  // fly: too short a stem for the rules.
  ...forms('fly', ['flyet', 'flyets', 'flyene', 'flyenes', 'flys']),
  ...forms('bro', ['broen', 'broens', 'broer', 'broerne', 'broernes', 'broers']),
  ...forms('by', ['byen', 'byens', 'byer', 'byerne', 'byernes', 'byers']),
];

/** The dictionary forms that these lead to must themselves come out the same. */
const DANISH_KEPT = [
  'konstabel',
  'vaaben',
  'faengsel',
  'trussel',
  'soe',
  'halvoe',
  'minister',
  'kabel',
  'artikel',
  'middel',
  'center',
  'mand',
  'send',
  'fly',
  'bro',
  'indsats',
  'officer',
];
/** But for these, which Snowball's rules go on with. */
const STEMMED_ON: ReadonlySet<string> = new Set(['oer', 'by']);
/** Each ending is at least so long. */
const TAIL = 3;

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

/** What stands before man and men: by a list, since Yemen is no plural. */
const MEN = [
  'air',
  'business',
  'congress',
  'crew',
  'fisher',
  'guards',
  'gun',
  'police',
  'rifle',
  'sea',
  'service',
  'spokes',
  'states',
];

/** As above for whole English words: irregular plurals and verbs, and British beside American spelling. */
const ENGLISH_WORDS: ReadonlyMap<string, string> = new Map([
  ...forms('defens', ['defence', 'defences', 'defense', 'defenses']),
  ...forms('man', ['men']),
  ...forms('woman', ['women']),
  ...MEN.map((start) => [`${start}men`, `${start}man`] as const),
  ...forms('child', ['children']),
  ...forms('crisi', ['crises']),
  ...forms('sink', ['sank', 'sunk']),
  ...forms('strike', ['struck']),
  ...forms('shoot', ['shot']),
  ...forms('send', ['sent']),
  // Kept apart from office and major.
  ...forms('officer', ['officer', 'officers']),
  ...forms('majority', ['majority', 'majorities']),
  ...forms('fli', ['flew', 'flown']),
  ...forms('withdraw', ['withdrew', 'withdrawn', 'withdrawal', 'withdrawals']),
  ...forms('aircraft', ['aircrafts']),
  ...forms('centr', ['center', 'centers', 'centre', 'centres']),
  ...forms('harbor', ['harbour', 'harbours', 'harbor', 'harbors']),
  ...forms('program', ['programme', 'programmes', 'program', 'programs']),
]);

function forms(stem: string, words: readonly string[]): (readonly [string, string])[] {
  return words.map((word) => [word, stem] as const);
}

/** The ending by its last letters, the longest first. */
const DANISH_BY_TAIL = byTail([...DANISH_ENDINGS, ...DANISH_KEPT.flatMap((kept) => forms(kept, [kept]))]);

function byTail(endings: readonly (readonly [string, string])[]): ReadonlyMap<string, [string, string][]> {
  const groups = new Map<string, [string, string][]>();
  for (const [ending, stem] of [...endings].sort(([a], [b]) => b.length - a.length)) {
    const tail = ending.slice(-TAIL);
    groups.set(tail, [...(groups.get(tail) ?? []), [ending, stem]]);
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
  const known = DANISH_BY_TAIL.get(word.slice(-TAIL))?.find(([ending]) => word.endsWith(ending));
  if (known !== undefined) {
    const [ending, stem] = known;
    const other = word.slice(0, -ending.length) + stem;
    return STEMMED_ON.has(stem) ? danishSnowball(other) : other;
  }
  return danishSnowball(withoutPast(word));
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
  return ENGLISH_WORDS.get(word) ?? englishSnowball(word);
}
