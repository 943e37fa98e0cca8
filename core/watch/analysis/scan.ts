import { ABBREVIATIONS } from './abbreviations.ts';
import { fold } from './fold.ts';
import { hashText } from './hash.ts';
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
const MOST_PARTS = 8;
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
  const length = text.length;
  let at = 0;
  let open = true;
  let paragraph = true;
  let stopped = 0;
  let spaced = false;
  while (at < length) {
    const code = text.charCodeAt(at);
    const kind = code < 0x250 ? (KNOWN_CLASSES[code] ?? 0) : letterClass(code);
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
  const first = tokens.count;
  let start = from;
  let parts = 0;
  for (;;) {
    const end = wordEnd(text, start);
    const next = afterHyphen(text, end);
    const token = tokens.add(start, end, parts > 0);
    const standing = next === -1 && parts === 0 ? ALONE : PART;
    sink.word(text, start, end, hashText(text, start, end), standing, token, 1);
    parts++;
    if (next === -1) {
      if (parts > 1 && parts <= MOST_PARTS) {
        sink.word(text, from, end, hashText(text, from, end), WHOLE, first, parts);
      }
      return end;
    }
    start = next;
  }
}

/** Where the next part begins when a hyphen and a letter or digit follow, else -1. */
function afterHyphen(text: string, end: number): number {
  const code = text.charCodeAt(end);
  if (code !== 0x2d && code < 0x250) return -1;
  if (letterClass(code) !== HYPHEN) return -1;
  return isWordAt(text, end + 1) ? end + 1 : -1;
}

function isWordAt(text: string, at: number): boolean {
  if (at >= text.length) return false;
  const kind = letterClass(text.charCodeAt(at));
  return kind === LETTER || kind === DIGIT;
}

/** One past the last letter or digit of the word that begins at `start`. */
function wordEnd(text: string, start: number): number {
  const length = text.length;
  let end = start;
  let at = start;
  while (at < length) {
    const code = text.charCodeAt(at);
    const kind = code < 0x250 ? (KNOWN_CLASSES[code] ?? 0) : letterClass(code);
    if (kind === LETTER || kind === DIGIT) {
      at++;
      end = at;
    } else if (kind === SPACE || at !== end) {
      return end;
    } else if (kind === INVISIBLE) {
      at = behindInvisible(text, at);
      if (!isWordAt(text, at)) return end;
      end = at;
    } else if (kind === APOSTROPHE ? isLetterAt(text, at + 1) : joinsInside(text, start, at, kind)) {
      at++;
      end = at;
    } else {
      return kind === DOT && hasInnerDot(text, start, end) ? end + 1 : end;
    }
  }
  return end;
}

function behindInvisible(text: string, from: number): number {
  let at = from;
  while (at < text.length && letterClass(text.charCodeAt(at)) === INVISIBLE) at++;
  return at;
}

function isLetterAt(text: string, at: number): boolean {
  return at < text.length && letterClass(text.charCodeAt(at)) === LETTER;
}

function isDigitAt(text: string, at: number): boolean {
  return at < text.length && letterClass(text.charCodeAt(at)) === DIGIT;
}

/** Whether the dot or comma at `at` belongs to the word: between digits, or in a short abbreviation. */
function joinsInside(text: string, start: number, at: number, kind: number): boolean {
  if (kind !== DOT && kind !== COMMA) return false;
  if (isDigitAt(text, at - 1)) return isDigitAt(text, at + 1);
  return (
    kind === DOT && isLetterAt(text, at + 1) && lettersBefore(text, start, at) && lettersBehind(text, at + 1)
  );
}

/** One or two letters between the word's start, or its last dot, and `at`. */
function lettersBefore(text: string, start: number, at: number): boolean {
  const opens = (place: number) => place === start || text.charCodeAt(place - 1) === 0x2e;
  return opens(at - 1) || (at - 2 >= start && opens(at - 2));
}

/** One to three letters from `at`, and then no more. */
function lettersBehind(text: string, at: number): boolean {
  let end = at;
  while (end - at < 4 && isLetterAt(text, end)) end++;
  return end - at < 4;
}

function hasInnerDot(text: string, start: number, end: number): boolean {
  if (end - start > 12 || isDigitAt(text, start)) return false;
  for (let at = start; at < end; at++) if (text.charCodeAt(at) === 0x2e) return true;
  return false;
}

/** Whether the stop between the last word and the one at `at` ends a sentence. */
function endsSentence(text: string, tokens: Tokens, stopped: number, spaced: boolean, at: number): boolean {
  const last = tokens.count - 1;
  const start = tokens.start[last] ?? 0;
  const end = tokens.end[last] ?? 0;
  const lower = isLower(text.charCodeAt(at));
  if (!spaced) return !lower && end - start > 2 && isLetterAt(text, at) && isLetterAt(text, end - 1);
  if (stopped === STOP) return !lower;
  if (isDigitAt(text, start)) return !lower && (end - start > 2 || text.charCodeAt(end) !== 0x2e);
  if (end - start === 1 || text.charCodeAt(end - 1) === 0x2e) return false;
  if (lower && end - start < LONG_ENOUGH_TO_END) return false;
  return text.charCodeAt(end) !== 0x2e || end - start > 6 || !ABBREVIATIONS.has(fold(text.slice(start, end)));
}

function isLower(code: number): boolean {
  if (code >= 0x61 && code <= 0x7a) return true;
  if (code < 0x80) return false;
  const char = String.fromCharCode(code);
  return char !== char.toUpperCase() && char === char.toLowerCase();
}
