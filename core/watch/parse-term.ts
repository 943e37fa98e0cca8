import { STOP_WORDS } from './analysis/stop-words.ts';
import { baseForm } from './analysis/word-forms.ts';
import { wordsOf } from './analysis/words-of.ts';
import type { JoinedTerm, SingleTerm, Term } from './term.ts';

/** How words are meant: inflected, as they stand, or as they stand with their capitals. */
export type Exactness = 'inflected' | 'exact' | 'capitals';

export interface TermOptions {
  /** For words without a mark of their own. */
  readonly exactness: Exactness;
  /** The topic's own false friends of word endings. */
  readonly falseFriends: readonly string[];
}

export type TermReading =
  | { readonly kind: 'term'; readonly term: Term }
  | { readonly kind: 'fault'; readonly message: string; readonly mend: string };

const MOST_WORDS = 12;
const LONGEST_WORD = 60;
const SHORTEST_WILDCARD = 3;

/** `colo?r`, `Nato.*`, `\\bNato`: signs that say nothing here would be passed over without a sound. */
const OTHER_LANGUAGE = /\p{L}\?\p{L}|\.[*+]|\\\p{L}/u;

/** `=word` and `==Word`, with or without quote marks around the words. */
const MARKED = /^(==?)\s*(?:["“”](.*)["“”]|(.*))$/su;
const MARKS: Readonly<Record<Exactness, string>> = { inflected: '', exact: '=', capitals: '==' };

/**
 * Reads a word or phrase as topic files and queries write it: `mission`, `Resolute Support`,
 * `deploy*`, `-mission`, `Nato-led`, `=missions`, `="Indre Mission"`, `==US`.
 */
export function parseTerm(text: string, options: TermOptions): TermReading {
  const [whole = '', marks, quoted, bare] = MARKED.exec(text.trim()) ?? [];
  if (marks === undefined) return parseWords(text, options);
  const exactness = marks === '=' ? 'exact' : 'capitals';
  const words = quoted ?? bare ?? '';
  if (!words.startsWith('=')) return parseWords(words, { ...options, exactness });
  return fault(`"${whole}" has too many = before it.`, 'Write =word, or ==Word to mind the capitals too.');
}

function parseWords(text: string, options: TermOptions): TermReading {
  const chunks = text
    .trim()
    .split(/\s+/u)
    .filter((chunk) => chunk !== '');
  const parts: (SingleTerm | JoinedTerm)[] = [];
  for (const [index, chunk] of chunks.entries()) {
    if (index > 0 && /^=.*[\p{L}\p{N}]/u.test(chunk)) {
      return fault(
        `"${chunk}" has its = in the middle of a phrase.`,
        'Put it before the whole phrase: ="Nato mission".',
      );
    }
    const reading = parseChunk(chunk, options);
    if (reading.kind === 'fault') return reading;
    parts.push(...reading.parts);
  }
  const [first, ...rest] = parts;
  if (first === undefined) return fault(`"${text}" has no word in it.`, 'Write a word, or take this out.');
  if (parts.length > MOST_WORDS) {
    return fault(`A phrase of ${parts.length} words is too long.`, `Use at most ${MOST_WORDS} words.`);
  }
  if (options.exactness !== 'capitals' && parts.every(isStopWord)) {
    return fault(
      `"${text.trim()}" is so common that it says nothing.`,
      'Add a word that tells the subject, or take this out; ==US minds the capitals and tells US from us.',
    );
  }
  if (rest.length === 0) return { kind: 'term', term: first };
  return { kind: 'term', term: { kind: 'phrase', text: chunks.join(' '), parts } };
}

function isStopWord({ kind, text }: SingleTerm | JoinedTerm): boolean {
  return (kind === 'word' || kind === 'exact') && STOP_WORDS.has(baseForm(text));
}

type ChunkReading = { readonly kind: 'parts'; readonly parts: readonly (SingleTerm | JoinedTerm)[] } | Fault;
type Fault = Extract<TermReading, { kind: 'fault' }>;

function fault(message: string, mend: string): Fault {
  return { kind: 'fault', message, mend };
}

function parseChunk(chunk: string, options: TermOptions): ChunkReading {
  if (OTHER_LANGUAGE.test(chunk)) {
    return fault(
      `"${chunk}" has signs of another search language.`,
      'Only * stands for other letters, at the end of a word: deploy*.',
    );
  }
  const words = wordsOf(chunk.replaceAll('*', ''));
  if (words.some((word) => word.text.length > LONGEST_WORD)) {
    return fault(`"${chunk}" is longer than any word.`, `Use at most ${LONGEST_WORD} letters.`);
  }
  const star = chunk.indexOf('*');
  const ending = /^[-\u2010\u2011]\p{L}/u.test(chunk);
  const [first] = words;
  if (options.exactness === 'inflected' && (star !== -1 || ending)) {
    if (first === undefined || words.length > 1 || (star !== -1 && (ending || star !== chunk.length - 1))) {
      return fault(
        `"${chunk}" cannot be looked for.`,
        'Put one * at the end of a word (deploy*), or one - before an ending (-mission).',
      );
    }
    return parseWildcard(chunk, first.text, ending, options);
  }
  if (star !== -1 || ending) {
    const sign = star === -1 ? '-' : '*';
    return fault(
      `"${chunk}" has a ${sign} where words are taken as they stand.`,
      `Take the ${sign} out, or use "one of".`,
    );
  }
  return { kind: 'parts', parts: words.map((word) => writtenTerm(word, options)) };
}

function parseWildcard(chunk: string, word: string, ending: boolean, options: TermOptions): ChunkReading {
  if (baseForm(word).length < SHORTEST_WILDCARD) {
    return fault(
      `"${chunk}" would be met by far too many words.`,
      `Give at least ${SHORTEST_WILDCARD} letters, or write the words out.`,
    );
  }
  if (ending) return { kind: 'parts', parts: [{ kind: 'ending', text: word, not: options.falseFriends }] };
  return { kind: 'parts', parts: [{ kind: 'prefix', text: word }] };
}

function writtenTerm(
  word: { readonly text: string; readonly parts: readonly string[] },
  options: TermOptions,
): SingleTerm | JoinedTerm {
  if (options.exactness !== 'inflected') {
    return { kind: 'exact', text: word.text, capitals: options.exactness === 'capitals' };
  }
  if (word.parts.length === 1) return { kind: 'word', text: word.text };
  return {
    kind: 'joined',
    text: word.text,
    parts: word.parts.map((text): SingleTerm => ({ kind: 'word', text })),
  };
}

/** The term as its author wrote it: what {@link parseTerm} reads back as the same term. */
export function printTerm(term: Term): string {
  switch (term.kind) {
    case 'prefix':
      return `${term.text}*`;
    case 'ending':
      return `-${term.text}`;
    case 'phrase':
      return markOf(term) === '' ? term.text : `${markOf(term)}"${term.text}"`;
    default:
      return `${markOf(term)}${term.text}`;
  }
}

/** What stands before a term that takes its words as they stand: `=`, `==`, or nothing. */
export function markOf(term: Term): string {
  const sample = term.kind === 'phrase' ? term.parts[0] : term;
  if (sample?.kind !== 'exact') return MARKS.inflected;
  return sample.capitals ? MARKS.capitals : MARKS.exact;
}
