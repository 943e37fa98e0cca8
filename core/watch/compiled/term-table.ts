import { endingForms } from '../analysis/endings.ts';
import { fold } from '../analysis/fold.ts';
import { danishStem, englishStem } from '../analysis/stem.ts';
import { baseForm, capitalsForm } from '../analysis/word-forms.ts';
import { printTerm } from '../parse-term.ts';
import type { JoinedTerm, PhraseTerm, SingleTerm, Term } from '../term.ts';
import {
  BY_CAPITALS,
  BY_DANISH,
  BY_ENDING,
  BY_ENGLISH,
  BY_EXACT,
  BY_PREFIX,
  JOINED,
  PAIR,
  PHRASE,
  SINGLE,
} from './layout.ts';
import type { StringTable } from './string-table.ts';

/** Gives each different term a number, and collects the keys that the words of a text are looked up by. */
export class TermTable {
  readonly terms: number[] = [];
  readonly texts: number[] = [];
  readonly parts: number[] = [];
  /** From a key to its uses: term << 3 | how it is compared. */
  readonly keys = new Map<string, number[]>();
  /** How many rules use each term; phrases count for each of their words. */
  readonly uses: number[] = [];
  private readonly numbers = new Map<string, number>();
  /** Terms met before: those of a list are the same in each clause. */
  private readonly numbered = new Map<Term, number>();
  private readonly strings: StringTable;

  constructor(strings: StringTable) {
    this.strings = strings;
  }

  /** The term's number; the same for terms that no text can tell apart in what they are found by. */
  number(term: Term): number {
    const known = this.numbered.get(term) ?? this.numbers.get(identity(term));
    const number = known ?? this.add(term);
    this.numbered.set(term, number);
    this.uses[number] = (this.uses[number] ?? 0) + 1;
    if (known !== undefined)
      for (const part of this.partsOf(number)) this.uses[part] = (this.uses[part] ?? 0) + 1;
    return number;
  }

  /** The words that a phrase or joined term is made of; empty for a single word. */
  partsOf(number: number): readonly number[] {
    const entry = this.terms[number] ?? 0;
    if ((entry & 3) === SINGLE) return [];
    const start = entry >> 2;
    return this.parts.slice(start + 1, start + 1 + (this.parts[start] ?? 0));
  }

  private add(term: Term): number {
    const composite = term.kind === 'phrase' || term.kind === 'joined' ? this.addComposite(term) : null;
    const number = this.terms.length;
    this.numbers.set(identity(term), number);
    this.texts.push(this.strings.number(printTerm(term)));
    this.terms.push(composite ?? SINGLE);
    if (term.kind !== 'phrase' && term.kind !== 'joined') this.addKeys(term, number);
    return number;
  }

  private addComposite(term: PhraseTerm | JoinedTerm): number {
    const parts = term.parts.map((part) => this.number(part));
    if (term.kind === 'joined') {
      parts.unshift(this.number({ kind: 'word', text: term.parts.map((part) => part.text).join('') }));
    }
    const start = this.parts.length;
    this.parts.push(parts.length, ...parts);
    return (start << 2) | (term.kind === 'joined' ? JOINED : this.isPair(parts) ? PAIR : PHRASE);
  }

  private isPair(parts: readonly number[]): boolean {
    return parts.length === 2 && parts.every((part) => ((this.terms[part] ?? 0) & 3) === SINGLE);
  }

  /** Whether the term is found as soon as a story is read, so that topics can be filed under it. */
  isFoundAtOnce(number: number): boolean {
    const shape = (this.terms[number] ?? 0) & 3;
    return shape === SINGLE || shape === PAIR;
  }

  /** Terms that are found only when a rule asks for them. */
  get searched(): readonly number[] {
    return [...this.terms.keys()].filter((number) => !this.isFoundAtOnce(number));
  }

  /** From each term to the pairs that it opens: the sections `pairStart` and `pairs` of the compiled form. */
  packPairs() {
    const opened: { second: number; pair: number }[][] = this.terms.map(() => []);
    for (const [pair, entry] of this.terms.entries()) {
      if ((entry & 3) !== PAIR) continue;
      const [first = 0, second = 0] = this.partsOf(pair);
      opened[first]?.push({ second, pair });
    }
    const pairStart = new Int32Array(opened.length + 1);
    const pairs: number[] = [];
    for (const [term, list] of opened.entries()) {
      list.sort((a, b) => a.second - b.second || a.pair - b.pair);
      for (const { second, pair } of list) pairs.push(second, pair);
      pairStart[term + 1] = pairs.length;
    }
    return { pairStart, pairs: Int32Array.from(pairs) };
  }

  private addKeys(term: SingleTerm, number: number): void {
    const base = baseForm(term.text);
    switch (term.kind) {
      case 'word':
        this.addKey(danishStem(base), number, BY_DANISH);
        this.addKey(englishStem(base), number, BY_ENGLISH);
        break;
      case 'prefix':
        this.addKey(base, number, BY_PREFIX);
        break;
      case 'exact':
        if (term.capitals) this.addKey(capitalsForm(term.text), number, BY_CAPITALS);
        else this.addKey(fold(capitalsForm(term.text)), number, BY_EXACT);
        break;
      case 'ending':
        if (term.not.length > 0)
          this.terms[number] = SINGLE | ((this.strings.number(term.not.join('\n')) + 1) << 2);
        for (const form of endingForms(term.text)) this.addKey(form, number, BY_ENDING);
        break;
    }
  }

  private addKey(key: string, term: number, comparison: number): void {
    const uses = this.keys.get(key);
    const use = (term << 3) | comparison;
    if (uses === undefined) this.keys.set(key, [use]);
    else uses.push(use);
  }
}

function identity(term: Term): string {
  switch (term.kind) {
    case 'phrase':
      return `phrase ${term.text} ${term.parts.map(identity).join('|')}`;
    case 'ending':
      return `ending ${term.text} ${term.not.join(' ')}`;
    case 'exact':
      return `exact ${term.capitals} ${term.text}`;
    default:
      return `${term.kind} ${term.text}`;
  }
}
