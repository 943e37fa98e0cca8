import { scanText } from '../watch/analysis/scan.ts';
import { Tokens } from '../watch/analysis/tokens.ts';

const NO_SINK = { word(): void {} };
/** Signs that belong to the word behind them: quote marks, dashes, and the signs of figures (`-5`, `€5`). */
const OPENING = /[^\s\p{L}\p{N}.!?…,:;)\]}]/u;

/** The sentences of a text in order, as the matcher divides it, without white space around them; nothing is left out. */
export function sentencesOf(text: string): string[] {
  const tokens = new Tokens();
  scanText(text, tokens, NO_SINK);
  const [, ...later] = Array.from(tokens.sentenceStart.subarray(0, tokens.sentences), (start) =>
    opening(text, start),
  );
  const starts = [0, ...later];
  return starts
    .map((start, index) => text.slice(start, starts[index + 1] ?? text.length).trim())
    .filter((sentence) => sentence !== '');
}

/** Where a sentence really starts whose first word stands at `start`: before its quote mark, dash or sign. */
function opening(text: string, start: number): number {
  let at = start;
  while (
    at > 0 &&
    (OPENING.test(text.charAt(at - 1)) || (text.charAt(at - 1) === ' ' && isDash(text, at - 2)))
  ) {
    at -= 1;
  }
  return text.charAt(at) === ' ' ? at + 1 : at;
}

/** Whether a dash that opens a paragraph stands here (`- said he`). */
function isDash(text: string, at: number): boolean {
  return /[–—-]/u.test(text.charAt(at)) && (at === 0 || text.charAt(at - 1) === '\n');
}
