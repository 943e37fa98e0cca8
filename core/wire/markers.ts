import type { Revision } from '../story/story.ts';

/**
 * What desks write into the copy itself when the format has no field for it. `KORR:` is seen in Danish
 * copy; the other words are what the field uses, all in capitals before a colon.
 */
const HEADLINE_MARKERS: Readonly<Record<string, Revision['kind']>> = {
  KORR: 'correction',
  KORREKTION: 'correction',
  RETTELSE: 'correction',
  PRÆCISERING: 'correction',
  CORRECTION: 'correction',
  CORRECTED: 'correction',
  OPDATERING: 'update',
  OPDATERET: 'update',
  UPDATE: 'update',
  'TRÆKKES TILBAGE': 'kill',
  TILBAGETRUKKET: 'kill',
  ANNULLERES: 'kill',
  ANNULLERET: 'kill',
};

const MARKER = /^\*{0,3} ?(\p{Lu}{4,14}(?: \p{Lu}{4,14})?) ?:/u;
/** `(Retter antallet i tredje afsnit …)`, alone in its paragraph. */
const NOTE = /^\((?:Retter|Rettet|Corrects|Korrigerer|Præciserer)\b[^\n]{1,600}\)$/iu;

/** What a headline (or first line) says the version is, or `none`. */
export function markedRevision(headline: string): Revision['kind'] {
  const word = MARKER.exec(headline)?.[1];
  return word !== undefined && Object.hasOwn(HEADLINE_MARKERS, word)
    ? (HEADLINE_MARKERS[word] ?? 'none')
    : 'none';
}

/** A headline without the mark that says what the version is: `KORR: Dansk fregat …` is `Dansk fregat …`. */
export function withoutMarker(headline: string): string {
  return markedRevision(headline) === 'none' ? headline : headline.replace(MARKER, '').trim() || headline;
}

/** The words of a paragraph that does nothing but say what is corrected, without its parentheses; else null. */
export function correctionNote(paragraph: string): string | null {
  const text = paragraph.trim();
  return NOTE.test(text) ? text.slice(1, -1).trim() : null;
}
