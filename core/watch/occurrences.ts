import type { WordSink } from './analysis/scan.ts';
import { doubled, type Tokens } from './analysis/tokens.ts';
import type { CompiledTopics } from './compiled/compiled-topics.ts';
import { JOINED, PHRASE } from './compiled/layout.ts';
import { Vocabulary } from './vocabulary.ts';

const NOWHERE = -1;
const SEVERAL = -2;

/** What is known of a term in the story at hand. */
const ABSENT = 0;
const PRESENT = 1;
/** A phrase or joined term that nobody has asked for yet. */
const UNASKED = 2;

/**
 * Where the topics' terms occur in one story, as spans of tokens: those of a term stand together in
 * order of start, then end. Pairs are looked up as the story is read; longer phrases and joined terms are
 * looked for when somebody asks for them.
 */
export class Occurrences implements WordSink {
  /** First token of each span and one past its last. */
  start = new Int32Array(4096);
  end = new Int32Array(4096);
  /** Single terms and pairs that occur in this story. */
  present = new Int32Array(1024);
  presentCount = 0;
  private readonly topics: CompiledTopics;
  private readonly tokens: Tokens;
  private readonly vocabulary: Vocabulary;
  /** For each term {@link ABSENT}, {@link PRESENT} or {@link UNASKED}: a byte each, so that it stays near the processor. */
  private readonly known: Uint8Array;
  private readonly from: Int32Array;
  private readonly count: Int32Array;
  private spanCount = 0;
  /** Words that meet terms: the word, its first token, its width. */
  private hits = new Int32Array(4096);
  private hitCount = 0;
  /** For each token the last hit that begins there, + 1; and for each hit the one before it there. */
  private hitAt = new Int32Array(1024);
  private hitBefore = new Int32Array(1024);
  /** Pairs found: the term, its first token, one past its last. */
  private pairHits = new Int32Array(1024);
  private pairCount = 0;
  /** Terms that were asked for. */
  private asked = new Int32Array(256);
  private askedCount = 0;

  constructor(topics: CompiledTopics, tokens: Tokens) {
    this.topics = topics;
    this.tokens = tokens;
    this.vocabulary = new Vocabulary(topics);
    this.known = new Uint8Array(topics.terms.length);
    for (const term of topics.searched) this.known[term] = UNASKED;
    this.from = new Int32Array(topics.terms.length);
    this.count = new Int32Array(topics.terms.length);
  }

  /** Begins a new story; its words are to be told next, and then {@link close} to be called. */
  open(): void {
    for (let index = 0; index < this.presentCount; index++) this.known[this.present[index] ?? 0] = ABSENT;
    for (let index = 0; index < this.askedCount; index++) this.known[this.asked[index] ?? 0] = UNASKED;
    this.hitCount = 0;
    this.pairCount = 0;
    this.presentCount = 0;
    this.askedCount = 0;
    this.vocabulary.trim();
  }

  word(
    text: string,
    start: number,
    end: number,
    hash: number,
    standing: number,
    first: number,
    width: number,
  ): void {
    const word = this.vocabulary.find(text, start, end, hash, standing);
    if (this.vocabulary.size[word] === 0) return;
    if (this.hitCount + 3 > this.hits.length) this.hits = doubled(this.hits);
    this.hits[this.hitCount++] = word;
    this.hits[this.hitCount++] = first;
    this.hits[this.hitCount++] = width;
  }

  /** Finds the pairs, and sorts what was told by term. */
  close(): void {
    if (this.topics.pairs.length > 0) this.findPairs();
    this.countTerms();
    let total = 0;
    for (let index = 0; index < this.presentCount; index++) {
      const term = this.present[index] ?? 0;
      this.from[term] = total;
      total += this.count[term] ?? 0;
      this.count[term] = 0;
    }
    while (total > this.start.length) this.growSpans();
    this.spanCount = total;
    this.placeSpans();
  }

  /** Looks up every two words that stand next to each other. */
  private findPairs(): void {
    const { vocabulary, hits, tokens } = this;
    this.fileHits();
    for (let hit = 0; hit < this.hitCount; hit += 3) {
      const word = hits[hit] ?? 0;
      if (vocabulary.opensPair[word] === 0) continue;
      const first = hits[hit + 1] ?? 0;
      const next = first + (hits[hit + 2] ?? 0);
      if (next >= tokens.count || !this.follows(next, PHRASE)) continue;
      for (let other = this.hitAt[next] ?? 0; other > 0; other = this.hitBefore[other - 1] ?? 0) {
        const second = (other - 1) * 3;
        this.pairWords(word, hits[second] ?? 0, first, next + (hits[second + 2] ?? 0));
      }
    }
  }

  /** Makes the hits findable by their first token. */
  private fileHits(): void {
    const { hits, tokens } = this;
    while (this.hitAt.length < tokens.count) this.hitAt = doubled(this.hitAt);
    while (this.hitBefore.length * 3 < this.hitCount) this.hitBefore = doubled(this.hitBefore);
    this.hitAt.fill(0, 0, tokens.count);
    for (let hit = 0; hit < this.hitCount; hit += 3) {
      const token = hits[hit + 1] ?? 0;
      const number = hit / 3;
      this.hitBefore[number] = this.hitAt[token] ?? 0;
      this.hitAt[token] = number + 1;
    }
  }

  /** Notes the pairs of which one word meets the first term and the other the second. */
  private pairWords(opener: number, closer: number, first: number, behind: number): void {
    const { vocabulary, topics } = this;
    const openerEnd = (vocabulary.from[opener] ?? 0) + (vocabulary.size[opener] ?? 0);
    const closerEnd = (vocabulary.from[closer] ?? 0) + (vocabulary.size[closer] ?? 0);
    for (let at = vocabulary.from[opener] ?? 0; at < openerEnd; at++) {
      const term = vocabulary.terms[at] ?? 0;
      const low = topics.pairStart[term] ?? 0;
      const high = topics.pairStart[term + 1] ?? 0;
      if (low === high) continue;
      for (let other = vocabulary.from[closer] ?? 0; other < closerEnd; other++) {
        this.notePairs(low, high, vocabulary.terms[other] ?? 0, first, behind);
      }
    }
  }

  /** Notes the pairs between `low` and `high` in the compiled list that a second term closes. */
  private notePairs(low: number, high: number, second: number, first: number, behind: number): void {
    const { pairs } = this.topics;
    let at = low;
    let end = high;
    while (at < end) {
      const middle = ((at + end) >> 2) << 1;
      if ((pairs[middle] ?? 0) < second) at = middle + 2;
      else end = middle;
    }
    for (; at < high && pairs[at] === second; at += 2) {
      if (this.pairCount + 3 > this.pairHits.length) this.pairHits = doubled(this.pairHits);
      this.pairHits[this.pairCount++] = pairs[at + 1] ?? 0;
      this.pairHits[this.pairCount++] = first;
      this.pairHits[this.pairCount++] = behind;
    }
  }

  private countTerms(): void {
    const { vocabulary, hits } = this;
    for (let hit = 0; hit < this.hitCount; hit += 3) {
      const word = hits[hit] ?? 0;
      const from = vocabulary.from[word] ?? 0;
      const end = from + (vocabulary.size[word] ?? 0);
      for (let at = from; at < end; at++) this.countTerm(vocabulary.terms[at] ?? 0);
    }
    for (let hit = 0; hit < this.pairCount; hit += 3) this.countTerm(this.pairHits[hit] ?? 0);
  }

  private countTerm(term: number): void {
    if (this.known[term] !== PRESENT) {
      this.known[term] = PRESENT;
      this.count[term] = 0;
      if (this.presentCount === this.present.length) this.present = doubled(this.present);
      this.present[this.presentCount++] = term;
    }
    this.count[term] = (this.count[term] ?? 0) + 1;
  }

  private placeSpans(): void {
    const { vocabulary, hits, pairHits } = this;
    for (let hit = 0; hit < this.hitCount; hit += 3) {
      const word = hits[hit] ?? 0;
      const first = hits[hit + 1] ?? 0;
      const behind = first + (hits[hit + 2] ?? 0);
      const from = vocabulary.from[word] ?? 0;
      const end = from + (vocabulary.size[word] ?? 0);
      for (let at = from; at < end; at++) this.place(vocabulary.terms[at] ?? 0, first, behind);
    }
    for (let hit = 0; hit < this.pairCount; hit += 3) {
      this.place(pairHits[hit] ?? 0, pairHits[hit + 1] ?? 0, pairHits[hit + 2] ?? 0);
    }
  }

  /** A hyphenated word is told after its parts: its span moves down before those that begin later. */
  private place(term: number, first: number, behind: number): void {
    const lowest = this.from[term] ?? 0;
    let slot = lowest + (this.count[term] ?? 0);
    this.count[term] = slot - lowest + 1;
    while (slot > lowest && (this.start[slot - 1] ?? 0) > first) {
      this.start[slot] = this.start[slot - 1] ?? 0;
      this.end[slot] = this.end[slot - 1] ?? 0;
      slot--;
    }
    this.start[slot] = first;
    this.end[slot] = behind;
  }

  /** How many spans the term has; they begin at {@link firstOf}. */
  countOf(term: number): number {
    const known = this.known[term];
    if (known === ABSENT) return 0;
    return known === PRESENT ? (this.count[term] ?? 0) : this.findComposite(term);
  }

  /** Where the term's spans begin in `start` and `end`; to be asked after {@link countOf}. */
  firstOf(term: number): number {
    return this.from[term] ?? 0;
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
    this.from[term] = this.spanCount;
    this.count[term] = found;
    this.spanCount += found;
    return found;
  }

  private noteAsked(term: number, found: number): void {
    this.known[term] = found === 0 ? ABSENT : PRESENT;
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
      if (token >= this.tokens.count || !this.follows(token, shape)) return NOWHERE;
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
      if (token >= tokens.count || !this.follows(token, shape)) continue;
      for (let span = this.firstFrom(part, token); span < behindAll && this.start[span] === token; span++) {
        const end = this.end[span] ?? 0;
        if (!ends.includes(end)) ends.push(end);
      }
    }
    return ends.length > 1 ? ends.sort((a, b) => a - b) : ends;
  }

  /** Whether the token may go on a chain: in the same sentence, and for a joined term behind a hyphen. */
  private follows(token: number, shape: number): boolean {
    const { place, joined } = this.tokens;
    if (shape === JOINED) return joined[token] === 1;
    return (place[token] ?? 0) - (place[token - 1] ?? 0) === 1;
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
