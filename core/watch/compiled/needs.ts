import { printTerm } from '../parse-term.ts';
import type { Rule } from '../rule.ts';
import type { Term } from '../term.ts';
import type { TermTable } from './term-table.ts';

/** Terms of which a matching story has at least one, and how often they may be expected to turn up. */
interface Need {
  readonly terms: readonly number[];
  readonly cost: number;
}

/** So many needs of a topic are looked at before its rule is. */
export const MOST_NEEDS = 4;
/** A need this likely to be met (stop words) only costs time; it is kept when there is no other. */
const USELESS = 1000;

/**
 * Finds words without which a rule cannot hold: what the matcher files a topic under. Each need is a set
 * of terms of which at least one occurs in every story that the rule fits.
 */
export class NeedFinder {
  private readonly table: TermTable;
  private readonly commonness: (text: string) => number;
  /** What was found for a term before: lists of words are used in many clauses. */
  private readonly ofTerms = new Map<Term, readonly Need[]>();

  /** `commonness` guesses from a single term, as written, how often it occurs. */
  constructor(table: TermTable, commonness: (text: string) => number) {
    this.table = table;
    this.commonness = commonness;
  }

  /** The rule's rarest needs, at most {@link MOST_NEEDS}, as numbers of terms that are found at once; none if it has no words. */
  needsOf(rule: Rule): readonly (readonly number[])[] {
    const needs = this.needs(rule);
    // A rule that could hold without a word still needs one: no evidence, no match.
    const sure = needs.length > 0 ? needs : [union(this.evidenceOf(rule))];
    const [first, ...others] = rarest(sure);
    if (first === undefined || first.terms.length === 0) return [];
    return [first, ...others.filter(({ cost }) => cost < USELESS)].map(({ terms }) => [...new Set(terms)]);
  }

  private needs(rule: Rule): readonly Need[] {
    switch (rule.kind) {
      case 'words':
        return eitherOf(rule.terms.map((term) => this.ofTerm(term)));
      case 'any':
        return eitherOf(rule.of.map((part) => this.needs(part)));
      case 'all':
      case 'together':
      case 'within':
        return rarest(rule.of.flatMap((part) => this.needs(part)));
      case 'at-least':
        return this.ofCount(rule.of, rule.count);
      case 'field':
        return this.needs(rule.of);
      case 'none':
      case 'fact':
        return [];
    }
  }

  /** Of k rules of which n must hold, any k − n + 1 contain one that holds: the rarest so many. */
  private ofCount(rules: readonly Rule[], count: number): readonly Need[] {
    const cost = (needs: readonly Need[]) => needs[0]?.cost ?? Number.POSITIVE_INFINITY;
    const sorted = rules.map((rule) => this.needs(rule)).sort((a, b) => cost(a) - cost(b));
    return eitherOf(sorted.slice(0, rules.length - count + 1));
  }

  private ofTerm(term: Term): readonly Need[] {
    const needs = this.ofTerms.get(term) ?? this.findOfTerm(term);
    this.ofTerms.set(term, needs);
    return needs;
  }

  private findOfTerm(term: Term): readonly Need[] {
    const number = this.table.number(term);
    if (term.kind === 'phrase' && !this.table.isFoundAtOnce(number)) {
      return rarest(term.parts.flatMap((part) => this.ofTerm(part)));
    }
    if (term.kind !== 'joined') return [this.single(number, printTerm(term))];
    const [closed = number, ...open] = this.table.partsOf(number);
    const texts = term.parts.map(({ text }) => text);
    return eitherOf([
      [this.single(closed, texts.join(''))],
      rarest(open.map((part, index) => this.single(part, texts[index] ?? ''))),
    ]);
  }

  private single(term: number, text: string): Need {
    return { terms: [term], cost: (this.table.uses[term] ?? 1) * this.commonness(text) };
  }

  /** Every word of the rule that can be evidence. */
  private evidenceOf(rule: Rule): readonly Need[] {
    switch (rule.kind) {
      case 'words':
        return this.needs(rule);
      case 'field':
        return this.evidenceOf(rule.of);
      case 'none':
      case 'fact':
        return [];
      default:
        return rule.of.flatMap((part) => this.evidenceOf(part));
    }
  }
}

/** What is needed when one of several alternatives holds: the first of each, the second of each, and so on. */
function eitherOf(alternatives: readonly (readonly Need[])[]): readonly Need[] {
  if (alternatives.some((needs) => needs.length === 0)) return [];
  const most = Math.max(...alternatives.map((needs) => needs.length));
  const levels = Array.from({ length: most }, (_, level) =>
    union(alternatives.flatMap((needs) => needs[Math.min(level, needs.length - 1)] ?? [])),
  );
  return rarest(levels);
}

function union(needs: readonly Need[]): Need {
  return {
    terms: needs.flatMap((need) => need.terms),
    cost: needs.reduce((sum, need) => sum + need.cost, 0),
  };
}

function rarest(needs: readonly Need[]): readonly Need[] {
  return [...needs].sort((a, b) => a.cost - b.cost).slice(0, MOST_NEEDS);
}
