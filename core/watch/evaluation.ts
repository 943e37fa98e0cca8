import type { CompiledTopics } from './compiled/compiled-topics.ts';
import {
  ALL,
  ANY,
  AT_LEAST,
  FACT,
  FIELD,
  hasDetail,
  LIST,
  NONE,
  NONE_OF_STORY,
  PARAGRAPH,
  SENTENCE,
  TERM,
  WITHIN,
} from './compiled/layout.ts';
import type { Occurrences } from './occurrences.ts';
import { FACT_NAMES } from './rule.ts';
import type { StoryFacts } from './story-facts.ts';
import { BODY, LEAD, type StoryLayout, TOP } from './story-layout.ts';
import { Within } from './within.ts';
import type { WordRow } from './word-row.ts';

/**
 * Asks a story about compiled rules. A stretch of the story is `low..high`, tokens; `at` is a rule's
 * place in the code.
 */
export class Evaluation {
  /** The words that bear out the rules collected so far. */
  readonly row: WordRow;
  private readonly code: Int32Array;
  private readonly topics: CompiledTopics;
  private readonly layout: StoryLayout;
  private readonly words: Occurrences;
  private readonly within: Within;
  private facts: StoryFacts | null = null;
  /** Stretches that do not count for the topic at hand, in order and apart: pairs of first token and one past the last. */
  private ignored: readonly number[] = [];
  /** For long lists of words met in this story, by their place: the terms that occur. */
  private readonly occurring = new Map<number, readonly number[]>();

  constructor(topics: CompiledTopics, layout: StoryLayout, words: Occurrences, row: WordRow) {
    this.topics = topics;
    this.code = topics.code;
    this.layout = layout;
    this.words = words;
    this.row = row;
    this.within = new Within(topics, layout.tokens, words, row, this);
  }

  /** Turns to the story that layout and words now hold. */
  open(facts: StoryFacts): void {
    this.facts = facts;
    this.occurring.clear();
  }

  /** Makes the words inside these terms not count; `count` terms from `list` in the code. */
  ignore(list: number, count: number): void {
    if (count === 0 && this.ignored.length === 0) return;
    const found: Stretch[] = [];
    for (let index = 0; index < count; index++) {
      const term = this.code[list + index] ?? 0;
      const spans = this.words.countOf(term);
      const from = this.words.firstOf(term);
      for (let span = from; span < from + spans; span++)
        found.push({ start: this.words.start[span] ?? 0, end: this.words.end[span] ?? 0 });
    }
    this.ignored = joined(found);
  }

  /** Whether a span touches ignored words. */
  isIgnored(start: number, end: number): boolean {
    const { ignored } = this;
    let low = 0;
    let high = ignored.length >> 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ignored[middle * 2 + 1] ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    return low * 2 < ignored.length && (ignored[low * 2] ?? 0) < end;
  }

  /** Whether the rule holds in the stretch. */
  holds(at: number, low: number, high: number): boolean {
    const head = this.code[at] ?? 0;
    switch (head & 15) {
      case TERM:
        return this.spanFrom(head >> 4, low, high) !== -1;
      case LIST:
        return this.holdsList(this.occurringOf(this.code[at + 3] ?? 0), low, high);
      case ANY:
        return this.countHolding(at, head, 1, low, high);
      case ALL:
        return this.countHolding(at, head, head >> 4, low, high);
      case AT_LEAST:
        return this.countHolding(at, head, this.code[at + 3] ?? 0, low, high);
      case NONE:
        return !this.countHolding(at, head, 1, low, high);
      case NONE_OF_STORY:
        return !this.countHolding(at, head, 1, 0, this.layout.textEnd);
      case SENTENCE:
      case PARAGRAPH:
        return this.nextTogether(at, low, high) !== -1;
      case WITHIN:
        return this.within.holds(at, low, high);
      case FIELD:
        return this.holds(at + 4, this.fieldLow(at, low), this.fieldHigh(at, high));
      default:
        return this.hasFact(at, head >> 4);
    }
  }

  /** Adds to {@link row} the words that bear out a rule which holds in the stretch. */
  collect(at: number, low: number, high: number, clause: number): void {
    const head = this.code[at] ?? 0;
    const operation = head & 15;
    if (operation === TERM) {
      this.collectTerm(head >> 4, low, high, clause);
      return;
    }
    const own = this.code[at + 2] ?? -1;
    const named = own === -1 ? clause : own;
    switch (operation) {
      case LIST:
        for (const term of this.occurringOf(this.code[at + 3] ?? 0)) this.collectTerm(term, low, high, named);
        return;
      case ANY:
      case ALL:
      case AT_LEAST:
        this.collectHolding(at, head, low, high, named);
        return;
      case SENTENCE:
      case PARAGRAPH:
        this.collectTogether(at, head, low, high, named);
        return;
      case WITHIN:
        this.within.collect(at, low, high, named);
        return;
      case FIELD:
        this.collectField(at, low, high, named);
        return;
    }
  }

  /**
   * A token from `low` on before which no stretch can begin that bears the rule out; `high` or more when
   * there is none. Never too late, perhaps too early.
   */
  nextPlace(at: number, low: number, high: number): number {
    const head = this.code[at] ?? 0;
    switch (head & 15) {
      case TERM: {
        const span = this.spanFrom(head >> 4, low, high);
        return span === -1 ? high : (this.words.start[span] ?? 0);
      }
      case LIST:
        return this.nearestOfList(this.occurringOf(this.code[at + 3] ?? 0), low, high);
      case ANY:
      case AT_LEAST:
        return this.nearest(at, head, low, high);
      case ALL:
      case SENTENCE:
      case PARAGRAPH:
      case WITHIN:
        return this.furthest(at, head, low, high);
      default:
        return low;
    }
  }

  /** The first span of the term that lies in the stretch and counts, or -1. */
  spanFrom(term: number, low: number, high: number): number {
    const { words } = this;
    const count = words.countOf(term);
    if (count === 0) return -1;
    const behind = words.firstOf(term) + count;
    for (let span = low === 0 ? words.firstOf(term) : words.firstFrom(term, low); span < behind; span++) {
      const start = words.start[span] ?? 0;
      if (start >= high) return -1;
      const end = words.end[span] ?? 0;
      if (end <= high && (this.ignored.length === 0 || !this.isIgnored(start, end))) return span;
    }
    return -1;
  }

  /** Where the operands of the rule begin. */
  operandsOf(at: number, operation: number): number {
    return at + (hasDetail(operation) ? 4 : 3);
  }

  /** The place behind a rule. */
  behind(at: number): number {
    return ((this.code[at] ?? 0) & 15) === TERM ? at + 1 : at + (this.code[at + 1] ?? 1);
  }

  /** The terms of a long list of words that occur in the story. */
  occurringOf(list: number): readonly number[] {
    const known = this.occurring.get(list);
    if (known !== undefined) return known;
    const { lists } = this.topics;
    const found: number[] = [];
    const behind = list + 1 + (lists[list] ?? 0);
    for (let at = list + 1; at < behind; at++) {
      const term = lists[at] ?? 0;
      if (this.words.countOf(term) > 0) found.push(term);
    }
    this.occurring.set(list, found);
    return found;
  }

  private holdsList(terms: readonly number[], low: number, high: number): boolean {
    for (const term of terms) if (this.spanFrom(term, low, high) !== -1) return true;
    return false;
  }

  private nearestOfList(terms: readonly number[], low: number, high: number): number {
    let best = high;
    for (const term of terms) {
      const span = this.spanFrom(term, low, high);
      if (span !== -1) best = Math.min(best, this.words.start[span] ?? 0);
    }
    return best;
  }

  private countHolding(at: number, head: number, wanted: number, low: number, high: number): boolean {
    let operand = this.operandsOf(at, head & 15);
    let missing = (head >> 4) - wanted;
    let left = wanted;
    for (let index = head >> 4; index > 0; index--) {
      const holds = isTerm(this.code[operand])
        ? this.spanFrom((this.code[operand] ?? 0) >> 4, low, high) !== -1
        : this.holds(operand, low, high);
      if (holds) {
        left--;
        if (left === 0) return true;
      } else {
        missing--;
        if (missing < 0) return false;
      }
      operand = this.behind(operand);
    }
    return left <= 0;
  }

  private collectHolding(at: number, head: number, low: number, high: number, clause: number): void {
    let operand = this.operandsOf(at, head & 15);
    for (let index = head >> 4; index > 0; index--) {
      if (((this.code[operand] ?? 0) & 15) === TERM || this.holds(operand, low, high)) {
        this.collect(operand, low, high, clause);
      }
      operand = this.behind(operand);
    }
  }

  private collectTerm(term: number, low: number, high: number, clause: number): void {
    const { words } = this;
    const count = words.countOf(term);
    if (count === 0) return;
    const behind = words.firstOf(term) + count;
    for (let span = words.firstFrom(term, low); span < behind; span++) {
      const start = words.start[span] ?? 0;
      if (start >= high) return;
      const end = words.end[span] ?? 0;
      if (end <= high && !this.isIgnored(start, end))
        this.row.add(start, end, clause === -1 ? (this.topics.termText[term] ?? -1) : clause);
    }
  }

  /** First token of the next sentence or paragraph in the stretch in which all operands hold, or -1. */
  private nextTogether(at: number, low: number, high: number): number {
    const head = this.code[at] ?? 0;
    let from = low;
    while (from < high) {
      const place = this.furthest(at, head, from, high);
      if (place >= high) return -1;
      const first = Math.max(this.unitFirst(head & 15, place), low);
      const end = Math.min(this.unitEnd(head & 15, place), high);
      if (this.countHolding(at, head, head >> 4, first, end)) return first;
      from = end;
    }
    return -1;
  }

  private collectTogether(at: number, head: number, low: number, high: number, clause: number): void {
    let from = low;
    for (;;) {
      const first = this.nextTogether(at, from, high);
      if (first === -1) return;
      const end = Math.min(this.unitEnd(head & 15, first), high);
      this.collectHolding(at, head, first, end, clause);
      from = end;
    }
  }

  private unitFirst(operation: number, token: number): number {
    const { tokens } = this.layout;
    const sentence = tokens.sentence[token] ?? 0;
    if (operation === SENTENCE) return tokens.sentenceFirst[sentence] ?? 0;
    return tokens.paragraphFirst[tokens.paragraphOf[sentence] ?? 0] ?? 0;
  }

  private unitEnd(operation: number, token: number): number {
    const { tokens } = this.layout;
    const sentence = tokens.sentence[token] ?? 0;
    if (operation === SENTENCE) return tokens.sentenceFirst[sentence + 1] ?? 0;
    return tokens.paragraphFirst[(tokens.paragraphOf[sentence] ?? 0) + 1] ?? 0;
  }

  private nearest(at: number, head: number, low: number, high: number): number {
    let best = high;
    let operand = this.operandsOf(at, head & 15);
    for (let index = head >> 4; index > 0 && best > low; index--) {
      best = Math.min(best, this.nextPlace(operand, low, high));
      operand = this.behind(operand);
    }
    return best;
  }

  private furthest(at: number, head: number, low: number, high: number): number {
    let worst = low;
    let operand = this.operandsOf(at, head & 15);
    for (let index = head >> 4; index > 0 && worst < high; index--) {
      worst = Math.max(worst, this.nextPlace(operand, low, high));
      operand = this.behind(operand);
    }
    return worst;
  }

  /** The running text is looked at inside the stretch; byline, place and keywords stand alone. */
  fieldLow(at: number, low: number): number {
    const field = this.code[at + 3] ?? 0;
    const first = this.layout.fieldFirst[field] ?? 0;
    return isRunning(field) ? Math.max(first, low) : first;
  }

  fieldHigh(at: number, high: number): number {
    const field = this.code[at + 3] ?? 0;
    const end = this.layout.fieldEnd[field] ?? 0;
    return isRunning(field) ? Math.min(end, high) : end;
  }

  private collectField(at: number, low: number, high: number, clause: number): void {
    const { row, layout } = this;
    const field = this.code[at + 3] ?? 0;
    const before = row.leadEnd;
    if (layout.leadInBody && (field === LEAD || field === TOP)) {
      row.leadFirst = layout.fieldFirst[LEAD] ?? 0;
      row.leadEnd = layout.fieldEnd[LEAD] ?? 0;
    }
    this.collect(at + 4, this.fieldLow(at, low), this.fieldHigh(at, high), clause);
    row.leadEnd = before;
  }

  private hasFact(at: number, count: number): boolean {
    const fact = FACT_NAMES[this.code[at + 3] ?? 0];
    if (fact === undefined || this.facts === null || (this.code[at] ?? 0) % 16 !== FACT) return false;
    for (let index = 0; index < count; index++) {
      if (this.facts.has(fact, this.topics.stringAt(this.code[at + 4 + index] ?? -1))) return true;
    }
    return false;
  }
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The stretches in order, as pairs of start and end; what overlaps is one. */
function joined(stretches: Stretch[]): readonly number[] {
  const pairs: number[] = [];
  for (const { start, end } of stretches.sort((a, b) => a.start - b.start)) {
    const last = pairs.at(-1);
    if (last === undefined || start > last) pairs.push(start, end);
    else pairs[pairs.length - 1] = Math.max(last, end);
  }
  return pairs;
}

function isRunning(field: number): boolean {
  return field <= BODY || field === TOP;
}

function isTerm(head: number | undefined): boolean {
  return head !== undefined && (head & 15) === TERM;
}
