/** Where a sentence may end: its mark, closing quotes, and a word that looks like a beginning. */
const SENTENCE_END = /[.!?…]["”»’')]?(?=\s+["“»«‘'(–-]?\s?\p{Lu})/gu;

/** A number or a short abbreviation before a full stop does not end a sentence: `18. marts`, `kl. 14`, `St. Bededag`. */
const NO_END = /(?:^|[\s(])(?:\d+|\p{L}{1,2}|\p{L}\.\p{L}{1,4})\.$/u;

/** The first sentence of a paragraph, with its mark; null where there is no text. */
export function firstSentence(paragraph: string): string | null {
  const text = paragraph.trim();
  for (const end of text.matchAll(SENTENCE_END)) {
    const sentence = text.slice(0, end.index + end[0].length);
    if (!NO_END.test(sentence.slice(-12))) return sentence;
  }
  return text || null;
}
