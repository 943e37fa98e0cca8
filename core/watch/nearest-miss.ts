import type { ExplainedRule } from './explain.ts';
import { printTerm } from './parse-term.ts';
import { placeWords, type Rule, type RuleField } from './rule.ts';
import type { Term } from './term.ts';

/**
 * What a rule that does not hold came nearest by: of clauses beside each other the one of which the largest share was
 * there, and what that one lacked.
 */

/** How near a rule came to holding. */
interface Near {
  /** What would have to be different; less than 1 where all is there, but not as it should stand. */
  readonly lacks: number;
  /** Words or groups of words that are there. */
  readonly has: number;
  readonly there: readonly string[];
  /** What is lacking, each as the end of "but …". */
  readonly but: readonly string[];
  /** The clause that was chosen among others; null where there was nothing to choose. */
  readonly clause: string | null;
}

const NOTHING: Near = { lacks: 0, has: 0, there: [], but: [], clause: null };
/** All is there, but apart, or in the wrong order or field. */
const MISPLACED = 0.5;
const MOST_SHOWN = 4;

/** A sentence that says what was there and what was lacking. */
export function nearestMiss(rule: Rule, explained: ExplainedRule): string {
  const near = nearness(rule, explained);
  const but = listed(near.but);
  if (near.has === 0) {
    const cheapest = near.clause ?? wantedOf(rule, explained);
    return near.lacks === 1 && near.but.length === 1
      ? `None of its words is there; it would match with ${cheapest}.`
      : `None of its words is there; nearest would be ${cheapest}.`;
  }
  const there = listed([...new Set(near.there)].slice(0, MOST_SHOWN));
  const clause = near.clause ?? (rule.clause === null ? null : explained.text);
  if (clause === null) return `There is ${there}, but ${but}.`;
  return `Nearest came "${clause}": there is ${there}, but ${but}.`;
}

/** The rule in its author's words; of what was joined to it, as by the topic's own "none of", only what does not hold. */
function wantedOf(rule: Rule, explained: ExplainedRule): string {
  if (rule.kind !== 'all' || rule.clause !== null) return explained.text;
  const wanted = rule.of.flatMap((part, index) => {
    const inner = explained.parts[index];
    return inner === undefined || inner.holds ? [] : [wantedOf(part, inner)];
  });
  return wanted.join(' together with ');
}

function nearness(rule: Rule, explained: ExplainedRule): Near {
  if (explained.holds) return holding(rule, explained);
  switch (rule.kind) {
    case 'words':
      return lacking(noneOf(rule));
    case 'fact':
      return lacking(`not ${explained.text}`);
    case 'none':
      return vetoed(explained);
    case 'field':
      return inField(rule.field, rule.of, explained);
    case 'any':
      return nearestOf(rule.of, explained);
    case 'at-least':
      return sum(byNearness(rule.of, explained).slice(0, rule.count));
    case 'within':
    case 'together':
      return placed(sum(parts(rule.of, explained)), explained);
    case 'all':
      return sum(parts(rule.of, explained));
  }
}

function holding(rule: Rule, { evidence }: ExplainedRule): Near {
  if (rule.kind === 'none' || rule.kind === 'fact') return NOTHING;
  const [first] = evidence;
  return { ...NOTHING, has: 1, there: first === undefined ? [] : [`"${first.text}" (${first.field})`] };
}

/** `no KFOR`, `none of KFOR, ISAF, …`. */
function noneOf(rule: Rule): string {
  if (rule.kind !== 'words') return 'not what is asked for';
  return `${rule.terms.length === 1 ? 'no' : 'none of'} ${shownTerms(rule.terms)}`;
}

/** The first of the terms, as their author wrote them. */
export function shownTerms(terms: readonly Term[]): string {
  const shown = terms.slice(0, MOST_SHOWN).map(printTerm).join(', ');
  return terms.length > MOST_SHOWN ? `${shown}, …` : shown;
}

function lacking(but: string): Near {
  return { ...NOTHING, lacks: 1, but: [but] };
}

function vetoed({ text, parts: operands }: ExplainedRule): Near {
  const found = operands.filter(({ holds }) => holds).flatMap(({ evidence }) => evidence);
  const words = [...new Set(found.map((one) => `"${one.text}" (${one.field})`))].slice(0, MOST_SHOWN);
  return words.length === 0
    ? lacking(`"${text}" rules it out`)
    : lacking(`also ${listed(words)}, which "${text}" rules out`);
}

function inField(field: RuleField, of: Rule, explained: ExplainedRule): Near {
  const [inner] = explained.parts;
  const near = inner === undefined ? lacking(noneOf(of)) : nearness(of, inner);
  const place = placeWords(field);
  if (explained.note !== null && near.has === 0) {
    return { ...NOTHING, lacks: MISPLACED, has: 1, there: [explained.note], but: [`not in ${place}`] };
  }
  const isApart = near.lacks === MISPLACED;
  return { ...near, but: near.but.map((one) => (isApart ? one : `${one} in ${place}`)), clause: null };
}

function parts(rules: readonly Rule[], { parts: explained }: ExplainedRule): readonly Near[] {
  return rules.flatMap((rule, index) => {
    const part = explained[index];
    return part === undefined ? [] : [nearness(rule, part)];
  });
}

function byNearness(rules: readonly Rule[], explained: ExplainedRule): readonly Near[] {
  return [...parts(rules, explained)].sort((a, b) => shareLacking(a) - shareLacking(b) || a.lacks - b.lacks);
}

function nearestOf(rules: readonly Rule[], explained: ExplainedRule): Near {
  const named = rules.map((rule, index): Near => {
    const part = explained.parts[index];
    if (part === undefined) return lacking('');
    const near = nearness(rule, part);
    return { ...near, clause: chosen(rule, part, near) };
  });
  const [best] = [...named].sort((a, b) => shareLacking(a) - shareLacking(b) || a.lacks - b.lacks);
  return best ?? NOTHING;
}

/** The clause as its author wrote it; of a named one also which of those that stand under its name. */
function chosen(rule: Rule, { text }: ExplainedRule, { clause }: Near): string | null {
  if (rule.clause === null) return clause;
  return text.startsWith('clause: ') && clause !== null ? `${clause} (${text})` : text;
}

function shareLacking({ lacks, has }: Near): number {
  return lacks === 0 ? 0 : lacks / (lacks + has);
}

function sum(nears: readonly Near[]): Near {
  return {
    lacks: nears.reduce((total, { lacks }) => total + lacks, 0),
    has: nears.reduce((total, { has }) => total + has, 0),
    there: nears.flatMap(({ there }) => there),
    but: nears.flatMap(butAmongOthers),
    clause: nears.find(({ clause, lacks }) => clause !== null && lacks > 0)?.clause ?? null,
  };
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Beside other parts it must be said which words stand wrong. */
function butAmongOthers({ lacks, there, but }: Near): readonly string[] {
  return lacks === MISPLACED ? [`${listed(there)} ${but.join(', ')}`] : but;
}

/** Words that are all there, but not near each other. */
function placed(near: Near, { note }: ExplainedRule): Near {
  if (near.lacks > 0) return { ...near, clause: null };
  return { ...near, lacks: MISPLACED, but: [note ?? 'not together'], clause: null };
}
