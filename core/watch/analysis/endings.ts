import { fold } from './fold.ts';

/** What Danish and English put behind a noun; a final e of the noun falls away before them. */
const SUFFIXES = ['', 'e', 'n', 'en', 'et', 'er', 'ere', 'ne', 'ene', 'erne', 'r', 'rne', 't', 'te', 'ter'];
const ALL_SUFFIXES: readonly string[] = [...SUFFIXES, ...SUFFIXES.map((suffix) => `${suffix}s`), 'es', 'ing'];

/** Shorter shapes would be met by chance. */
const SHORTEST = 3;

/** Nouns that change inside, as tails: what they end in, and what else they may be. Folded. */
const CHANGING: readonly (readonly [string, string])[] = [
  ['mand', 'maend'],
  ['kabel', 'kabl'],
  ['middel', 'midl'],
  ['artikel', 'artikl'],
  ['minister', 'ministr'],
  ['center', 'centr'],
  ['man', 'men'],
  ['vaaben', 'vaabn'],
  ['trussel', 'trusl'],
  ['faengsel', 'faengsl'],
  ['gidsel', 'gidsl'],
  ['regel', 'regl'],
  ['cykel', 'cykl'],
  ['offer', 'ofr'],
  ['nummer', 'numr'],
  ['teater', 'teatr'],
  ['barn', 'boern'],
  ['kraft', 'kraeft'],
  ['bog', 'boeg'],
  ['stad', 'staed'],
  ['museum', 'muse'],
  ['ministerium', 'ministeri'],
];

/**
 * Every inflected shape a compound's last part can have, folded: for `mission` among them `missionen`,
 * `missioner`, `missionernes`. Generous, since the word before it makes a chance fit unlikely.
 */
export function endingForms(ending: string): ReadonlySet<string> {
  const folded = fold(ending).replace(/['-]/gu, '');
  const forms = new Set<string>();
  for (const noun of [folded, ...changed(folded)]) {
    for (const core of cores(noun)) for (const suffix of ALL_SUFFIXES) forms.add(core + suffix);
    forms.add(noun);
    if (noun.endsWith('y')) forms.add(`${noun.slice(0, -1)}ies`);
  }
  for (const form of forms) if (form.length < Math.max(SHORTEST, folded.length - 1)) forms.delete(form);
  return forms;
}

function changed(noun: string): readonly string[] {
  return CHANGING.filter(([tail]) => noun.endsWith(tail)).map(
    ([tail, other]) => noun.slice(0, -tail.length) + other,
  );
}

/** The noun without a final e (`styrke`, `styrken`), and with its last consonant doubled (`fregatten`). */
function cores(noun: string): readonly string[] {
  const last = noun.slice(-1);
  if (last === 'e') return [noun, noun.slice(0, -1)];
  return 'bdfgklmnprst'.includes(last) ? [noun, noun + last] : [noun];
}
