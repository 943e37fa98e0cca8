import type { Rule, WordsRule } from '../rule.ts';
import type { ClauseReader } from './clause.ts';
import type { Place } from './yaml-file.ts';

/** One building block of topics: the key that names it, and how what stands behind the colon is read. */
export interface ClauseKind {
  /** `one of`, as documented; for a pattern, an example of it. */
  readonly name: string;
  readonly key: RegExp;
  /** The rule, or null when mistakes were found. `key` is the match of the key's text. */
  readonly read: (
    reader: ClauseReader,
    value: unknown,
    key: RegExpExecArray,
    clause: ClauseText,
  ) => Rule | null;
}

/** A clause as its author wrote it, and where. */
export interface ClauseText {
  readonly text: string;
  readonly place: Place;
}

/** Words and lists side by side become one rule over all their words; other rules follow. */
export function joinWords(rules: readonly Rule[]): readonly Rule[] {
  const terms = rules.flatMap((rule) => (rule.kind === 'words' && rule.clause === null ? rule.terms : []));
  const others = rules.filter((rule) => rule.kind !== 'words' || rule.clause !== null);
  return terms.length === 0 ? others : [{ kind: 'words', terms, clause: null }, ...others];
}

/** One rule for any of these, under the clause that they were written in. */
export function anyOf(rules: readonly Rule[], clause: string | null): Rule | null {
  const joined = joinWords(rules);
  const [only] = joined;
  if (only === undefined) return null;
  if (joined.length > 1) return { kind: 'any', of: joined, clause };
  return only.kind === 'words'
    ? { ...only, clause }
    : clause === null
      ? only
      : { kind: 'any', of: joined, clause };
}

/** The rule as words alone: itself, `one of` words, or a named clause that is no more. */
export function wordsOnly(rule: Rule): WordsRule | null {
  const [only, more] = rule.kind === 'any' ? rule.of : [];
  if (only !== undefined && more === undefined) return wordsOnly(only);
  return rule.kind === 'words' ? { ...rule, clause: null } : null;
}
