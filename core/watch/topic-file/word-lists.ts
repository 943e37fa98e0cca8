import { isMap, isScalar, isSeq, type Pair, Scalar } from 'yaml';
import { type Exactness, parseTerm } from '../parse-term.ts';
import type { Term } from '../term.ts';
import { warnOfAccidents } from './accident-warnings.ts';
import { nearestName } from './names.ts';
import { oddJoint, oddSign } from './odd-words.ts';
import { isNode, type Place, type YamlFile } from './yaml-file.ts';

/** The words of a list as written. */
export type WordList = readonly string[];
export type WordLists = ReadonlyMap<string, WordList>;

/** Lists as a file defines them, with the place of each name. */
export interface DefinedLists {
  readonly lists: WordLists;
  readonly names: ReadonlyMap<string, Place>;
}

/** Reads `lists:`, a map from names to words. `taken` are names that are in use already. */
export function readLists(file: YamlFile, node: unknown, taken: WordLists): DefinedLists {
  const lists = new Map<string, WordList>();
  const names = new Map<string, Place>();
  for (const pair of namedLists(file, node)) {
    const name = file.scalar(pair.key, 'the name of a list');
    if (name === null) continue;
    if (taken.has(name.value)) {
      file.mistake(
        name,
        `The list "${name.value}" is shared by all topics already.`,
        'Give this one another name.',
      );
    }
    names.set(name.value, name);
    lists.set(name.value, readWords(file, pair.value));
  }
  return { lists, names };
}

/** The lists with their names. */
function namedLists(file: YamlFile, node: unknown): readonly Pair[] {
  if (isMap(node)) return node.items;
  const named = isSeq(node) ? node.items.flatMap((item) => (isMap(item) ? item.items : [])) : [];
  if (isSeq(node))
    file.mistake(
      node,
      named.length > 0 ? 'Lists have no dashes before their names.' : 'These words have no name.',
      'Write each list as "operations: [KFOR, ISAF]", indented below "lists:".',
    );
  else file.expected(node, 'a list with its name, such as "operations: [KFOR, ISAF]",');
  return named;
}

/** Reads the words of one list; those that cannot be looked for become mistakes and are left out. */
export function readWords(file: YamlFile, node: unknown): WordList {
  const items = isSeq(node) ? node.items : [node];
  if (isSeq(node) ? items.length === 0 : isScalar(node) && node.value === '') {
    file.mistake(isNode(node) ? node : { offset: 0 }, 'The list is empty.', 'Write words, or take it out.');
    return [];
  }
  const words = items.flatMap((item) => {
    const word = file.scalar(item, 'a word or phrase');
    if (word === null) return [];
    const odd = oddSign(word) ?? oddJoint(word);
    const reading = parseTerm(word.value, { exactness: 'inflected', falseFriends: [] });
    const fault = odd ?? (reading.kind === 'fault' ? reading : null);
    if (fault === null) return [{ text: word.value, place: word }];
    file.mistake(word, fault.message, fault.mend);
    return [];
  });
  warnOfAccidents(file, words);
  return words.map(({ text }) => text);
}

/** Turns words into the terms of a rule, in the topic's own way. */
export class TermReader {
  private readonly file: YamlFile;
  private readonly lists: WordLists;
  private readonly clauses: readonly string[];
  private readonly falseFriends: readonly string[];
  /** Names of the lists that were asked for. */
  readonly used = new Set<string>();
  private readonly read: Readonly<Record<Exactness, Map<WordList, readonly Term[]>>> = {
    inflected: new Map(),
    exact: new Map(),
    capitals: new Map(),
  };

  /** `clauses`: the names of the topic's clauses, which are no words to look for either. */
  constructor(file: YamlFile, lists: WordLists, clauses: readonly string[], falseFriends: readonly string[]) {
    this.file = file;
    this.lists = lists;
    this.clauses = clauses;
    this.falseFriends = falseFriends;
  }

  /** The words of the list that a plain item names, or null where it is a word itself. */
  listNamed(item: unknown): WordList | null {
    if (!isScalar<string>(item) || item.type !== Scalar.PLAIN || typeof item.value !== 'string') return null;
    const list = this.lists.get(item.value);
    this.used.add(item.value);
    if (list === undefined && !item.value.startsWith('=')) this.warnOfName(item, item.value);
    return list ?? null;
  }

  /** Whether an item is the plain name of a list. */
  isListName(item: unknown): boolean {
    return isScalar<string>(item) && item.type === Scalar.PLAIN && this.lists.has(String(item.value));
  }

  /** The words of a list that must be there: of `one of: operations`. */
  listRequired(item: Scalar<string>): WordList | null {
    if (item.type !== Scalar.PLAIN) return [item.value];
    const list = this.lists.get(item.value);
    this.used.add(item.value);
    if (list !== undefined) return list;
    const odd = oddSign(item);
    if (odd !== null) {
      this.file.mistake(item, odd.message, odd.mend);
      return null;
    }
    if (this.clauses.includes(item.value)) {
      this.file.mistake(item, `"${item.value}" is a clause, and no list.`, `Write "clause: ${item.value}".`);
      return null;
    }
    const near = this.nearName(item.value);
    const known = [...this.lists.keys()].join(', ');
    const mend =
      near !== null
        ? `Did you mean ${near}?`
        : known === ''
          ? 'The topic has no lists.'
          : `Its lists are ${known}.`;
    this.file.mistake(
      item,
      `There is no list "${item.value}".`,
      `${mend} To look for the word itself write [${item.value.replace(/^\((.*)\)$/su, '$1')}].`,
    );
    return null;
  }

  term(text: string, place: Place, exactness: Exactness): Term | null {
    const reading = parseTerm(text, { exactness, falseFriends: this.falseFriends });
    if (reading.kind === 'term') return reading.term;
    this.file.mistake(place, reading.message, reading.mend);
    return null;
  }

  /** The terms of a list; the same ones for each clause that uses it. */
  terms(words: WordList, place: Place, exactness: Exactness): readonly Term[] {
    const known = this.read[exactness].get(words);
    if (known !== undefined) return known;
    const terms = words.flatMap((word) => this.term(word, place, exactness) ?? []);
    this.read[exactness].set(words, terms);
    return terms;
  }

  /** A word that is the name of a clause, or nearly that of a list, is hardly meant as a word. */
  private warnOfName(item: Scalar, text: string): void {
    if (this.clauses.includes(text)) {
      this.file.mistake(
        item,
        `"${text}" is the name of a clause.`,
        `Write {clause: ${text}}, or put "${text}" in quotes if you mean the words.`,
      );
      return;
    }
    const near = this.nearName(text);
    if (near === null) return;
    this.file.mistake(
      item,
      `There is no list "${text}", but one called ${near}.`,
      `Write ${near}, or put "${text}" in quotes if you mean the word.`,
    );
  }

  private nearName(text: string): string | null {
    return nearestName(text, [...this.lists.keys()]);
  }
}
