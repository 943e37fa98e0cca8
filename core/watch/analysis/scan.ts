import { ABBREVIATIONS } from './abbreviations.ts';
import { fold } from './fold.ts';
import { HASH_OF_NOTHING, hashOn, hashUnits } from './hash.ts';
import {
  APOSTROPHE,
  COMMA,
  DIGIT,
  DOT,
  HYPHEN,
  INVISIBLE,
  KNOWN_CLASSES,
  LETTER,
  letterClass,
  NEWLINE,
  SPACE,
  STOP,
  UNKNOWN,
} from './letters.ts';
import type { Tokens } from './tokens.ts';

/** How a word stands, as the scanner says it: {@link Standing} in numbers. */
export const ALONE = 0;
export const PART = 1;
export const WHOLE = 2;

/**
 * Told of every word. `first` is its first token, `width` its number of tokens (over 1 for the whole of
 * a hyphenated word, which is told after its parts); `hash` is over the code units from `start` to `end`.
 */
export interface WordSink {
  word(
    text: string,
    start: number,
    end: number,
    hash: number,
    standing: number,
    first: number,
    width: number,
  ): void;
}

/** A chain of more parts (a rule of hyphens, a table) is no word. */
export const MOST_PARTS = 8;
/** A lower-case word opens a sentence only after a word this long: shorter ones may be abbreviations. */
const LONG_ENOUGH_TO_END = 5;

/**
 * Divides one field's text into words, sentences and paragraphs, in one pass over its UTF-16 code units;
 * appends them to `tokens` and tells `sink` of each word.
 *
 * A word is letters, digits and marks, with apostrophes between them (`Nato's`), dots and commas
 * between digits (`1.300`) and the dots of short abbreviations (`U.S.`, `bl.a.`). Parts between
 * hyphens are words of their own and together one more.
 */
export function scanText(text: string, tokens: Tokens, sink: WordSink): void {
  tokens.hold(text);
  const { units } = tokens;
  const length = text.length;
  let at = 0;
  let open = true;
  let paragraph = true;
  let stopped = 0;
  let spaced = false;
  while (at < length) {
    let kind = KNOWN_CLASSES[units[at] ?? 0] ?? UNKNOWN;
    if (kind === UNKNOWN) kind = letterClass(units[at] ?? 0);
    if (kind !== LETTER && kind !== DIGIT) {
      if (kind === NEWLINE) paragraph = true;
      else if (kind === SPACE) spaced = true;
      else if (kind === DOT) stopped = stopped === 0 && !spaced ? DOT : stopped;
      else if (kind === STOP) stopped = STOP;
      at++;
      continue;
    }
    if (paragraph) tokens.openParagraph(at);
    else if (!open && stopped !== 0 && endsSentence(text, tokens, stopped, spaced, at))
      tokens.openSentence(at);
    open = false;
    paragraph = false;
    at = scanUnit(text, at, tokens, sink);
    stopped = 0;
    spaced = false;
  }
}

/** Scans a word with all its hyphenated parts; returns the place behind it. */
function scanUnit(text: string, from: number, tokens: Tokens, sink: WordSink): number {
  const { units } = tokens;
  const first = tokens.count;
  let start = from;
  let parts = 0;
  for (;;) {
    let end = start;
    let hash = HASH_OF_NOTHING;
    let kind = LETTER;
    while (kind === LETTER || kind === DIGIT) {
      hash = hashOn(hash, units[end++] ?? 0);
      kind = KNOWN_CLASSES[units[end] ?? 0] ?? UNKNOWN;
      if (kind === UNKNOWN) kind = letterClass(units[end] ?? 0);
    }
    if (kind !== SPACE) {
      const behind = wordEnd(units, start, end);
      hash = hashUnits(units, end, behind, hash);
      end = behind;
    }
    const next = kind === SPACE ? -1 : afterHyphen(units, end);
    const token = tokens.add(start, end, parts > 0);
    sink.word(text, start, end, hash, next === -1 && parts === 0 ? ALONE : PART, token, 1);
    parts++;
    if (next === -1) {
      if (parts > 1 && parts <= MOST_PARTS) {
        sink.word(text, from, end, hashUnits(units, from, end), WHOLE, first, parts);
      }
      return end;
    }
    start = next;
  }
}

/** Where the next part begins when a hyphen and a letter or digit follow, else -1. */
function afterHyphen(units: Uint16Array, end: number): number {
  return letterClass(units[end] ?? 0) === HYPHEN && isWordAt(units, end + 1) ? end + 1 : -1;
}

function isWordAt(units: Uint16Array, at: number): boolean {
  const kind = letterClass(units[at] ?? 0);
  return kind === LETTER || kind === DIGIT;
}

/** One past the last letter or digit of the word that begins at `start`, whose first are known up to `known`. */
function wordEnd(units: Uint16Array, start: number, known: number): number {
  let end = known;
  let at = known;
  for (;;) {
    const kind = letterClass(units[at] ?? 0);
    if (kind === LETTER || kind === DIGIT) {
      at++;
      end = at;
    } else if (kind === SPACE || at !== end) {
      return end;
    } else if (kind === INVISIBLE) {
      at = behindInvisible(units, at);
      if (!isWordAt(units, at)) return end;
      end = at;
    } else if (kind === APOSTROPHE ? isLetterAt(units, at + 1) : joinsInside(units, start, at, kind)) {
      at++;
      end = at;
    } else {
      return kind === DOT && hasInnerDot(units, start, end) ? end + 1 : end;
    }
  }
}

function behindInvisible(units: Uint16Array, from: number): number {
  let at = from;
  while (letterClass(units[at] ?? 0) === INVISIBLE) at++;
  return at;
}

function isLetterAt(units: Uint16Array, at: number): boolean {
  return letterClass(units[at] ?? 0) === LETTER;
}

function isDigitAt(units: Uint16Array, at: number): boolean {
  return letterClass(units[at] ?? 0) === DIGIT;
}

/** Whether the dot or comma at `at` belongs to the word: between digits, or in a short abbreviation. */
function joinsInside(units: Uint16Array, start: number, at: number, kind: number): boolean {
  if (kind !== DOT && kind !== COMMA) return false;
  if (isDigitAt(units, at - 1)) return isDigitAt(units, at + 1);
  return (
    kind === DOT &&
    isLetterAt(units, at + 1) &&
    lettersBefore(units, start, at) &&
    lettersBehind(units, at + 1)
  );
}

/** One or two letters between the word's start, or its last dot, and `at`. */
function lettersBefore(units: Uint16Array, start: number, at: number): boolean {
  const opens = (place: number) => place === start || units[place - 1] === 0x2e;
  return opens(at - 1) || (at - 2 >= start && opens(at - 2));
}

/** One to three letters from `at`, and then no more. */
function lettersBehind(units: Uint16Array, at: number): boolean {
  let end = at;
  while (end - at < 4 && isLetterAt(units, end)) end++;
  return end - at < 4;
}

function hasInnerDot(units: Uint16Array, start: number, end: number): boolean {
  if (end - start > 12 || isDigitAt(units, start)) return false;
  for (let at = start; at < end; at++) if (units[at] === 0x2e) return true;
  return false;
}

/** Whether the stop between the last word and the one at `at` ends a sentence. */
function endsSentence(text: string, tokens: Tokens, stopped: number, spaced: boolean, at: number): boolean {
  const { units } = tokens;
  const last = tokens.count - 1;
  const start = tokens.start[last] ?? 0;
  const end = tokens.end[last] ?? 0;
  const lower = isLower(units[at] ?? 0);
  if (!spaced) return !lower && end - start > 2 && isLetterAt(units, at) && isLetterAt(units, end - 1);
  if (stopped === STOP) return !lower;
  if (isDigitAt(units, start)) return !lower && (end - start > 2 || units[end] !== 0x2e);
  if (end - start === 1 || units[end - 1] === 0x2e) return false;
  if (lower && end - start < LONG_ENOUGH_TO_END) return false;
  return units[end] !== 0x2e || end - start > 6 || !ABBREVIATIONS.has(fold(text.slice(start, end)));
}

function isLower(code: number): boolean {
  if (code >= 0x61 && code <= 0x7a) return true;
  if (code < 0x80) return false;
  const char = String.fromCharCode(code);
  return char !== char.toUpperCase() && char === char.toLowerCase();
}
