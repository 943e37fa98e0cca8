import { doubled, type Tokens } from './analysis/tokens.ts';
import type { CompiledTopics } from './compiled/compiled-topics.ts';
import { JOINED, PAIR, PHRASE } from './compiled/layout.ts';
import { ABSENT, follows, MET, type MetWords, PLACED, UNASKED } from './met-words.ts';

const NOWHERE = -1;
const SEVERAL = -2;

/** A span as one number, for sorting: its first token << WIDTH_BITS | its width, of a pair's two words at most 16. */
const WIDTH_BITS = 5;
const WIDTHS = (1 << WIDTH_BITS) - 1;

/**
 * Where the topics' terms occur in one story, as spans of tokens: those of a term stand together in
 * order of start, then end. Most terms of a story are never asked for, so that each is placed, or looked for,
 * when somebody first does.
 */
export class Occurrences {
  /** First token of each span and one past its last. */
  start = new Int32Array(4096);
  end = new Int32Array(4096);
  private readonly topics: CompiledTopics;
  private readonly tokens: Tokens;
  private readonly met: MetWords;
  /** For each term {@link ABSENT}, {@link MET}, {@link PLACED} or {@link UNASKED}. */
  private readonly known: Uint8Array;
  private readonly from: Int32Array;
  private readonly count: Int32Array;
  private spanCount = 0;
  /** Spans that are being put in order. */
  private keys = new Int32Array(256);
  /** Composite terms that were asked for. */
  private asked = new Int32Array(256);
  private askedCount = 0;

  constructor(topics: CompiledTopics, tokens: Tokens, met: MetWords) {
    this.topics = topics;
    this.tokens = tokens;
    this.met = met;
    this.known = met.known;
    for (const term of topics.searched) this.known[term] = UNASKED;
    this.from = new Int32Array(topics.terms.length);
    this.count = new Int32Array(topics.terms.length);
  }

  /** Begins a new story. */
  open(): void {
    for (let index = 0; index < this.askedCount; index++) this.known[this.asked[index] ?? 0] = UNASKED;
    this.askedCount = 0;
    this.spanCount = 0;
  }

  /** How many spans the term has; they begin at {@link firstOf}. */
  countOf(term: number): number {
    const known = this.known[term];
    if (known === ABSENT) return 0;
    if (known === PLACED) return this.count[term] ?? 0;
    return known === MET ? this.placeMet(term) : this.findComposite(term);
  }

  /** Where the term's spans begin in `start` and `end`; to be asked after {@link countOf}. */
  firstOf(term: number): number {
    return this.from[term] ?? 0;
  }

  /** Places the spans of a single term or a pair that the story has. */
  private placeMet(term: number): number {
    const pair = ((this.topics.terms[term] ?? 0) & 3) === PAIR;
    const count = pair ? this.keysOfPair(term) : this.keysOfWords(term);
    while (this.spanCount + count > this.start.length) this.growSpans();
    for (let index = 0; index < count; index++) {
      const key = this.keys[index] ?? 0;
      const start = key >> WIDTH_BITS;
      this.start[this.spanCount + index] = start;
      this.end[this.spanCount + index] = start + (key & WIDTHS);
    }
    this.known[term] = PLACED;
    this.keep(term, count);
    return count;
  }

  private keep(term: number, count: number): void {
    this.from[term] = this.spanCount;
    this.count[term] = count;
    this.spanCount += count;
  }

  private keysOfPair(term: number): number {
    const { met } = this;
    let count = 0;
    for (let at = met.last(term); at !== -1; at = met.pairs[at + 2] ?? -1) {
      this.addKey(count++, met.pairs[at] ?? 0, met.pairs[at + 1] ?? 0);
    }
    return this.sortKeys(count);
  }

  private keysOfWords(term: number): number {
    const { met } = this;
    let count = 0;
    for (let link = met.last(term); link !== -1; link = met.links[link + 1] ?? -1) {
      for (let hit = met.lastHit(met.links[link] ?? 0); hit !== -1; hit = met.hits[hit + 3] ?? -1) {
        this.addKey(count++, met.hits[hit + 1] ?? 0, met.hits[hit + 2] ?? 0);
      }
    }
    return this.sortKeys(count);
  }

  private addKey(index: number, first: number, width: number): void {
    if (index === this.keys.length) this.keys = doubled(this.keys);
    this.keys[index] = (first << WIDTH_BITS) | width;
  }

  /** Puts the keys in order; mostly they were told from the last to the first. Returns how many there are. */
  private sortKeys(count: number): number {
    const { keys } = this;
    let falling = true;
    for (let index = 1; index < count && falling; index++) {
      falling = (keys[index - 1] ?? 0) > (keys[index] ?? 0);
    }
    if (!falling) {
      keys.subarray(0, count).sort();
      return count;
    }
    for (let low = 0, high = count - 1; low < high; low++, high--) {
      const key = keys[low] ?? 0;
      keys[low] = keys[high] ?? 0;
      keys[high] = key;
    }
    return count;
  }

  private findComposite(term: number): number {
    const shape = this.topics.terms[term] ?? 0;
    const parts = this.topics.parts;
    const list = shape >> 2;
    const size = parts[list] ?? 0;
    let found: number;
    if ((shape & 3) === PHRASE) {
      found = this.findChain(list + 1, size, PHRASE);
    } else {
      const closed = parts[list + 1] ?? 0;
      const closedCount = this.countOf(closed);
      found = this.merge(closed, closedCount, this.findChain(list + 2, size - 1, JOINED));
    }
    this.noteAsked(term, found);
    this.keep(term, found);
    return found;
  }

  private noteAsked(term: number, found: number): void {
    this.known[term] = found === 0 ? ABSENT : PLACED;
    if (this.askedCount === this.asked.length) this.asked = doubled(this.asked);
    this.asked[this.askedCount++] = term;
  }

  /** Appends, after the spans that are kept, those of the parts in `parts[list…]` next to each other. */
  private findChain(list: number, size: number, shape: number): number {
    const parts = this.topics.parts;
    for (let part = 0; part < size; part++) if (this.countOf(parts[list + part] ?? 0) === 0) return 0;
    const first = parts[list] ?? 0;
    const firstSpan = this.firstOf(first);
    const count = this.countOf(first);
    let found = 0;
    for (let span = firstSpan; span < firstSpan + count; span++) {
      const start = this.start[span] ?? 0;
      const only = this.onlyEnd(list, size, this.end[span] ?? 0, shape);
      if (only >= 0) found += this.append(found, start, only);
      if (only !== SEVERAL) continue;
      for (const behind of this.allEnds(list, size, this.end[span] ?? 0, shape)) {
        found += this.append(found, start, behind);
      }
    }
    return found;
  }

  /** Where the chain ends that begins with a span ending at `from`: NOWHERE, or SEVERAL when there may be more. */
  private onlyEnd(list: number, size: number, from: number, shape: number): number {
    let token = from;
    for (let index = 1; index < size; index++) {
      if (token >= this.tokens.count || !follows(this.tokens, token, shape)) return NOWHERE;
      const part = this.topics.parts[list + index] ?? 0;
      const behindAll = this.firstOf(part) + this.countOf(part);
      const span = this.firstFrom(part, token);
      if (span >= behindAll || this.start[span] !== token) return NOWHERE;
      if (span + 1 < behindAll && this.start[span + 1] === token) return SEVERAL;
      token = this.end[span] ?? 0;
    }
    return token;
  }

  /** As {@link onlyEnd}, where words stand both by themselves and as part of a longer one: every end, in order. */
  private allEnds(list: number, size: number, from: number, shape: number): readonly number[] {
    let ends: readonly number[] = [from];
    for (let index = 1; index < size && ends.length > 0; index++) {
      ends = this.nextEnds(this.topics.parts[list + index] ?? 0, ends, shape);
    }
    return ends;
  }

  /** Where the part's spans end that begin at one of the places `from`; each once, in order. */
  private nextEnds(part: number, from: readonly number[], shape: number): number[] {
    const { tokens } = this;
    const ends: number[] = [];
    const behindAll = this.firstOf(part) + this.countOf(part);
    for (const token of from) {
      if (token >= tokens.count || !follows(tokens, token, shape)) continue;
      for (let span = this.firstFrom(part, token); span < behindAll && this.start[span] === token; span++) {
        const end = this.end[span] ?? 0;
        if (!ends.includes(end)) ends.push(end);
      }
    }
    return ends.length > 1 ? ends.sort((a, b) => a - b) : ends;
  }

  /** The term's first span that begins at `token` or later; one past its last where there is none. */
  firstFrom(term: number, token: number): number {
    let low = this.firstOf(term);
    let high = low + this.countOf(term);
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.start[middle] ?? 0) < token) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Writes a span `index` places after those that are kept, unless it is the one before it again; returns 1 or 0. */
  private append(index: number, start: number, end: number): number {
    const at = this.spanCount + index;
    if (index > 0 && this.start[at - 1] === start && this.end[at - 1] === end) return 0;
    if (at >= this.start.length) this.growSpans();
    this.start[at] = start;
    this.end[at] = end;
    return 1;
  }

  /** Joins the spans of a term with `chained` spans that lie after those that are kept, in order. */
  private merge(term: number, termCount: number, chained: number): number {
    if (termCount === 0) return chained;
    const spans: { start: number; end: number }[] = [];
    const from = this.firstOf(term);
    for (let span = from; span < from + termCount; span++) spans.push(this.spanAt(span));
    for (let span = this.spanCount; span < this.spanCount + chained; span++) spans.push(this.spanAt(span));
    spans.sort((a, b) => a.start - b.start || a.end - b.end);
    let found = 0;
    for (const { start, end } of spans) found += this.append(found, start, end);
    return found;
  }

  private spanAt(span: number): { start: number; end: number } {
    return { start: this.start[span] ?? 0, end: this.end[span] ?? 0 };
  }

  private growSpans(): void {
    this.start = doubled(this.start);
    this.end = doubled(this.end);
  }
}
