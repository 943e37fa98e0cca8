import { factMend, factValues } from './fact-values.ts';
import { markOf, parseTerm, printTerm } from './parse-term.ts';
import { lexQuery, type QueryToken } from './query-tokens.ts';
import {
  FACT_NAMES,
  type FactName,
  MOST_WITHIN_OPERANDS,
  MOST_WITHIN_WORDS,
  RULE_FIELDS,
  type Rule,
  type WithinRule,
  type WordsRule,
} from './rule.ts';
import type { Term } from './term.ts';
import { anyOf, wordsOnly } from './topic-file/clause-kind.ts';
import { misspelt } from './topic-file/names.ts';

export type QueryReading =
  | {
      readonly kind: 'rule';
      readonly rule: Rule;
      readonly words: readonly QueryWord[];
      readonly facts: readonly QueryFact[];
    }
  /** `offset`: where in the query's text. */
  | { readonly kind: 'fault'; readonly offset: number; readonly message: string; readonly mend: string };

/** A word or phrase that is looked for in every inflection, and where it stands. */
export interface QueryWord {
  readonly text: string;
  readonly offset: number;
}

/** What is asked of the agency's data, and where the value stands. */
export interface QueryFact extends QueryWord {
  readonly fact: FactName;
}

/**
 * Reads a boolean search string: `AND OR NOT ( ) "…" NEAR/n ONEAR/n * -ending = headline:`. AND and OR
 * side by side need parentheses. It compiles to the same rules as the clauses of topic files.
 */
export function parseQuery(text: string, falseFriends: readonly string[] = []): QueryReading {
  try {
    const parser = new QueryParser(text, falseFriends);
    return { kind: 'rule', rule: parser.read(), words: parser.words, facts: parser.facts };
  } catch (fault) {
    if (fault instanceof QueryFault) {
      return { kind: 'fault', offset: fault.offset, message: fault.message, mend: fault.mend };
    }
    throw fault;
  }
}

/** Thrown inside the parser alone: a query is read by recursion, and the first mistake ends it. */
class QueryFault extends Error {
  readonly offset: number;
  readonly mend: string;

  constructor(offset: number, message: string, mend: string) {
    super(message);
    this.offset = offset;
    this.mend = mend;
  }
}

const DEEPEST = 30;
/** What people write between words for an operator. */
const MEANT_OPERATORS: ReadonlyMap<string, string> = new Map([
  ...['and', 'og', '&', '&&', '+'].map((word) => [word, 'AND'] as const),
  ...['or', 'eller', '|', '||'].map((word) => [word, 'OR'] as const),
  ...['not', 'ikke'].map((word) => [word, 'NOT'] as const),
  ...['near', 'w', 'within'].map((word) => [word, 'NEAR/5'] as const),
]);

class QueryParser {
  readonly words: QueryWord[] = [];
  readonly facts: QueryFact[] = [];
  private readonly text: string;
  private readonly tokens: readonly QueryToken[];
  private readonly falseFriends: readonly string[];
  private at = 0;
  private depth = 0;

  constructor(text: string, falseFriends: readonly string[]) {
    this.text = text;
    this.tokens = lexQuery(text);
    this.falseFriends = falseFriends;
  }

  read(): Rule {
    if (this.tokens.length === 0) throw new QueryFault(0, 'The query is empty.', 'Write what to look for.');
    const rule = this.expression();
    const rest = this.tokens[this.at];
    if (rest !== undefined) {
      throw new QueryFault(rest.offset, 'This ) closes nothing.', 'Take it out, or open a ( before.');
    }
    return rule;
  }

  /** Operands joined by AND, or by OR. */
  private expression(): Rule {
    if (++this.depth > DEEPEST)
      this.fail('The query is nested too deeply.', `Use at most ${DEEPEST} levels.`);
    const operands = [this.operand()];
    let joint: 'and' | 'or' | null = null;
    for (
      let token = this.tokens[this.at];
      token !== undefined && token.kind !== 'close';
      token = this.tokens[this.at]
    ) {
      const next = this.joint(token);
      if (joint !== null && next !== joint) {
        throw new QueryFault(
          token.offset,
          'AND and OR stand side by side, which can be read in two ways.',
          'Put parentheses around what belongs together: (a AND b) OR c, or a AND (b OR c).',
        );
      }
      joint = next;
      operands.push(this.operand());
    }
    this.depth--;
    const [only] = operands;
    if (only !== undefined && operands.length === 1) return only;
    if (joint === 'or') return anyOf(operands, null) ?? this.fail('Nothing is looked for.', 'Write a word.');
    return { kind: 'all', of: operands, clause: null };
  }

  /** Reads AND or OR; `a NOT b` is `a AND NOT b`. */
  private joint(token: QueryToken): 'and' | 'or' {
    if (token.kind === 'not') return 'and';
    if (token.kind === 'and' || token.kind === 'or') {
      this.at++;
      return token.kind;
    }
    if (token.kind === 'near') {
      throw new QueryFault(
        token.offset,
        'NEAR has no words before it.',
        'Put words, or words in ( ) with OR, on both sides.',
      );
    }
    const before = this.tokens[this.at - 1];
    const label = before?.kind === 'words' ? /^\p{L}+:$/u.exec(before.text)?.[0] : undefined;
    if (before !== undefined && label !== undefined) {
      throw new QueryFault(
        before.offset,
        `"${label}" stands apart from its word.`,
        `Put no space behind the colon: ${label}Nato.`,
      );
    }
    const written = this.text.slice(token.offset, token.end).toLowerCase();
    const operator =
      /^(?:o?near|n|w|pre)\/?\w*$/u.test(written) && /^o?near|\d/u.test(written)
        ? 'NEAR/5'
        : MEANT_OPERATORS.get(written);
    if (operator !== undefined) {
      throw new QueryFault(
        token.offset,
        `Here ${operator} is meant, it seems.`,
        `Write ${operator} as it stands here, in capitals; a phrase goes in quote marks.`,
      );
    }
    throw new QueryFault(
      token.offset,
      'Two words stand side by side with nothing between them.',
      'Write AND, OR or NEAR/5 in capitals between them, or quote marks around a phrase.',
    );
  }

  private operand(): Rule {
    const token = this.tokens[this.at];
    if (token?.kind !== 'not') return this.near();
    this.at++;
    if (++this.depth > DEEPEST)
      this.fail('The query is nested too deeply.', `Use at most ${DEEPEST} levels.`);
    const of = this.operand();
    this.depth--;
    return { kind: 'none', of: [of], clause: null };
  }

  private near(): Rule {
    const start = this.at;
    const first = this.primary();
    const near = this.tokens[this.at];
    if (near?.kind !== 'near') return first;
    const of = [this.nearOperand(first, start)];
    for (let token = this.tokens[this.at]; token?.kind === 'near'; token = this.tokens[this.at]) {
      if (token.words !== near.words || token.ordered !== near.ordered) {
        throw new QueryFault(
          token.offset,
          'Two different NEARs stand side by side.',
          'Use one distance, or join two NEARs with AND.',
        );
      }
      this.at++;
      const place = this.at;
      of.push(this.nearOperand(this.primary(), place));
    }
    this.checkNear(near, of.length);
    const rule: WithinRule = { kind: 'within', words: near.words, ordered: near.ordered, of, clause: null };
    return { ...rule, clause: printQuery(rule) };
  }

  private nearOperand(rule: Rule, token: number): WordsRule {
    const words = wordsOnly(rule);
    if (words !== null) return words;
    throw new QueryFault(
      this.tokens[token]?.offset ?? 0,
      'NEAR counts between words.',
      'Put words, phrases or (a OR b) on both sides; join other conditions with AND.',
    );
  }

  private checkNear(near: QueryToken & { readonly kind: 'near' }, operands: number): void {
    if (near.words < 1 || near.words > MOST_WITHIN_WORDS) {
      throw new QueryFault(
        near.offset,
        `NEAR/${near.words} cannot be asked.`,
        `Give 1 to ${MOST_WITHIN_WORDS} words.`,
      );
    }
    if (near.ordered && near.words < operands - 1) {
      throw new QueryFault(
        near.offset,
        `${operands} words never stand within ${near.words}.`,
        `Give at least ${operands - 1}.`,
      );
    }
    if (operands > MOST_WITHIN_OPERANDS) {
      throw new QueryFault(
        near.offset,
        'Too many words are joined by NEAR.',
        `Use at most ${MOST_WITHIN_OPERANDS}.`,
      );
    }
  }

  private primary(): Rule {
    const token = this.tokens[this.at];
    if (token === undefined)
      return this.fail(
        'The query ends where a word should follow.',
        'Write a word, or take the last operator out.',
      );
    this.at++;
    switch (token.kind) {
      case 'open':
        return this.parenthesis(token.offset);
      case 'label':
        return this.labelled(token);
      case 'words':
        return { kind: 'words', terms: [this.term(token)], clause: null };
      default:
        throw new QueryFault(
          token.offset,
          `Here a word should stand, not ${this.text.slice(token.offset, token.end)}.`,
          'Write a word, a phrase in quote marks or ( … ); quote marks also make AND a word.',
        );
    }
  }

  private parenthesis(offset: number): Rule {
    const rule = this.expression();
    if (this.tokens[this.at]?.kind !== 'close') {
      throw new QueryFault(offset, 'This ( is not closed.', 'Put a ) where the group ends.');
    }
    this.at++;
    return rule;
  }

  private labelled(token: QueryToken & { readonly kind: 'label' }): Rule {
    const field = RULE_FIELDS.find((name) => name === token.name);
    if (field !== undefined) return { kind: 'field', field, of: this.primary(), clause: null };
    const fact = FACT_NAMES.find((name) => name === token.name);
    if (fact !== undefined) return this.fact(fact);
    const names = [...RULE_FIELDS, ...FACT_NAMES];
    const near = misspelt(token.name, names);
    throw new QueryFault(
      token.offset,
      `There is no field "${token.name}".`,
      `${near === null ? `Fields are ${names.join(', ')}.` : `Did you mean ${near}:?`} A word with a colon goes in quote marks.`,
    );
  }

  private fact(fact: FactName): Rule {
    const token = this.tokens[this.at];
    const values = token?.kind === 'words' ? factValues(fact, token.text) : null;
    if (values === null) {
      throw new QueryFault(
        token?.offset ?? this.text.trimEnd().length,
        `Here no ${fact} stands.`,
        factMend(fact),
      );
    }
    if (token?.kind === 'words') this.facts.push({ fact, text: token.text, offset: token.offset });
    this.at++;
    return { kind: 'fact', fact, values, clause: null };
  }

  private term(token: QueryToken & { readonly kind: 'words' }): Term {
    if (/^=*["“”][^"“”]*$/u.test(this.text.slice(token.offset, token.end))) {
      throw new QueryFault(token.offset, 'This quote mark is not closed.', 'Put another behind the phrase.');
    }
    const reading = parseTerm(token.text, { exactness: token.exactness, falseFriends: this.falseFriends });
    if (token.exactness === 'inflected') this.words.push({ text: token.text, offset: token.offset });
    if (reading.kind === 'term') return reading.term;
    throw new QueryFault(token.offset, reading.message, reading.mend);
  }

  private fail(message: string, mend: string): never {
    throw new QueryFault(this.text.trimEnd().length, message, mend);
  }
}

/**
 * The rule as a query string, where queries can say it; {@link parseQuery} reads the same rule back from
 * it. Clauses that queries have no word for are printed as topic files name them.
 */
export function printQuery(rule: Rule): string {
  switch (rule.kind) {
    case 'words':
      return rule.terms.map(printQueryTerm).join(' OR ');
    case 'any':
      return rule.of.map((part) => (part.kind === 'words' ? printQuery(part) : grouped(part))).join(' OR ');
    case 'all':
      return rule.of.map(grouped).join(' AND ');
    case 'none':
      return rule.of.map((part) => `NOT ${grouped(part)}`).join(' AND ');
    case 'within':
      return rule.of.map(grouped).join(` ${rule.ordered ? 'ONEAR' : 'NEAR'}/${rule.words} `);
    case 'field':
      return `${rule.field}:${grouped(rule.of)}`;
    case 'fact':
      return `${rule.fact}:${printValues(rule.fact, rule.values)}`;
    case 'at-least':
      return `at least ${rule.count} of (${rule.of.map(grouped).join(', ')})`;
    case 'together':
      return `same ${rule.span} (${rule.of.map(grouped).join(', ')})`;
  }
}

function grouped(rule: Rule): string {
  const alone =
    rule.kind === 'fact' ||
    rule.kind === 'field' ||
    (rule.kind === 'words' && rule.terms.length === 1) ||
    (rule.kind === 'none' && rule.of.length === 1);
  return alone ? printQuery(rule) : `(${printQuery(rule)})`;
}

function printValues(fact: FactName, values: readonly string[]): string {
  const [first = ''] = values;
  return fact === 'urgency' && values.length > 1 ? `${first}-${values.at(-1)}` : first;
}

function printQueryTerm(term: Term): string {
  const mark = markOf(term);
  const text = mark === '' ? printTerm(term) : term.text;
  const bare = /^[^\s()":“”=]+$/u.test(text) && !/^(?:AND|OR|NOT|O?NEAR\/\d+)$/u.test(text);
  return `${mark}${bare ? text : `"${text.replaceAll('"', ' ')}"`}`;
}
