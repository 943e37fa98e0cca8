import { isSeq } from 'yaml';
import type { Exactness } from '../../parse-term.ts';
import type { Rule } from '../../rule.ts';
import type { ClauseReader } from '../clause.ts';
import { anyOf, type ClauseKind } from '../clause-kind.ts';

/** `exactly:` takes words as they stand: no other inflection, hyphens as written. */
function exactWords(reader: ClauseReader, value: unknown, exactness: Exactness, clause: string): Rule | null {
  if (!isSeq(value)) {
    const words = reader.wordsOfList(value, exactness);
    return words === null ? null : { ...words, clause };
  }
  return anyOf(
    reader.items(value).flatMap((item) => reader.wordsItem(item, exactness) ?? []),
    clause,
  );
}

export const WORD_CLAUSES: readonly ClauseKind[] = [
  {
    name: 'one of',
    key: /^one of$/u,
    read: (reader, value, _key, { text }) => anyOf(reader.operands(value), text),
  },
  {
    name: 'exactly with capitals',
    key: /^exactly with capitals$/u,
    read: (reader, value, _key, { text }) => exactWords(reader, value, 'capitals', text),
  },
  {
    name: 'exactly',
    key: /^exactly$/u,
    read: (reader, value, _key, { text }) => exactWords(reader, value, 'exact', text),
  },
];
