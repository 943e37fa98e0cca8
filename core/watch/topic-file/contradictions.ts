import { implies } from '../implied-terms.ts';
import { printTerm } from '../parse-term.ts';
import type { FactName, Rule, RuleField, WordsRule } from '../rule.ts';
import type { Term } from '../term.ts';
import { type Listener, pointingAt } from './hearing.ts';

/** Clauses that are written rightly and can never hold, because of others around them. */

/** A term that must not occur: in the running text, or in this field of it alone. */
interface Banned {
  readonly term: Term;
  readonly field: RuleField | null;
}

/**
 * Finds words that are asked for and ruled out at once. `banned`: what may not occur wherever this rule is asked; `inside`: the field
 * that it is asked of.
 */
export function checkExcluded(
  rule: Rule,
  banned: readonly Banned[],
  inside: RuleField | null,
  outer: Listener,
): void {
  const listener = outer.inside(rule);
  switch (rule.kind) {
    case 'words':
      complainOfDead(rule, rule, banned, inside, listener);
      return;
    case 'within':
      for (const part of rule.of) complainOfDead(rule, part, banned, inside, listener);
      return;
    case 'field':
      // Bylines, places and keywords are no running text, which is all that "none of" is asked of.
      if (isRunning(rule.field))
        checkExcluded(rule.of, banned, insideOf(rule.field, inside), pointingAt(rule, listener));
      return;
    case 'all':
    case 'together': {
      const own = rule.of.flatMap((part) => (part.kind === 'none' ? part.of.flatMap(bannedBy) : []));
      for (const part of rule.of) checkExcluded(part, [...banned, ...own], inside, listener);
      return;
    }
    case 'any':
      for (const part of rule.of) checkExcluded(part, banned, inside, listener);
      return;
  }
}

/** Complains of `rule` when none of the words can occur, of which it needs one. */
function complainOfDead(
  rule: Rule,
  { terms }: WordsRule,
  banned: readonly Banned[],
  inside: RuleField | null,
  listener: Listener,
): void {
  const [first] = terms;
  const dead = terms.every((term) => isBanned(term, banned, inside));
  if (first !== undefined && dead)
    listener.complain(rule, `"${printTerm(first)}" is asked for and ruled out at once.`);
}

/** Whether the term cannot occur in the field: in the top only what may stand neither in headline nor in lead. */
function isBanned(term: Term, banned: readonly Banned[], inside: RuleField | null): boolean {
  const from = banned.filter((one) => implies(term, one.term)).map(({ field }) => field);
  if (from.includes(null) || from.includes(inside)) return true;
  if (inside === 'top') return from.includes('headline') && from.includes('lead');
  return (inside === 'headline' || inside === 'lead') && from.includes('top');
}

/** What may not occur where a rule must not hold; of several of which one is enough, each. */
function bannedBy(rule: Rule): readonly Banned[] {
  if (rule.kind === 'words') return rule.terms.map((term) => ({ term, field: null }));
  if (rule.kind === 'any') return rule.of.flatMap(bannedBy);
  if (rule.kind !== 'field' || !isRunning(rule.field)) return [];
  return bannedBy(rule.of).flatMap(({ term, field }) =>
    field === null ? [{ term, field: rule.field }] : [],
  );
}

/** Finds words that never count, since all that they could be found in is ignored. */
export function checkIgnored(rule: Rule, ignored: readonly Term[], outer: Listener): void {
  const listener = outer.inside(rule);
  if (rule.kind === 'words') {
    const dead = (term: Term) => ignored.some((inside) => implies(term, inside));
    const [first] = rule.terms;
    if (first !== undefined && rule.terms.every(dead))
      listener.complain(rule, `"${printTerm(first)}" never counts, since "ignore inside" has it.`);
  } else if (rule.kind === 'field') {
    checkIgnored(rule.of, ignored, listener);
  } else if (rule.kind !== 'none' && rule.kind !== 'fact') {
    for (const part of rule.of) checkIgnored(part, ignored, listener);
  }
}

/** Facts of which a story has one each; subjects and agencies that it came by may be several. */
const SINGLE_FACTS: readonly FactName[] = ['wire', 'language', 'urgency', 'kind'];

/** Finds what stands side by side and can never be so at once: two languages, a headline and a body in one sentence. */
export function checkSideBySide(rule: Rule, outer: Listener): void {
  const listener = outer.inside(rule);
  if (rule.kind === 'field') checkSideBySide(rule.of, listener);
  if (!('of' in rule) || rule.kind === 'field') return;
  for (const part of rule.of) checkSideBySide(part, listener);
  if (rule.kind === 'at-least') checkTwice(rule.of, rule, listener);
  if (rule.kind !== 'all' && rule.kind !== 'together') return;
  for (const fact of SINGLE_FACTS) {
    const asked = rule.of.flatMap((part) => (part.kind === 'fact' && part.fact === fact ? [part] : []));
    const [first, ...others] = asked;
    const common = first?.values.filter((value) => others.every(({ values }) => values.includes(value)));
    if (first !== undefined && common?.length === 0)
      listener.complain(first, `A story has one ${fact} only.`);
  }
  const fields = rule.of.flatMap((part) => (part.kind === 'field' ? [part.field] : []));
  const apart = fields.includes('headline') && (fields.includes('lead') || fields.includes('body'));
  if (rule.kind === 'together' && apart)
    listener.complain(rule, `The headline is no part of a ${rule.span} of the text.`);
}

/** `at least 2 of: [soldier, soldiers]` would be met by one word. */
function checkTwice(of: readonly Rule[], rule: Rule, listener: Listener): void {
  const words = of.flatMap((part) => (part.kind === 'words' && part.terms.length === 1 ? part.terms : []));
  for (const [index, term] of words.entries()) {
    const twin = words.slice(0, index).find((other) => implies(term, other) && implies(other, term));
    if (twin !== undefined) {
      listener.complain(
        rule,
        `"${printTerm(term)}" and "${printTerm(twin)}" are the same word, and would count as two.`,
      );
    }
  }
}

/** Whether the field is one of those that a story's text runs through. */
function isRunning(field: RuleField): boolean {
  return field === 'headline' || field === 'lead' || field === 'body' || field === 'top';
}

/** Where a field looks that stands inside of another: the top of a headline is that headline. */
export function insideOf(field: RuleField, outer: RuleField | null): RuleField | null {
  if (!isRunning(field)) return outer;
  return field === 'top' ? (outer ?? field) : field;
}
