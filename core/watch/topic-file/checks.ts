import { placeWords, type Rule, type RuleField } from '../rule.ts';
import type { Term } from '../term.ts';
import type { Where } from '../topic.ts';
import type { ClauseReader } from './clause.ts';
import { checkExcluded, checkIgnored, checkSideBySide, insideOf } from './contradictions.ts';
import { Hearing, type Listener } from './hearing.ts';
import type { Place, YamlFile } from './yaml-file.ts';

interface Checked {
  readonly rule: Rule;
  readonly where: Where;
  readonly ignoreInside: readonly Term[];
  /** Where the whole rule stands: for parts that have no place of their own. */
  readonly place: Place;
}

/** Finds what is written rightly but cannot be meant: a topic that needs no word, a clause that never holds. */
export function checkRule(
  file: YamlFile,
  { places, named }: ClauseReader,
  { rule, where, ignoreInside, place }: Checked,
): void {
  const placeOf = (part: Rule): Place => places.get(part) ?? place;
  if (!needsWord(rule)) {
    file.mistake(
      placeOf(wordless(rule, named.uses)),
      'The topic could match without one of its words being there.',
      'Codes, languages and "none of" narrow a topic down: put them under "all of:" together with words.',
    );
  }
  const hearing = new Hearing(named.uses, (part, message, mend) =>
    file.mistake(placeOf(part), message, mend),
  );
  // The named clauses first and by themselves: what is wrong with one is told where it stands, not where it is used.
  for (const definition of named.rules) checkParts(definition, null, ignoreInside, hearing);
  hearing.settle();
  checkParts(rule, where === 'headline' ? 'headline' : null, ignoreInside, hearing);
}

function checkParts(
  rule: Rule,
  inside: RuleField | null,
  ignoreInside: readonly Term[],
  hearing: Hearing,
): void {
  checkFields(rule, inside, hearing.listener('Put the fields beside each other, or widen "where:".'));
  checkSideBySide(rule, hearing.listener('Take one of the two out, or put them under "one of:".'));
  const listener = hearing.listener('Take it out of one of the two.');
  checkExcluded(rule, [], inside, listener);
  checkIgnored(rule, ignoreInside, listener);
}

/** Whether the rule can only hold where one of its words occurs. */
export function needsWord(rule: Rule): boolean {
  switch (rule.kind) {
    case 'words':
    case 'within':
      return true;
    case 'any':
      return rule.of.every(needsWord);
    case 'all':
    case 'together':
      return rule.of.some(needsWord);
    case 'at-least':
      return rule.of.filter((part) => !needsWord(part)).length < rule.count;
    case 'field':
      return needsWord(rule.of);
    case 'none':
    case 'fact':
      return false;
  }
}

/** The part of the rule that needs no word. */
function wordless(rule: Rule, uses: ReadonlySet<Rule>): Rule {
  if (uses.has(rule)) return rule;
  if (rule.kind !== 'any' && rule.kind !== 'all') return rule;
  const part = rule.of.find((operand) => !needsWord(operand));
  return rule.kind === 'all' && rule.of.length > 1 ? rule : part === undefined ? rule : wordless(part, uses);
}

/** What is no part of the headline, and what of what follows it. */
const LOWER: readonly RuleField[] = ['lead', 'body'];
const UPPER: readonly RuleField[] = ['headline'];

/** A field inside another, or outside of where the topic looks, is never met. */
function checkFields(rule: Rule, inside: RuleField | null, outer: Listener): void {
  if (rule.kind === 'words' || rule.kind === 'fact' || rule.kind === 'within' || rule.kind === 'none') return;
  const listener = outer.inside(rule);
  if (rule.kind !== 'field') {
    for (const part of rule.of) checkFields(part, inside, listener);
    return;
  }
  const isApart = inside === 'headline' ? LOWER : inside === 'lead' || inside === 'body' ? UPPER : [];
  if (inside !== null && isApart.includes(rule.field))
    listener.complain(rule, `"${rule.field}:" is never met inside ${placeWords(inside)}.`);
  checkFields(rule.of, insideOf(rule.field, inside), listener);
}

/**
 * A short name for what the rule looks for, for comparing topics: the clauses' wording, and the order of what is joined,
 * left out. `names` remembers what was named before; rules have the same name where they look for the same.
 */
export function ruleName(rule: Rule, names: RuleNames): string {
  if (rule.kind === 'words') return termsName(rule.terms, names);
  if (rule.kind === 'fact') return nameOf([rule.kind, rule.fact, ...[...rule.values].sort()], names);
  if (rule.kind === 'field') return nameOf([rule.kind, rule.field, ruleName(rule.of, names)], names);
  const [only, more] = rule.of;
  if (rule.kind === 'any' && only !== undefined && more === undefined) return ruleName(only, names);
  const { clause: _, of, ...bare } = rule;
  const parts = of.map((part) => ruleName(part, names));
  const isOrdered = rule.kind === 'within' && rule.ordered;
  return nameOf([JSON.stringify(bare), ...(isOrdered ? parts : parts.sort())], names);
}

/** Names of rules, by what is in them. */
export interface RuleNames {
  readonly byText: Map<string, string>;
  /** Lists of words are used in many clauses. */
  readonly byTerms: Map<readonly Term[], string>;
}

function termsName(terms: readonly Term[], names: RuleNames): string {
  const known = names.byTerms.get(terms) ?? nameOf(terms.map((term) => JSON.stringify(term)).sort(), names);
  names.byTerms.set(terms, known);
  return known;
}

function nameOf(parts: readonly string[], { byText }: RuleNames): string {
  const text = parts.join('\n');
  const name = byText.get(text) ?? `#${byText.size}`;
  byText.set(text, name);
  return name;
}
