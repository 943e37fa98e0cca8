import { fold, unify } from './fold.ts';
import { danishStem, danishStemOfLetters, englishStem, englishStemOfLetters } from './stem.ts';

/** How a word stands in the text: by itself, as one part of a hyphenated word, or that whole word. */
export type Standing = 'alone' | 'part' | 'whole';

/** A word of the text in all the shapes that terms are compared with. */
export interface WordForms {
  /** Folded, without hyphens, apostrophes, genitive and the dots of an abbreviation's end. */
  readonly base: string;
  readonly danish: string;
  readonly english: string;
  /** Folded as it stands, hyphens and apostrophes kept; null for a part of a hyphenated word. */
  readonly exact: string | null;
  /** As `exact` with its capitals and accents. */
  readonly capitals: string | null;
  /** For a hyphenated word the bases of its first and last parts, else null. */
  readonly ends: { readonly first: string; readonly last: string } | null;
}

/** Endings that Danish and English put after an apostrophe: NATO's, F-16'eren, KFOR'ets. */
const AFTER_APOSTROPHE = /'(?:s|er|ers|ere|eres|en|ens|et|ets|erne|ernes|ene|enes|eren|erens)?$/u;
/** An abbreviation in capitals takes its genitive bare in Danish: FNs, EUs, KFORs. */
const BARE_GENITIVE = /^[A-ZÆØÅ0-9]{2,}s$/u;

const LOWER_A = 0x61;
const COMMA = 0x2c;
const DOT = 0x2e;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

/** All shapes of a word as it is written in a text. */
export function wordForms(raw: string, standing: Standing): WordForms {
  if (standing !== 'whole' && isPlain(raw)) return plainForms(raw, standing);
  if (standing !== 'whole' && isNumber(raw)) return numberForms(raw, standing);
  const base = baseForm(raw);
  const exact = standing === 'part' ? null : capitalsForm(raw);
  return {
    base,
    danish: danishStem(base),
    english: englishStem(base),
    exact: exact === null ? null : fold(exact),
    capitals: exact,
    ends: standing === 'whole' ? partEnds(raw) : null,
  };
}

/** Most words are of the letters A to Z: there is nothing to unify in them, and a cold start has many to look at. */
function isPlain(raw: string): boolean {
  for (let at = 0; at < raw.length; at++) {
    const letter = raw.charCodeAt(at) | 0x20;
    if (letter < 0x61 || letter > 0x7a) return false;
  }
  return true;
}

/** Digits with the dots and commas between them. */
function isNumber(raw: string): boolean {
  for (let at = 0; at < raw.length; at++) {
    const code = raw.charCodeAt(at);
    if (code !== COMMA && code !== DOT && (code < DIGIT_0 || code > DIGIT_9)) return false;
  }
  return raw.charCodeAt(raw.length - 1) >= DIGIT_0;
}

/** A number has one shape. */
function numberForms(raw: string, standing: Standing): WordForms {
  const exact = standing === 'part' ? null : raw;
  return { base: raw, danish: raw, english: raw, exact, capitals: exact, ends: null };
}

function plainForms(raw: string, standing: Standing): WordForms {
  const lower = raw.toLowerCase();
  const mayBeCapitals = lower.endsWith('s') && raw.charCodeAt(0) < LOWER_A;
  const base = mayBeCapitals && BARE_GENITIVE.test(raw) ? lower.slice(0, -1) : lower;
  const stands = standing !== 'part';
  return {
    base,
    danish: danishStemOfLetters(base),
    english: englishStemOfLetters(base),
    exact: stands ? lower : null,
    capitals: stands ? raw : null,
    ends: null,
  };
}

/** The word as it stands, accents as one character with their letter, without the dot of an abbreviation's end. */
export function capitalsForm(raw: string): string {
  return unify(raw).normalize('NFC').replace(/\.$/u, '');
}

/** The folded word without genitive, hyphens and apostrophes. */
export function baseForm(raw: string): string {
  const unified = unify(raw).replace(/\.$/u, '').replace(AFTER_APOSTROPHE, '');
  const lastPart = unified.slice(unified.lastIndexOf('-') + 1);
  const bare = BARE_GENITIVE.test(lastPart) ? unified.slice(0, -1) : unified;
  return fold(bare).replace(/['-]/gu, '');
}

function partEnds(raw: string): { first: string; last: string } {
  const parts = unify(raw).split('-');
  return { first: baseForm(parts[0] ?? ''), last: baseForm(parts.at(-1) ?? '') };
}
