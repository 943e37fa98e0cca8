import type { Rule } from '../rule.ts';
import type { Term } from '../term.ts';
import type { TermTable } from './term-table.ts';

/** Terms of which a matching story has at least one, and how often they may be expected to turn up. */
interface Need {
  readonly terms: readonly number[];
  readonly cost: number;
}

const NOTHING: Need = { terms: [], cost: Number.POSITIVE_INFINITY };

/** Finds for each rule the rarest words without one of which it cannot hold: what the matcher files a topic under. */
export class NeedFinder {
  private readonly table: TermTable;
  private readonly commonness: (text: string) => number;

  /** `commonness` guesses from a single term, as written, how often it occurs. */
  constructor(table: TermTable, commonness: (text: string) => number) {
    this.table = table;
    this.commonness = commonness;
  }

  /** Numbers of single terms, each once; at least one of them occurs in every story that the rule fits. */
  needsOf(rule: Rule): ReadonlySet<number> {
    const need = this.need(rule);
    return new Set(need.cost === Number.POSITIVE_INFINITY ? this.allWords(rule) : need.terms);
  }

  /** Every word that can be evidence, for a rule that may hold without one: no evidence, no match. */
  private allWords(rule: Rule): readonly number[] {
    switch (rule.kind) {
      case 'words':
        return this.need(rule).terms;
      case 'field':
        return this.allWords(rule.of);
      case 'none':
      case 'fact':
        return [];
      default:
        return rule.of.flatMap((part) => this.allWords(part));
    }
  }

  private need(rule: Rule): Need {
    switch (rule.kind) {
      case 'words':
        return union(rule.terms.map((term) => this.ofTerm(term)));
      case 'any':
        return union(rule.of.map((part) => this.need(part)));
      case 'all':
      case 'together':
      case 'within':
        return cheapest(rule.of.map((part) => this.need(part)));
      case 'at-least':
        return this.ofCount(rule.of, rule.count);
      case 'field':
        return this.need(rule.of);
      case 'none':
      case 'fact':
        return NOTHING;
    }
  }

  /** Of k rules of which n must hold, any k − n + 1 contain one that holds: the cheapest so many. */
  private ofCount(rules: readonly Rule[], count: number): Need {
    const needs = rules.map((rule) => this.need(rule)).sort((a, b) => a.cost - b.cost);
    return union(needs.slice(0, rules.length - count + 1));
  }

  private ofTerm(term: Term): Need {
    const number = this.table.number(term);
    const parts = this.table.partsOf(number);
    if (term.kind === 'phrase') return cheapest(term.parts.map((part) => this.ofTerm(part)));
    if (term.kind === 'joined') {
      const [closed, ...open] = parts.map((part, index) =>
        this.single(part, index === 0 ? term.text : (term.parts[index - 1]?.text ?? '')),
      );
      return union([closed ?? NOTHING, cheapest(open)]);
    }
    return this.single(
      number,
      term.kind === 'prefix' ? `${term.text}*` : term.kind === 'ending' ? `-${term.text}` : term.text,
    );
  }

  private single(term: number, text: string): Need {
    return { terms: [term], cost: (this.table.uses[term] ?? 1) * this.commonness(text) };
  }
}

function union(needs: readonly Need[]): Need {
  return {
    terms: needs.flatMap((need) => need.terms),
    cost: needs.reduce((sum, need) => sum + need.cost, 0),
  };
}

function cheapest(needs: readonly Need[]): Need {
  return needs.reduce((best, need) => (need.cost < best.cost ? need : best), NOTHING);
}
