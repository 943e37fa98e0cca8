/** What a word before a headline says of the version, or of the story. */
export type MarkKind = 'correction' | 'update' | 'kill' | 'flash';

/**
 * The words that a wire's desk writes before a headline where its format has no field for it: `KORR: …`. They are
 * compared letter by letter, capitals included, and never used as patterns.
 */
export type HeadlineMarkers = Readonly<Record<MarkKind, readonly string[]>>;

/** `KORR:` is seen in Danish copy, `UPDATE 2-` and `CORRECTED-` in Reuters'; the other words are what the field uses. */
export const DEFAULT_MARKERS: HeadlineMarkers = {
  correction: [
    'KORR',
    'KORREKTION',
    'RETTELSE',
    'PRÆCISERING',
    'CORRECTION',
    'CORRECTED',
    'RÄTTELSE',
    'RETTING',
    'BERICHTIGUNG',
    'KORREKTUR',
  ],
  update: ['OPDATERING', 'OPDATERET', 'UPDATE'],
  kill: ['TRÆKKES TILBAGE', 'TILBAGETRUKKET', 'ANNULLERES', 'ANNULLERET'],
  flash: [],
};

const KINDS: readonly MarkKind[] = ['kill', 'correction', 'update', 'flash'];

/** A mark and the headline without it. */
export interface HeadlineMark {
  readonly kind: MarkKind;
  readonly rest: string;
}

/** Asterisks may stand before a mark. */
const BEFORE_MARK = /^\*{0,3} ?/u;
/** What sets a mark off from the headline behind it: a colon, a dash, or a hyphen right before a capital (`UPDATE 2-`). */
const BEHIND_MARK = /^(?: \d{1,2})?(?: ?:| (?:-{1,2}|[–—]) |-(?=\p{Lu}|["“«]))/u;

/**
 * The mark that a headline (or first line) begins with, `KORR: `, or ends with, ` - NY`; null where there is none.
 * Of several words that fit the longest counts.
 */
export function headlineMark(headline: string, markers: HeadlineMarkers): HeadlineMark | null {
  const text = headline.replace(BEFORE_MARK, '');
  let best: (HeadlineMark & { readonly word: string }) | null = null;
  for (const kind of KINDS) {
    for (const word of markers[kind]) {
      if (best !== null && best.word.length >= word.length) continue;
      const rest = withoutWord(text, word);
      if (rest !== null) best = { kind, word, rest };
    }
  }
  return best === null ? null : { kind: best.kind, rest: best.rest };
}

/** The text without a word that marks it; null where the word does not. */
function withoutWord(text: string, word: string): string | null {
  const behind = text.startsWith(word) ? BEHIND_MARK.exec(text.slice(word.length, word.length + 10)) : null;
  if (behind !== null) return text.slice(word.length + behind[0].length).trim();
  const before = text.endsWith(word) ? text.slice(0, -word.length) : '';
  return /.[ ][-–—][ ]$/u.test(before.slice(-4)) ? before.slice(0, -3).trim() : null;
}

/** What a line above the headline says that is nothing but a mark, `*** ANNULLERET ***`; null where it is none. */
export function markLine(line: string, markers: HeadlineMarkers): MarkKind | null {
  const word = line.slice(0, 80).replace(AROUND_MARK, '');
  return KINDS.find((kind) => markers[kind].includes(word)) ?? null;
}

/** What stands around a mark on a line of its own. */
const AROUND_MARK = /^[ *]{1,8}|[ *:!.]{1,8}$/gu;

/** A headline without the mark that says what the version is: `KORR: Dansk fregat …` is `Dansk fregat …`. */
export function withoutMarker(headline: string, markers: HeadlineMarkers): string {
  return headlineMark(headline, markers)?.rest || headline;
}

/** How notes to editors begin that say of their story that it corrects another. */
const CORRECTS =
  /^(?:eds: ?)?\P{L}{0,3}(?:corrects?|corrected|correction|berichtigt|berichtigung|korrigiert|korrigerer|korrektion|korr|rettelse|rettet|retter|rättelse|rättar|korjattu|korjaus|rectifi\p{L}{1,6}|correctie|corrige|rettifica|rectificaci[oó]n|correcci[oó]n)(?!\p{L})/iu;

/** Whether a note to editors begins by saying that something is corrected: `Corrects spelling in 2nd paragraph`. */
export function saysCorrected(note: string): boolean {
  return CORRECTS.test(note.slice(0, 60));
}

/** `(Retter antallet i tredje afsnit …)`, alone in its paragraph. */
const NOTE = /^\((?:Retter|Rettet|Corrects|Korrigerer|Præciserer)\b[^\n]{1,600}\)$/iu;

/** The words of a paragraph that does nothing but say what is corrected, without its parentheses; else null. */
export function correctionNote(paragraph: string): string | null {
  const text = paragraph.trim();
  return NOTE.test(text) ? text.slice(1, -1).trim() : null;
}
