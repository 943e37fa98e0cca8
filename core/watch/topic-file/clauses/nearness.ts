import { MOST_WITHIN_OPERANDS, MOST_WITHIN_WORDS, type Rule } from '../../rule.ts';
import type { ClauseReader } from '../clause.ts';
import { type ClauseKind, type ClauseText, wordsOnly } from '../clause-kind.ts';

function together(span: 'sentence' | 'paragraph'): ClauseKind['read'] {
  return (reader, value, _key, { text, place }) => {
    const of = reader.operandsApart(value);
    if (of.length === 0) return null;
    if (of.length === 1) {
      reader.file.mistake(
        place,
        'One thing alone is always together with itself.',
        'Name two, or use "one of".',
      );
      return null;
    }
    return { kind: 'together', span, of, clause: text };
  };
}

function within(reader: ClauseReader, value: unknown, key: RegExpExecArray, clause: ClauseText): Rule | null {
  const words = Number(key[1]);
  const ordered = key[2] !== undefined;
  const operands = reader.operandsApart(value);
  const of = operands.map(wordsOnly);
  const only = of.filter((rule) => rule !== null);
  const fault = (message: string, mend: string) => {
    reader.file.mistake(clause.place, message, mend);
    return null;
  };
  if (only.length < of.length) {
    return fault(
      '"within" counts between words.',
      'Put words, lists and "one of" in it, and other clauses beside it.',
    );
  }
  if (only.length === 0) return null;
  if (only.length === 1) return fault('One thing alone is always near itself.', 'Name two, or use "one of".');
  if (only.length > MOST_WITHIN_OPERANDS) {
    return fault(
      `"within" takes at most ${MOST_WITHIN_OPERANDS} things.`,
      'Join words that can stand for each other to a list.',
    );
  }
  if (words < 1 || words > MOST_WITHIN_WORDS) {
    return fault(
      `Within ${words} words cannot be asked.`,
      `Give 1 to ${MOST_WITHIN_WORDS}, or use "same paragraph".`,
    );
  }
  if (ordered && words < only.length - 1) {
    return fault(
      `${only.length} words in order never stand within ${words}.`,
      `Give at least ${only.length - 1}.`,
    );
  }
  return { kind: 'within', words, ordered, of: only, clause: clause.text };
}

export const NEARNESS_CLAUSES: readonly ClauseKind[] = [
  { name: 'same sentence', key: /^same sentence$/u, read: together('sentence') },
  { name: 'same paragraph', key: /^same paragraph$/u, read: together('paragraph') },
  { name: 'within 5 words', key: /^within (\d{1,4}) words?( in order)?$/u, read: within },
];
