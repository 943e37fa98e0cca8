import type { Rule } from '../../rule.ts';
import { type ClauseKind, joinWords } from '../clause-kind.ts';

export const GROUP_CLAUSES: readonly ClauseKind[] = [
  {
    name: 'all of',
    key: /^all of$/u,
    read: (reader, value, _key, { text }) =>
      whenAny(reader.operandsApart(value), (of) => ({ kind: 'all', of, clause: text })),
  },
  {
    name: 'none of',
    key: /^none of$/u,
    read: (reader, value, _key, { text }) =>
      whenAny(joinWords(reader.operands(value)), (of) => ({ kind: 'none', of, clause: text })),
  },
  {
    name: 'at least 2 of',
    key: /^at least (\d{1,3}) of$/u,
    read: (reader, value, key, { text, place }) => {
      const of = reader.operandsApart(value);
      const count = Number(key[1]);
      if (of.length > 0 && (count < 1 || count > of.length)) {
        reader.file.mistake(
          place,
          count < 1
            ? 'At least 0 asks for nothing: it always holds.'
            : `At least ${count} of ${of.length} can never be met.`,
          `Ask for 1 to ${of.length}, or give more words; a list between brackets counts as one.`,
        );
        return null;
      }
      return whenAny(of, () => ({ kind: 'at-least', count, of, clause: text }));
    },
  },
];

function whenAny(of: readonly Rule[], make: (of: readonly Rule[]) => Rule): Rule | null {
  return of.length === 0 ? null : make(of);
}
