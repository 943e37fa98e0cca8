import { scanText, WHOLE } from './scan.ts';
import { Tokens } from './tokens.ts';

/** A word between spaces, with its parts when it is written with hyphens. */
export interface WrittenWord {
  readonly text: string;
  /** One where it has no hyphens. */
  readonly parts: readonly string[];
}

/** One word and nothing else, as most of those in topics are. */
const ONE_WORD = /^[A-Za-zÆØÅæøå]+$/u;

/** The words of a short text as the scanner divides it; for what people write in topics. */
export function wordsOf(text: string): readonly WrittenWord[] {
  if (ONE_WORD.test(text)) return [{ text, parts: [text] }];
  const tokens = new Tokens(16);
  const wholes = new Map<number, string>();
  const sink = {
    word(source: string, start: number, end: number, _hash: number, standing: number, first: number): void {
      if (standing === WHOLE) wholes.set(first, source.slice(start, end));
    },
  };
  scanText(text, tokens, sink);
  const words: WrittenWord[] = [];
  let token = 0;
  while (token < tokens.count) {
    let behind = token + 1;
    while (behind < tokens.count && tokens.joined[behind] === 1) behind++;
    const parts: string[] = [];
    for (let part = token; part < behind; part++)
      parts.push(text.slice(tokens.start[part], tokens.end[part]));
    words.push({ text: wholes.get(token) ?? parts.join('-'), parts });
    token = behind;
  }
  return words;
}
