import type { Tokens } from './analysis/tokens.ts';
import type { CompiledTopics } from './compiled/compiled-topics.ts';
import { LIST, TERM } from './compiled/layout.ts';
import type { Occurrences } from './occurrences.ts';
import type { WordRow } from './word-row.ts';

/** What of an evaluation a `within` clause needs. */
interface Asking {
  isIgnored(start: number, end: number): boolean;
  occurringOf(list: number): readonly number[];
}

/** A span of an operand that could take part, in order of end, then start. */
interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly operand: number;
  readonly term: number;
  used: boolean;
}

/**
 * The clause `within N words`: one span of each operand, the start of each at most N places after the
 * end of any other. In order: each besides begins where the one before has ended, or later.
 */
export class Within {
  private readonly topics: CompiledTopics;
  private readonly code: Int32Array;
  private readonly tokens: Tokens;
  private readonly words: Occurrences;
  private readonly row: WordRow;
  private readonly evaluation: Asking;

  constructor(topics: CompiledTopics, tokens: Tokens, words: Occurrences, row: WordRow, evaluation: Asking) {
    this.topics = topics;
    this.code = topics.code;
    this.tokens = tokens;
    this.words = words;
    this.row = row;
    this.evaluation = evaluation;
  }

  holds(at: number, low: number, high: number): boolean {
    return this.mark(at, this.candidates(at, low, high), true);
  }

  collect(at: number, low: number, high: number, clause: number): void {
    const candidates = this.candidates(at, low, high);
    this.mark(at, candidates, false);
    for (const { start, end, term, used } of candidates) {
      if (used) this.row.add(start, end, clause === -1 ? (this.topics.termText[term] ?? -1) : clause);
    }
  }

  /** The spans of all operands in the stretch; none when an operand has none. */
  private candidates(at: number, low: number, high: number): readonly Candidate[] {
    const found: Candidate[] = [];
    const operands = (this.code[at] ?? 0) >> 4;
    let place = at + 4;
    for (let operand = 0; operand < operands; operand++) {
      const before = found.length;
      const head = this.code[place] ?? 0;
      if ((head & 15) === TERM) {
        this.addSpans(found, head >> 4, operand, low, high);
        place++;
      } else if ((head & 15) === LIST) {
        for (const term of this.evaluation.occurringOf(this.code[place + 3] ?? 0))
          this.addSpans(found, term, operand, low, high);
        place += this.code[place + 1] ?? 1;
      } else {
        for (let index = 0; index < head >> 4; index++) {
          this.addSpans(found, (this.code[place + 3 + index] ?? 0) >> 4, operand, low, high);
        }
        place += this.code[place + 1] ?? 1;
      }
      if (found.length === before) return [];
    }
    return found.sort((a, b) => a.end - b.end || a.start - b.start);
  }

  private addSpans(found: Candidate[], term: number, operand: number, low: number, high: number): void {
    const { words } = this;
    const count = words.countOf(term);
    if (count === 0) return;
    const behind = words.firstOf(term) + count;
    for (let span = words.firstFrom(term, low); span < behind; span++) {
      const start = words.start[span] ?? 0;
      if (start >= high) return;
      const end = words.end[span] ?? 0;
      if (end <= high && !this.evaluation.isIgnored(start, end)) {
        found.push({ start, end, operand, term, used: false });
      }
    }
  }

  /** Marks every candidate that takes part in some choice that fits; or only finds out whether one does. */
  private mark(at: number, candidates: readonly Candidate[], firstOnly: boolean): boolean {
    const detail = this.code[at + 3] ?? 0;
    const operands = (this.code[at] ?? 0) >> 4;
    const widest = candidates.reduce((most, { start, end }) => Math.max(most, end - start), 0);
    let fits = false;
    for (let index = 0; index < candidates.length; index++) {
      const anchor = candidates[index];
      if (anchor === undefined || ((detail & 1) === 1 && anchor.operand !== 0)) continue;
      const reach = this.placeOf(anchor.end - 1) + (detail >> 1);
      const window = this.windowFrom(candidates, index, reach, widest);
      const fitting = (detail & 1) === 1 ? inOrder(window, anchor, operands) : inAnyOrder(window, operands);
      if (fitting.length === 0) continue;
      fits = true;
      if (firstOnly) return true;
      for (const candidate of fitting) candidate.used = true;
    }
    return fits;
  }

  private placeOf(token: number): number {
    return this.tokens.place[token] ?? 0;
  }

  /** The candidates from `index` on whose start is within reach. Those before end earlier than the anchor. */
  private windowFrom(
    candidates: readonly Candidate[],
    index: number,
    reach: number,
    widest: number,
  ): readonly Candidate[] {
    const window: Candidate[] = [];
    for (let next = index; next < candidates.length; next++) {
      const candidate = candidates[next];
      if (candidate === undefined || this.placeOf(candidate.end - 1) > reach + widest) break;
      if (this.placeOf(candidate.start) <= reach) window.push(candidate);
    }
    return window;
  }
}

/** The whole window when each operand has a span in it, else nothing. */
function inAnyOrder(window: readonly Candidate[], operands: number): readonly Candidate[] {
  let seen = 0;
  for (const { operand } of window) seen |= 1 << operand;
  return seen === (1 << operands) - 1 ? window : [];
}

/** The spans that stand in some chain from the anchor through all operands. */
function inOrder(window: readonly Candidate[], anchor: Candidate, operands: number): readonly Candidate[] {
  const steps: Candidate[][] = [[anchor]];
  for (let operand = 1; operand < operands; operand++) {
    const earliest = Math.min(...(steps[operand - 1] ?? []).map(({ end }) => end));
    const step = window.filter((candidate) => candidate.operand === operand && candidate.start >= earliest);
    if (step.length === 0) return [];
    steps.push(step);
  }
  for (let operand = operands - 2; operand >= 1; operand--) {
    const latest = Math.max(...(steps[operand + 1] ?? []).map(({ start }) => start));
    steps[operand] = (steps[operand] ?? []).filter(({ end }) => end <= latest);
  }
  return steps.flat();
}
