import type { TextField } from '../../story/story.ts';
import { printTerm } from '../parse-term.ts';
import type { Rule } from '../rule.ts';
import type { Term } from '../term.ts';
import type { Where } from '../topic.ts';
import type { Place, YamlFile } from './yaml-file.ts';

interface Checked {
  readonly rule: Rule;
  readonly where: Where;
  readonly ignoreInside: readonly Term[];
}

/** Finds what is written rightly but cannot be meant: a topic that needs no word, a clause that never holds. */
export function checkRule(
  file: YamlFile,
  places: ReadonlyMap<Rule, Place>,
  { rule, where, ignoreInside }: Checked,
): void {
  const placeOf = (part: Rule): Place => places.get(part) ?? { offset: 0 };
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
  checkExcluded(rule, [], (part, term) =>
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

type Complain = (part: Rule, message: string) => void;

/** A field inside another, or outside of where the topic looks, is never met. */
function checkFields(rule: Rule, inside: TextField | null, complain: Complain): void {
  if (rule.kind === 'words' || rule.kind === 'fact' || rule.kind === 'within' || rule.kind === 'none') return;
  if (rule.kind !== 'field') {
    for (const part of rule.of) checkFields(part, inside, complain);
    return;
  }
  const running = ['headline', 'lead', 'body'].includes(rule.field);
  const nested =
    inside === 'lead' || inside === 'body' ? rule.field === 'headline' : rule.field !== 'headline';
  if (inside !== null && running && rule.field !== inside && nested) {
    complain(rule, `"${rule.field}:" is never met inside the ${inside}.`);
  }
  checkFields(rule.of, running ? rule.field : inside, complain);
}

/** `excluded`: words of which none may occur wherever this rule is asked. */
function checkExcluded(rule: Rule, excluded: readonly Term[], complain: Complain): void {
  if (rule.kind === 'words') {
    const dead = rule.terms.every((term) => excluded.some((banned) => contains(term, banned)));
    const [first] = rule.terms;
    if (excluded.length > 0 && dead && first !== undefined) complain(rule, printTerm(first));
    return;
  }
  if (rule.kind === 'all' || rule.kind === 'together') {
    const banned = rule.of.flatMap((part) => (part.kind === 'none' ? part.of.flatMap(bannedWords) : []));
    for (const part of rule.of)
      if (part.kind !== 'none') checkExcluded(part, [...excluded, ...banned], complain);
  } else if (rule.kind === 'any') {
    for (const part of rule.of) checkExcluded(part, excluded, complain);
  }
}

function bannedWords(rule: Rule): readonly Term[] {
  return rule.kind === 'words' ? rule.terms : [];
}

function checkIgnored(rule: Rule, ignored: readonly Term[], complain: Complain): void {
  if (rule.kind === 'words') {
    const dead = (term: Term) => ignored.some((inside) => contains(term, inside));
    const [first] = rule.terms;
    if (first !== undefined && rule.terms.every(dead)) complain(rule, printTerm(first));
  } else if (rule.kind === 'field') {
    checkIgnored(rule.of, ignored, complain);
  } else if (rule.kind !== 'none' && rule.kind !== 'fact') {
    for (const part of rule.of) checkIgnored(part, ignored, complain);
  }
}

/** Whether the term cannot occur without the other. */
function contains(term: Term, other: Term): boolean {
  if (printTerm(term).toLowerCase() === printTerm(other).toLowerCase() && term.kind === other.kind)
    return true;
  return term.kind === 'phrase' && term.parts.some((part) => contains(part, other));
}

/** The rule's words alone, for comparing topics: clauses' wording left out. */
export function ruleKey(rule: Rule): string {
  return JSON.stringify(rule, (key, value) => (key === 'clause' ? undefined : value));
}
