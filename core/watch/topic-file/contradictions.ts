import type { TextField } from '../../story/story.ts';
import { implies } from '../implied-terms.ts';
import { printTerm } from '../parse-term.ts';
import type { FactName, Rule, WordsRule } from '../rule.ts';
import type { Term } from '../term.ts';

/** Clauses that are written rightly and can never hold, because of others around them. */

/** Told for each part of a rule that can never hold: the word, or the whole sentence. */
export type Complain = (part: Rule, message: string) => void;

/** A term that must not occur: in the running text, or in this field of it alone. */
interface Banned {
  readonly term: Term;
  readonly field: TextField | null;
}

/**
 * Finds words that are asked for and ruled out at once. `banned`: what may not occur wherever this rule is asked; `inside`: the field
 * that it is asked of.
 */
export function checkExcluded(
  rule: Rule,
  banned: readonly Banned[],
  inside: TextField | null,
  complain: Complain,
): void {
  switch (rule.kind) {
    case 'words':
      complainOfDead(rule, rule, banned, inside, complain);
      return;
    case 'within':
      for (const part of rule.of) complainOfDead(rule, part, banned, inside, complain);
      return;
    case 'field':
      // Bylines, places and keywords are no running text, which is all that "none of" is asked of.
      if (isRunning(rule.field))
        checkExcluded(rule.of, banned, rule.field, (_part, term) => complain(rule, term));
      return;
    case 'all':
    case 'together': {
      const own = rule.of.flatMap((part) => (part.kind === 'none' ? part.of.flatMap(bannedBy) : []));
      for (const part of rule.of) checkExcluded(part, [...banned, ...own], inside, complain);
      return;
    }
    case 'any':
      for (const part of rule.of) checkExcluded(part, banned, inside, complain);
      return;
  }
}

/** Complains of `rule` when none of the words can occur, of which it needs one. */
function complainOfDead(
  rule: Rule,
  { terms }: WordsRule,
  banned: readonly Banned[],
  inside: TextField | null,
  complain: Complain,
): void {
  const counts = banned.filter(({ field }) => field === null || field === inside);
  const [first] = terms;
  const dead = terms.every((term) => counts.some((one) => implies(term, one.term)));
  if (first !== undefined && dead) complain(rule, printTerm(first));
}

function bannedBy(rule: Rule): readonly Banned[] {
  if (rule.kind === 'words') return rule.terms.map((term) => ({ term, field: null }));
  if (rule.kind !== 'field' || rule.of.kind !== 'words' || !isRunning(rule.field)) return [];
  return rule.of.terms.map((term) => ({ term, field: rule.field }));
}

/** Finds words that never count, since all that they could be found in is ignored. */
export function checkIgnored(rule: Rule, ignored: readonly Term[], complain: Complain): void {
  if (rule.kind === 'words') {
    const dead = (term: Term) => ignored.some((inside) => implies(term, inside));
    const [first] = rule.terms;
    if (first !== undefined && rule.terms.every(dead)) complain(rule, printTerm(first));
  } else if (rule.kind === 'field') {
    checkIgnored(rule.of, ignored, complain);
  } else if (rule.kind !== 'none' && rule.kind !== 'fact') {
    for (const part of rule.of) checkIgnored(part, ignored, complain);
  }
}

/** Facts of which a story has one each; subjects and agencies that it came by may be several. */
const SINGLE_FACTS: readonly FactName[] = ['wire', 'language', 'urgency', 'kind'];

/** Finds what stands side by side and can never be so at once: two languages, a headline and a body in one sentence. */
export function checkSideBySide(rule: Rule, complain: Complain): void {
  if (rule.kind === 'field') checkSideBySide(rule.of, complain);
  if (!('of' in rule) || rule.kind === 'field') return;
  for (const part of rule.of) checkSideBySide(part, complain);
  if (rule.kind === 'at-least') checkTwice(rule.of, rule, complain);
  if (rule.kind !== 'all' && rule.kind !== 'together') return;
  for (const fact of SINGLE_FACTS) {
    const asked = rule.of.flatMap((part) => (part.kind === 'fact' && part.fact === fact ? [part] : []));
    const [first, ...others] = asked;
    const common = first?.values.filter((value) => others.every(({ values }) => values.includes(value)));
    if (first !== undefined && common?.length === 0) complain(first, `A story has one ${fact} only.`);
  }
  const fields = rule.of.flatMap((part) => (part.kind === 'field' ? [part.field] : []));
  const apart = fields.includes('headline') && (fields.includes('lead') || fields.includes('body'));
  if (rule.kind === 'together' && apart)
    complain(rule, `The headline is no part of a ${rule.span} of the text.`);
}

/** `at least 2 of: [soldier, soldiers]` would be met by one word. */
function checkTwice(of: readonly Rule[], rule: Rule, complain: Complain): void {
  const words = of.flatMap((part) => (part.kind === 'words' && part.terms.length === 1 ? part.terms : []));
  for (const [index, term] of words.entries()) {
    const twin = words.slice(0, index).find((other) => implies(term, other) && implies(other, term));
    if (twin !== undefined) {
      complain(
        rule,
        `"${printTerm(term)}" and "${printTerm(twin)}" are the same word, and would count as two.`,
      );
    }
  }
}

/** Whether the field is one of those that a story's text runs through. */
export function isRunning(field: TextField): boolean {
  return field === 'headline' || field === 'lead' || field === 'body';
}
