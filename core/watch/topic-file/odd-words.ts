import { Scalar } from 'yaml';
import { FACT_NAMES, RULE_FIELDS } from '../rule.ts';

/** What is odd about a word, and what to write instead. */
export interface Oddity {
  readonly message: string;
  readonly mend: string;
}

const QUOTE_MARKS = /["“”„‟»«]/gu;
const ENDS_IN_QUOTE_MARK = /^[^"“”„‟»«]+["“”„‟»«]$/u;
/** Keys that are no names of fields; a colon behind one of them is the key's. */
const OTHER_KEYS = [
  'one of|all of|none of|at least \\w+ of|same (?:sentence|paragraph)|within \\w+ words?(?: in order)?',
  'exactly(?: with capitals)?|clause|lists|name|query|alert on (?:any|all)',
];
const KEYS = [...OTHER_KEYS, ...RULE_FIELDS, ...FACT_NAMES].join('|');
const KEY_WITHOUT_SPACE = new RegExp(`^-?(${KEYS}):(\\S.*)$`, 'isu');
const KEY_WITHOUT_COLON = new RegExp(`^-?(${KEYS})\\s*(\\[.*)$`, 'isu');

/**
 * What is odd about a plain word, such as a bracket or a quote mark that its author meant for YAML; null: nothing. What is
 * meant as it stands goes in quotes.
 */
export function oddSign(node: Scalar<string>): Oddity | null {
  if (node.type !== Scalar.PLAIN) return null;
  const { value } = node;
  const [, key, rest] = KEY_WITHOUT_SPACE.exec(value) ?? [];
  if (key !== undefined) {
    return { message: `Behind the colon of "${key}:" a space is missing.`, mend: `Write "${key}: ${rest}".` };
  }
  const [, bare, brackets] = KEY_WITHOUT_COLON.exec(value) ?? [];
  if (bare !== undefined)
    return { message: `Behind "${bare}" the colon is missing.`, mend: `Write "${bare}: ${brackets}".` };
  if (/[[\]{}]/u.test(value)) {
    return {
      message: `"${value}" has a bracket in it.`,
      mend: 'Put a space behind the colon before a bracket, open and close each; a bracket that belongs to a word goes in quotes.',
    };
  }
  // One at the end alone belongs to a mark that opens in the word before, where it is told of.
  if ((value.match(QUOTE_MARKS)?.length ?? 0) % 2 === 0 || ENDS_IN_QUOTE_MARK.test(value)) return null;
  return {
    message: `${value} has a quote mark that is not closed.`,
    mend: `A comma ends a word between brackets: put the whole between '…', as in '="Nato, mission"'.`,
  };
}

/** What tells that a plain word is meant as several words, or as a query; null: nothing. */
export function oddJoint(node: Scalar<string>): Oddity | null {
  if (node.type !== Scalar.PLAIN) return null;
  const { value } = node;
  const operator = /(?<=\S\s+|^)(?:AND|OR|NOT|O?NEAR\/\d+)(?=\s+\S)/u.exec(value)?.[0];
  if (operator !== undefined && value !== operator) {
    return {
      message: `"${value}" would be looked for as one phrase, with "${operator}" in it.`,
      mend: 'Put a comma between words of which one is enough; AND, OR, NOT and NEAR belong into a "query:".',
    };
  }
  const sign = /;|\||,(?!\d)/u.exec(value)?.[0];
  if (sign === undefined) return null;
  return {
    message: `"${value}" would be looked for as one phrase.`,
    mend: `Put words between [ and ] with commas between them, or give each a dash; a phrase with ${sign} in it goes in quotes.`,
  };
}
