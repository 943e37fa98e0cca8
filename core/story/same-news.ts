import { contentWords, isNearCopy, wordPairs } from './near-copy.ts';
import { leadOpensBody, type Story } from './story.ts';

type Text = Pick<Story, 'headline' | 'lead' | 'body'>;

/** A story says what is new in its headline and first paragraph: at least and at most so many words. */
const SHORTEST_OPENING = 15;
const LONGEST_OPENING = 45;
/** How far into the other text those words are looked for: a header or a paragraph may have been put above them. */
const WINDOW_WORDS = 160;
/** So much of one opening's word pairs stands in the other text where both tell the same. */
const SAME_OPENING = 0.65;
/** So many names of people and places that only one of them has make it another event. */
const OTHER_NAMES = 2;

const DAYS: ReadonlySet<string> = new Set(
  'mandag tirsdag onsdag torsdag fredag lørdag søndag monday tuesday wednesday thursday friday saturday sunday'.split(
    ' ',
  ),
);
const DATE =
  /(?<!\d)(\d{1,2})\.? (?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|january|february|march|may|june|july|october)(?!\p{L})/giu;

/**
 * Whether two texts are the same news: most of their words are the same, and they tell of the same event.
 * Follow-ups repeat the background of the day before, and notices their template; what is new stands in the
 * opening. There a revision changes a word, a figure or a sentence; another event has another opening, another day
 * or other names (docs/decisions/0003-near-copies.md).
 */
export function isSameNews(one: Text, other: Text): boolean {
  if (!isNearCopy(wordPairs(contentWords(one)), wordPairs(contentWords(other)))) return false;
  const [left, right] = [openingOf(one), openingOf(other)];
  if (areApart(left, right, ({ days }) => days) || areApart(left, right, ({ dates }) => dates)) return false;
  if (Math.min(missing(left.names, right.all), missing(right.names, left.all)) >= OTHER_NAMES) return false;
  return Math.max(shared(left.pairs, right.window), shared(right.pairs, left.window)) >= SAME_OPENING;
}

interface Opening {
  readonly pairs: ReadonlySet<string>;
  readonly days: ReadonlySet<string>;
  readonly dates: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  /** Word pairs among which the other's opening is looked for. */
  readonly window: ReadonlySet<string>;
  /** All words and dates of the text. */
  readonly all: ReadonlySet<string>;
}

function openingOf(text: Text): Opening {
  const words = contentWords(text).map(withoutGenitiveDay);
  const written = openingParagraphs(text);
  const opening = contentWords({ headline: null, lead: null, body: written })
    .slice(0, LONGEST_OPENING)
    .map(withoutGenitiveDay);
  return {
    pairs: wordPairs(opening),
    days: new Set(opening.filter((word) => DAYS.has(word))),
    dates: datesIn(written),
    names: namesIn(written),
    window: wordPairs(words.slice(0, WINDOW_WORDS)),
    all: new Set([...words, ...datesIn(`${text.headline ?? ''}\n${text.lead ?? ''}\n${text.body}`)]),
  };
}

function openingParagraphs(text: Text): string {
  const lead = leadOpensBody(text) ? null : text.lead;
  const paragraphs = [text.headline ?? '', lead ?? '', ...text.body.slice(0, 2000).split('\n')];
  let opening = '';
  for (const paragraph of paragraphs) {
    if (opening.split(/\s+/u).length > SHORTEST_OPENING) break;
    opening += `${paragraph}\n`;
  }
  return opening.slice(0, LONGEST_OPENING * 12);
}

function datesIn(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(DATE), ([date]) => date.toLowerCase().replace('.', '')));
}

/** Capitalised words that open no sentence, in lower case. */
function namesIn(written: string): ReadonlySet<string> {
  const inside = written.matchAll(/(?<=[\p{Ll}\d,] )\p{Lu}[\p{L}\p{N}]{2,40}/gu);
  return new Set(Array.from(inside, ([name]) => name.toLowerCase()));
}

function withoutGenitiveDay(word: string): string {
  return word.endsWith('s') && DAYS.has(word.slice(0, -1)) ? word.slice(0, -1) : word;
}

/** Each opening names some, and none of them stands anywhere in the other text. */
function areApart(one: Opening, other: Opening, of: (opening: Opening) => ReadonlySet<string>): boolean {
  const [left, right] = [of(one), of(other)];
  if (left.size === 0 || right.size === 0) return false;
  return missing(left, other.all) === left.size && missing(right, one.all) === right.size;
}

function missing(words: ReadonlySet<string>, among: ReadonlySet<string>): number {
  let count = 0;
  for (const word of words) if (!among.has(word)) count += 1;
  return count;
}

function shared(pairs: ReadonlySet<string>, among: ReadonlySet<string>): number {
  return pairs.size === 0 ? 0 : (pairs.size - missing(pairs, among)) / pairs.size;
}
