import { baseForm } from '../analysis/word-forms.ts';
import { parseTerm } from '../parse-term.ts';
import { type StemAccident, stemAccidents } from '../stem-accidents.ts';
import type { Place, YamlFile } from './yaml-file.ts';

/** A word as a topic's author wrote it, and where. */
export interface WrittenTerm {
  readonly text: string;
  readonly place: Place;
}

const MOST_NAMED = 3;

/**
 * Warns of words that find other frequent words by accident. Phrases, wildcards and exact words are left out, and so
 * are words that stand side by side with what they find: their author means both.
 */
export function warnOfAccidents(file: YamlFile, terms: readonly WrittenTerm[]): void {
  const meant = new Set(terms.map(({ text }) => baseForm(text)));
  for (const { text, place } of terms) {
    const reading = parseTerm(text, { exactness: 'inflected', falseFriends: [] });
    if (reading.kind === 'fault' || reading.term.kind !== 'word') continue;
    const accidents = stemAccidents(reading.term.text).filter(({ word }) => !meant.has(baseForm(word)));
    const [first] = accidents;
    if (first !== undefined)
      file.warning(place, message(reading.term.text, accidents, first), mend(text, first));
  }
}

function message(word: string, accidents: readonly StemAccident[], { stemmer }: StemAccident): string {
  const names = accidents.slice(0, MOST_NAMED).map(({ word: found }) => `"${found}"`);
  const more = accidents.length > MOST_NAMED ? ' and others' : '';
  const all =
    names.length > 1 && more === ''
      ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
      : names.join(', ');
  return `"${word}" also finds ${all}${more}: taken as ${stemmer} they have the same stem.`;
}

function mend(text: string, { word }: StemAccident): string {
  return `Write =${text} to take it as it stands, and beside it the other forms you want; or write ${word} beside it, if you mean both.`;
}
