import { fold } from './analysis/fold.ts';
import { danishStem, englishStem } from './analysis/stem.ts';
import { baseForm } from './analysis/word-forms.ts';
import { wordsOf } from './analysis/words-of.ts';
import { printTerm } from './parse-term.ts';
import type { ExactTerm, JoinedTerm, SingleTerm, Term, WordTerm } from './term.ts';

/** Whether a term cannot occur without the other: `soldiers` not without `soldier`, `Nato mission` not without `Nato`. */
export function implies(term: Term, other: Term): boolean {
  if (term === other) return true;
  if (term.kind === other.kind && term.text === other.text && printTerm(term) === printTerm(other))
    return true;
  if (other.kind === 'phrase') return impliesPhrase(term, other.parts);
  if (term.kind === 'phrase') return term.parts.some((part) => implies(part, other));
  if (term.kind === 'word') return wordImplies(term, other);
  if (term.kind === 'exact') return exactImplies(term, other);
  return term.kind === 'prefix' && other.kind === 'prefix' && baseOf(term).startsWith(baseOf(other));
}

function impliesPhrase(term: Term, parts: readonly (SingleTerm | JoinedTerm)[]): boolean {
  if (term.kind !== 'phrase') return false;
  return term.parts.some((_, start) =>
    parts.every((part, index) => {
      const own = term.parts[start + index];
      return own !== undefined && implies(own, part);
    }),
  );
}

/** Of a word in all its inflections. */
function wordImplies(term: WordTerm, other: SingleTerm | JoinedTerm): boolean {
  const { danish, english } = shapesOf(term);
  const others = shapesOf(other);
  if (other.kind === 'word') return danish === others.danish && english === others.english;
  return other.kind === 'prefix' && danish.startsWith(others.base) && english.startsWith(others.base);
}

/** Of one form of a word; of a hyphenated one, its parts count by themselves. */
function exactImplies({ text, capitals }: ExactTerm, other: SingleTerm | JoinedTerm): boolean {
  if (other.kind === 'exact')
    return (
      capitals >= other.capitals &&
      fold(text) === fold(other.text) &&
      (!other.capitals || text === other.text)
    );
  return [text, ...wordsOf(text).flatMap(({ parts }) => parts)].map(baseForm).some((base) => {
    const others = shapesOf(other);
    if (other.kind === 'prefix') return base.startsWith(others.base);
    if (other.kind !== 'word') return false;
    return danishStem(base) === others.danish || englishStem(base) === others.english;
  });
}

interface Shapes {
  readonly base: string;
  readonly danish: string;
  readonly english: string;
}

/** Remembered as long as the term is: each is compared with every word that a topic rules out. */
const SHAPES = new WeakMap<Term, Shapes>();

function shapesOf(term: SingleTerm | JoinedTerm): Shapes {
  const known = SHAPES.get(term);
  if (known !== undefined) return known;
  const base = baseForm(term.text);
  const shapes = { base, danish: danishStem(base), english: englishStem(base) };
  SHAPES.set(term, shapes);
  return shapes;
}

function baseOf(term: SingleTerm | JoinedTerm): string {
  return shapesOf(term).base;
}
