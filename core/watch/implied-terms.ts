import { fold } from './analysis/fold.ts';
import { danishStem, englishStem } from './analysis/stem.ts';
import { baseForm } from './analysis/word-forms.ts';
import { wordsOf } from './analysis/words-of.ts';
import { printTerm } from './parse-term.ts';
import type { ExactTerm, JoinedTerm, SingleTerm, Term } from './term.ts';

/** Whether a term cannot occur without the other: `soldiers` not without `soldier`, `Nato mission` not without `Nato`. */
export function implies(term: Term, other: Term): boolean {
  if (printTerm(term) === printTerm(other) && term.kind === other.kind) return true;
  if (other.kind === 'phrase') return impliesPhrase(term, other.parts);
  if (term.kind === 'phrase') return term.parts.some((part) => implies(part, other));
  if (term.kind === 'word') return wordImplies(baseForm(term.text), other);
  if (term.kind === 'exact') return exactImplies(term, other);
  return (
    term.kind === 'prefix' && other.kind === 'prefix' && baseForm(term.text).startsWith(baseForm(other.text))
  );
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
function wordImplies(base: string, other: SingleTerm | JoinedTerm): boolean {
  const [danish, english] = [danishStem(base), englishStem(base)];
  const otherBase = baseForm(other.text);
  if (other.kind === 'word') return danish === danishStem(otherBase) && english === englishStem(otherBase);
  return other.kind === 'prefix' && danish.startsWith(otherBase) && english.startsWith(otherBase);
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
    const otherBase = baseForm(other.text);
    if (other.kind === 'prefix') return base.startsWith(otherBase);
    if (other.kind !== 'word') return false;
    return danishStem(base) === danishStem(otherBase) || englishStem(base) === englishStem(otherBase);
  });
}
