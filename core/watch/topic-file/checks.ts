import type { TextField } from '../../story/story.ts';
import type { Rule } from '../rule.ts';
import type { Term } from '../term.ts';
import type { Where } from '../topic.ts';
import { type Complain, checkExcluded, checkIgnored, checkSideBySide, isRunning } from './contradictions.ts';
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
  places: ReadonlyMap<Rule, Place>,
  { rule, where, ignoreInside, place }: Checked,
): void {
  const placeOf = (part: Rule): Place => places.get(part) ?? place;
  if (!needsWord(rule)) {
    file.mistake(
      placeOf(wordless(rule)),
      'The topic could match without one of its words being there.',
      'Codes, languages and "none of" narrow a topic down: put them under "all of:" together with words.',
    );
  }
  checkFields(rule, where === 'headline' ? 'headline' : null, (part, message) =>
    file.mistake(placeOf(part), message, 'Put the fields beside each other, or widen "where:".'),
  );
  checkSideBySide(rule, (part, message) =>
    file.mistake(placeOf(part), message, 'Take one of the two out, or put them under "one of:".'),
  );
  checkExcluded(rule, [], where === 'headline' ? 'headline' : null, (part, term) =>
    file.mistake(
      placeOf(part),
      `"${term}" is asked for and ruled out at once.`,
      'Take it out of one of the two.',
    ),
  );
  checkIgnored(rule, ignoreInside, (part, term) =>
    file.mistake(
      placeOf(part),
      `"${term}" never counts, since "ignore inside" has it.`,
      'Take it out of one of the two.',
    ),
  );
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
function wordless(rule: Rule): Rule {
  if (rule.kind !== 'any' && rule.kind !== 'all') return rule;
  const part = rule.of.find((operand) => !needsWord(operand));
  return rule.kind === 'all' && rule.of.length > 1 ? rule : part === undefined ? rule : wordless(part);
}

/** A field inside another, or outside of where the topic looks, is never met. */
function checkFields(rule: Rule, inside: TextField | null, complain: Complain): void {
  if (rule.kind === 'words' || rule.kind === 'fact' || rule.kind === 'within' || rule.kind === 'none') return;
  if (rule.kind !== 'field') {
    for (const part of rule.of) checkFields(part, inside, complain);
    return;
  }
  const running = isRunning(rule.field);
  const nested =
    inside === 'lead' || inside === 'body' ? rule.field === 'headline' : rule.field !== 'headline';
  if (inside !== null && running && rule.field !== inside && nested) {
    complain(rule, `"${rule.field}:" is never met inside the ${inside}.`);
  }
  checkFields(rule.of, running ? rule.field : inside, complain);
}

/**
 * A short name for what the rule looks for, for comparing topics: the clauses' wording, and the order of what is joined,
 * left out. `names` remembers what was named before; rules have the same name where they look for the same.
 */
export function ruleName(rule: Rule, names: RuleNames): string {
  if (rule.kind === 'words') return termsName(rule.terms, names);
  if (rule.kind === 'fact') return nameOf([rule.kind, rule.fact, ...[...rule.values].sort()], names);
  if (rule.kind === 'field') return nameOf([rule.kind, rule.field, ruleName(rule.of, names)], names);
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
