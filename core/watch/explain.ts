import { type Story, TEXT_FIELDS } from '../story/story.ts';
import { compileTopics } from './compiled/compile.ts';
import { NONE_OF_STORY, TERM } from './compiled/layout.ts';
import type { Evidence, Match } from './match.ts';
import { Matcher } from './matcher.ts';
import { nearestMiss, shownTerms } from './nearest-miss.ts';
import { printTerm } from './parse-term.ts';
import { printQuery } from './query.ts';
import { quote } from './quote.ts';
import type { Rule, TogetherRule, WithinRule } from './rule.ts';
import { type ScorePart, scoreParts } from './score.ts';
import type { Topic } from './topic.ts';

/** Why a topic matches a story, or what was missing. */
export interface Explanation {
  readonly topic: string;
  /** Null: it does not match. */
  readonly match: Match | null;
  readonly rule: ExplainedRule;
  /** The sum of the score; empty without a match. */
  readonly score: readonly ScorePart[];
  /** What would have made it match with the least change, in a sentence; null with a match. */
  readonly missing: string | null;
}

/** One clause of the rule, and whether it holds by itself. */
export interface ExplainedRule {
  /** As its author wrote it. */
  readonly text: string;
  readonly holds: boolean;
  /** The words that bear it out; empty where it does not hold. */
  readonly evidence: readonly Evidence[];
  /** What keeps a clause from holding whose parts all hold, else null. */
  readonly note: string | null;
  readonly parts: readonly ExplainedRule[];
  /** How many things would have to be different for it to hold. */
  readonly lacks: number;
}

/** Explains what the topic makes of the story, clause by clause. */
export function explain(topic: Topic, story: Story): Explanation {
  return new Explainer(topic, story).explain();
}

const MOST_WORDS_SHOWN = 4;

class Explainer extends Matcher {
  private readonly topic: Topic;

  constructor(topic: Topic, story: Story) {
    super(compileTopics([topic]));
    this.topic = topic;
    this.open(story);
  }

  explain(): Explanation {
    const match = this.matchTopic(0);
    const score = match === null ? [] : scoreParts(this.found.facts());
    const { rule: at, where } = this.turnTo(0);
    const rule = this.explainRule(this.topic.rule, at, this.lowOf(where), this.highOf(where));
    return {
      topic: this.topic.id,
      match,
      rule,
      score,
      missing: match === null ? this.missing(rule) : null,
    };
  }

  private missing(rule: ExplainedRule): string {
    if (!rule.holds) return this.onlyElsewhere() ?? this.onlyIgnored() ?? nearestMiss(this.topic.rule, rule);
    if (rule.evidence.length === 0) return 'The rule holds, but none of its words is there.';
    return 'The rule holds, but only below the third paragraph and in fewer than three sentences: the topic asks for stories where it is prominent.';
  }

  /** Where the rule holds, but not in the headline, which is all that the topic looks at. */
  private onlyElsewhere(): string | null {
    const { rule } = this.turnTo(0);
    const end = this.layout.textEnd;
    if (this.topic.where !== 'headline' || !this.evaluation.holds(rule, 0, end)) return null;
    return `All that it looks for is there, ${this.sample(rule, 0, end)}, but not in the headline, which is all that it looks at (where: headline).`;
  }

  /** Where the rule holds but for words that do not count. */
  private onlyIgnored(): string | null {
    const { rule, where } = this.turnTo(0);
    const [low, high] = [this.lowOf(where), this.highOf(where)];
    this.evaluation.ignore(0, 0);
    const holds = this.evaluation.holds(rule, low, high);
    const sample = holds ? this.sample(rule, low, high) : '';
    this.turnTo(0);
    if (!holds) return null;
    return `All that it looks for is there, ${sample}, but inside words that do not count (ignore inside: ${this.ignoredHere().join(', ')}).`;
  }

  /** The terms of "ignore inside" that occur. */
  private ignoredHere(): readonly string[] {
    const at = this.topics.topicCode[0] ?? 0;
    const terms = this.topics.code.subarray(at + 1, at + 1 + this.topic.ignoreInside.length);
    return this.topic.ignoreInside
      .filter((_, index) => this.words.countOf(terms[index] ?? 0) > 0)
      .map(printTerm);
  }

  private sample(at: number, low: number, high: number): string {
    const shown = this.evidenceOf(at, low, high).map(({ text, field }) => `"${text}" (${field})`);
    return [...new Set(shown)].slice(0, MOST_WORDS_SHOWN).join(', ');
  }

  private explainRule(rule: Rule, at: number, low: number, high: number): ExplainedRule {
    const holds = this.evaluation.holds(at, low, high);
    const parts = this.explainParts(rule, at, low, high);
    const note = holds ? null : this.noteOn(rule, at, parts, low, high);
    return {
      text: rule.clause ?? describe(rule),
      holds,
      evidence: holds ? this.evidenceOf(at, low, high) : [],
      note,
      parts,
      lacks: holds ? 0 : Math.max(1, lacks(rule, parts)),
    };
  }

  private evidenceOf(at: number, low: number, high: number): readonly Evidence[] {
    this.row.clear();
    this.evaluation.collect(at, low, high, -1);
    this.found.take();
    return this.found.evidence();
  }

  private explainParts(rule: Rule, at: number, low: number, high: number): readonly ExplainedRule[] {
    if (rule.kind === 'words' || rule.kind === 'fact') return [];
    if (rule.kind === 'field') {
      const first = this.evaluation.fieldLow(at, low);
      return rule.of.kind === 'words'
        ? []
        : [this.explainRule(rule.of, at + 4, first, this.evaluation.fieldHigh(at, high))];
    }
    const operation = (this.topics.code[at] ?? TERM) & 15;
    const [first, end] = operation === NONE_OF_STORY ? [0, this.layout.textEnd] : [low, high];
    let operand = this.evaluation.operandsOf(at, operation);
    return rule.of.map((part) => {
      const explained = this.explainRule(part, operand, first, end);
      operand = this.evaluation.behind(operand);
      return explained;
    });
  }

  private noteOn(
    rule: Rule,
    at: number,
    parts: readonly ExplainedRule[],
    low: number,
    high: number,
  ): string | null {
    if (rule.kind === 'together' && parts.every((part) => part.holds))
      return this.nearestTogether(rule, at, low, high);
    if (rule.kind === 'within' && parts.every((part) => part.holds)) return this.nearestWithin(rule, parts);
    if (rule.kind === 'field') {
      const elsewhere = this.sample(at + 4, 0, this.layout.textEnd);
      return this.evaluation.holds(at + 4, 0, this.layout.textEnd) && elsewhere !== '' ? elsewhere : null;
    }
    if (rule.kind === 'none') {
      const found = parts.flatMap((part) => part.evidence.map(({ text }) => `"${text}"`));
      return found.length === 0
        ? null
        : `ruled out by ${[...new Set(found)].slice(0, MOST_WORDS_SHOWN).join(', ')}`;
    }
    return null;
  }

  /** The sentence or paragraph in which most operands hold. */
  private nearestTogether(rule: TogetherRule, at: number, low: number, high: number): string {
    const { tokens } = this.layout;
    const firsts = rule.span === 'sentence' ? tokens.sentenceFirst : tokens.paragraphFirst;
    const count = rule.span === 'sentence' ? tokens.sentences : tokens.paragraphs;
    let best: { held: number; first: number; end: number } | null = null;
    for (let unit = 0; unit < count; unit++) {
      const first = Math.max(firsts[unit] ?? 0, low);
      const end = Math.min(firsts[unit + 1] ?? 0, high);
      if (first >= end) continue;
      const held = this.operandsHolding(rule, at, first, end).length;
      if (best === null || held > best.held) best = { held, first, end };
    }
    if (best === null) return `never in one ${rule.span}`;
    return `never in one ${rule.span}; nearest: "${this.quoteTokens(rule, at, best.first, best.end)}"`;
  }

  private operandsHolding(rule: TogetherRule, at: number, first: number, end: number): readonly number[] {
    const holding: number[] = [];
    let operand = this.evaluation.operandsOf(at, (this.topics.code[at] ?? TERM) & 15);
    for (let index = 0; index < rule.of.length; index++) {
      if (this.evaluation.holds(operand, first, end)) holding.push(operand);
      operand = this.evaluation.behind(operand);
    }
    return holding;
  }

  private quoteTokens(rule: TogetherRule, at: number, first: number, end: number): string {
    this.row.clear();
    for (const operand of this.operandsHolding(rule, at, first, end))
      this.evaluation.collect(operand, first, end, -1);
    const { tokens } = this.layout;
    const text = this.layout.texts[this.layout.fieldOf(first)] ?? '';
    const stretch = { start: tokens.start[first] ?? 0, end: tokens.end[end - 1] ?? 0 };
    this.found.take();
    return quote(text, stretch, this.found.evidence());
  }

  /** How near the words come to each other. */
  private nearestWithin(rule: WithinRule, parts: readonly ExplainedRule[]): string {
    const places = this.placesOfWords();
    const spans = parts.flatMap((part, operand) =>
      part.evidence.map(({ field, start, end }) => ({
        operand,
        field,
        end,
        first: places.get(`${field} from ${start}`) ?? 0,
        last: places.get(`${field} to ${end}`) ?? 0,
      })),
    );
    let best = Number.POSITIVE_INFINITY;
    for (const anchor of spans) {
      const nearest = parts.map(() => Number.POSITIVE_INFINITY);
      for (const { operand, field, end, first } of spans) {
        if (field !== anchor.field || end < anchor.end) continue;
        const apart = Math.max(0, first - anchor.last);
        nearest[operand] = Math.min(nearest[operand] ?? apart, apart);
      }
      best = Math.min(best, Math.max(...nearest));
    }
    if (best === Number.POSITIVE_INFINITY) return 'never in one field';
    if (best <= rule.words) return 'near enough, only not in this order';
    return `at nearest ${best} words apart`;
  }

  /** For distances: where each word begins and ends, by its field. */
  private placesOfWords(): ReadonlyMap<string, number> {
    const { tokens } = this.layout;
    const places = new Map<string, number>();
    for (let token = 0; token < tokens.count; token++) {
      const field = TEXT_FIELDS[this.layout.fieldOf(token)];
      places.set(`${field} from ${tokens.start[token]}`, tokens.place[token] ?? 0);
      places.set(`${field} to ${tokens.end[token]}`, tokens.place[token] ?? 0);
    }
    return places;
  }
}

function describe(rule: Rule): string {
  if (rule.kind === 'words') return shownTerms(rule.terms);
  if (rule.kind === 'any') return 'any of';
  if (rule.kind === 'all') return 'all of';
  if (rule.kind === 'none') return 'none of';
  return printQuery(rule);
}

function lacks(rule: Rule, parts: readonly ExplainedRule[]): number {
  const missing = parts.map((part) => part.lacks);
  switch (rule.kind) {
    case 'any':
      return Math.min(...missing);
    case 'at-least': {
      const cheapest = missing.sort((a, b) => a - b).slice(0, rule.count);
      return cheapest.reduce((sum, count) => sum + count, 0);
    }
    case 'none':
      return parts.filter((part) => part.holds).length;
    default:
      return missing.reduce((sum, count) => sum + count, 0);
  }
}
