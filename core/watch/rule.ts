import { TEXT_FIELDS } from '../story/story.ts';
import type { Term } from './term.ts';

/**
 * What a story must have for a topic to fit: the tree that both the clauses of a topic file and a
 * `query:` string compile to.
 *
 * Every rule is asked of a stretch of text: the whole story, a field, a paragraph, a sentence. `clause`
 * is the rule as its author wrote it, for evidence and explanations; null where it is only a part of
 * the clause around it.
 */
export type Rule =
  | WordsRule
  | AnyRule
  | AllRule
  | AtLeastRule
  | NoneRule
  | TogetherRule
  | WithinRule
  | FieldRule
  | FactRule;

/** One of the words or phrases occurs. */
export interface WordsRule {
  readonly kind: 'words';
  readonly terms: readonly Term[];
  readonly clause: string | null;
}
/** At least one of the rules holds. */
export interface AnyRule {
  readonly kind: 'any';
  readonly of: readonly Rule[];
  readonly clause: string | null;
}
/** Every one of the rules holds, wherever in the stretch. */
export interface AllRule {
  readonly kind: 'all';
  readonly of: readonly Rule[];
  readonly clause: string | null;
}
/** At least `count` of the rules hold. */
export interface AtLeastRule {
  readonly kind: 'at-least';
  readonly count: number;
  readonly of: readonly Rule[];
  readonly clause: string | null;
}
/** None of the rules holds. */
export interface NoneRule {
  readonly kind: 'none';
  readonly of: readonly Rule[];
  readonly clause: string | null;
}
/** All of the rules hold in one and the same sentence or paragraph. */
export interface TogetherRule {
  readonly kind: 'together';
  readonly span: 'sentence' | 'paragraph';
  readonly of: readonly Rule[];
  readonly clause: string | null;
}
/**
 * One of each group of words occurs, the start of the last at most `words` words after the end of the
 * first (next to each other: 1; the end of a sentence counts as a word). `ordered`: in the order given,
 * without overlap.
 */
export interface WithinRule {
  readonly kind: 'within';
  readonly words: number;
  readonly ordered: boolean;
  readonly of: readonly WordsRule[];
  readonly clause: string | null;
}
/** The rule holds in this field. */
export interface FieldRule {
  readonly kind: 'field';
  readonly field: RuleField;
  readonly of: Rule;
  readonly clause: string | null;
}
/** The story's data say one of these values; never evidence by itself. */
export interface FactRule {
  readonly kind: 'fact';
  readonly fact: FactName;
  /** Lower case; for `urgency` digits, for `subject` qualified codes (`medtop:20000056`). */
  readonly values: readonly string[];
  readonly clause: string | null;
}

/** Where a rule may look: a field of the story, or `top`, its headline and lead as one stretch. */
export const RULE_FIELDS = [...TEXT_FIELDS, 'top'] as const;
/** One of {@link RULE_FIELDS}. */
export type RuleField = (typeof RULE_FIELDS)[number];

/** The field as a sentence names it: `in the headline`. */
export function placeWords(field: RuleField): string {
  return field === 'top' ? 'headline or lead' : `the ${field}`;
}

/** The data about a story that a rule may ask for. */
export const FACT_NAMES = ['subject', 'wire', 'via', 'language', 'urgency', 'kind'] as const;
/** One of {@link FACT_NAMES}. */
export type FactName = (typeof FACT_NAMES)[number];

/** The most operands of one `within` clause, and the most words it may span. */
export const MOST_WITHIN_OPERANDS = 20;
export const MOST_WITHIN_WORDS = 100;
