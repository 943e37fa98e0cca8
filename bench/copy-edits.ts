/** Copy as it changes between one desk and the next, and pairs of notices that only look alike. */

export type Random = () => number;

/** Pseudo-random numbers from 0 to 1, the same in every run. */
export function numbers(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What happens to copy and leaves it the same story. */
export const EDITS: Readonly<Record<string, (text: string, random: Random) => string>> = {
  'a typo': (text, random) => changeWord(text, random, (word) => `${word.slice(1)}${word.slice(0, 1)}`),
  'another figure': (text, random) => changeWord(text, random, () => String(Math.floor(random() * 1000))),
  'other quote marks': (text) =>
    text.replaceAll('"', '”').replaceAll("'", '’').replaceAll(' - ', ' – ').replaceAll('\n', '\n\n'),
  "a relay's header": (text) => `MODTAGET 12:04 fra Bureauet via linje 3\n${text}`,
  'a paragraph more': addParagraph,
  'a paragraph less': (text, random) => {
    const paragraphs = text.split(/\n+/u);
    return paragraphs.length < 5 ? text : paragraphs.toSpliced(place(paragraphs, random), 1).join('\n');
  },
  'several of these': (text, random) =>
    changeWord(addParagraph(`MODTAGET 12:04\n${text}`, random), random, (word) => `${word}s`),
};

/** Two notices that are alike but each another story. */
export const LOOKALIKES: Readonly<Record<string, (random: Random) => readonly [string, string]>> = {
  'one template, other names and figures': (random) => [notice(random), notice(random)],
  'the same event, another day': (random) => [market(random), market(random)],
  'the next event above the same background': twoEvents,
};

function changeWord(text: string, random: Random, change: (word: string) => string): string {
  const words = text.split(' ');
  const changed = place(words, random);
  return words.map((word, index) => (index === changed ? change(word) : word)).join(' ');
}

function addParagraph(text: string, random: Random): string {
  const paragraphs = text.split('\n');
  const added = 'Ministeriet vil ikke sige mere, før sagen har været behandlet i udvalget på torsdag.';
  return paragraphs.toSpliced(place(paragraphs, random), 0, added).join('\n');
}

function place(list: readonly unknown[], random: Random): number {
  return Math.floor(random() * list.length);
}

function pick(list: readonly string[], random: Random): string {
  return list[place(list, random)] ?? '';
}

const NAMES = ['Skagen', 'Nyborg', 'Viborg', 'Struer', 'Ribe', 'Haslev', 'Grenaa', 'Skive'];
const VERBS = ['ramte', 'standsede', 'påkørte', 'forfulgte', 'anholdt', 'overhalede'];
const THINGS = ['en lastbil', 'en cyklist', 'en traktor', 'en varevogn', 'et tog', 'en bus'];

function notice(random: Random): string {
  const name = () => pick(NAMES, random);
  const age = 18 + Math.floor(random() * 70);
  return [
    `En ${age}-årig mand fra ${name()} ${pick(VERBS, random)} ${pick(THINGS, random)} ved ${name()} klokken ${Math.floor(random() * 24)}.`,
    `Politiet i ${name()} har sigtet ham for overtrædelse af paragraf ${Math.floor(random() * 200)}.`,
    `Han blev kørt til sygehuset i ${name()} og er uden for livsfare, oplyser vagtchef ${name()}.`,
  ].join('\n');
}

const DAYS = ['mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag'];
const SHARES = ['Havnekraft', 'Nordbryg', 'Sundpharma', 'Østbank', 'Vindværk', 'Skibsfragt'];

/** The closing report of an exchange: every evening the same words, other figures and shares. */
function market(random: Random): string {
  const moved = () => `${Math.floor(random() * 9)},${Math.floor(random() * 10)} procent`;
  const share = () => pick(SHARES, random);
  return [
    `Aktiemarkedet i København lukkede ${pick(DAYS, random)} med et ${pick(['plus', 'minus'], random)} på ${moved()}.`,
    `${share()} steg ${moved()}, mens ${share()} faldt ${moved()} efter et regnskab, der skuffede.`,
    `Der blev handlet for ${Math.floor(random() * 90)} milliarder kroner, og renten endte i ${moved()}.`,
  ].join('\n');
}

const EVENTS = [
  'Tre danske soldater såret nær Gao\n\nTre danske soldater blev lettere såret, da deres bil kørte på en mine uden for lejren.',
  'Dansk soldat dræbt nær Gao\n\nEn dansk soldat mistede livet, da en patrulje kom under beskydning uden for lejren.',
  'Danske soldater forlader lejren i Gao\n\nDe sidste danske soldater er fløjet hjem, og flaget er taget ned.',
  'Ny chef for danskerne i Gao\n\nOberst Mads Lyng har overtaget kommandoen over det danske bidrag i lejren.',
  'Angreb på lejren i Gao\n\nOprørere skød i nat med raketter mod lejren, hvor de danske soldater bor.',
];
const BACKGROUND = [
  'Danmark har haft soldater i landet i to år som en del af en international styrke, der skal holde parterne fra hinanden.',
  'Styrken består i dag af omkring 4500 soldater fra 33 lande. Den har til opgave at sikre, at nødhjælp når frem til byerne.',
  'Uroen begyndte, da partierne trak sig fra de lokale råd, og nye borgmestre blev valgt ved et valg, som mange blev væk fra.',
  'Folketinget har forlænget mandatet to gange, og et bredt flertal støtter bidraget. Det koster 180 millioner kroner om året.',
].join('\n\n');

/** What happened, and what happened next, each above the same long background. */
function twoEvents(random: Random): readonly [string, string] {
  const first = place(EVENTS, random);
  const second = (first + 1 + Math.floor(random() * (EVENTS.length - 1))) % EVENTS.length;
  const told = (event: number) =>
    `${EVENTS[event] ?? ''} Det oplyser Forsvaret ${pick(DAYS, random)}.\n\n${BACKGROUND}`;
  return [told(first), told(second)];
}
