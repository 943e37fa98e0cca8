import { MOST_PARTS, type WordSink } from './analysis/scan.ts';
import { doubled, type Tokens } from './analysis/tokens.ts';
import type { CompiledTopics } from './compiled/compiled-topics.ts';
import { JOINED, PHRASE } from './compiled/layout.ts';
import { Vocabulary } from './vocabulary.ts';

/** What is known of a term in the story at hand: it does not occur. */
export const ABSENT = 0;
/** It occurs; its spans are not placed yet. */
export const MET = 1;
/** Its spans are placed. */
export const PLACED = 2;
/** A phrase or joined term that nobody has asked for yet. */
export const UNASKED = 3;

/**
 * The words of one story that meet terms, and the terms that occur by them: single terms, and pairs of words next
 * to each other. Where a term occurs is kept as chains from the last place to the first.
 */
export class MetWords implements WordSink {
  /** Single terms and pairs that occur in this story. */
  present = new Int32Array(1024);
  presentCount = 0;
  /** Words that meet terms, four numbers each: the word, its first token, its width, its hit before that or -1. */
  hits = new Int32Array(4096);
  /** For a term that occurs: a word that meets it, and its link before that or -1. */
  links = new Int32Array(4096);
  /** For a pair that occurs: its first token, its width, its place before that or -1. */
  pairs = new Int32Array(1024);
  /** For each term {@link ABSENT} and so on: a byte each, so that it stays near the processor. */
  readonly known: Uint8Array;
  private readonly topics: CompiledTopics;
  private readonly tokens: Tokens;
  private readonly vocabulary: Vocabulary;
  private hitCount = 0;
  private linkCount = 0;
  private pairCount = 0;
  /** For each term that occurs its last link, or the last place of a pair. */
  private readonly latest: Int32Array;
  /** For each word of the vocabulary its last hit in this story + 1, or 0. */
  private latestHit = new Int32Array(4096);

  constructor(topics: CompiledTopics, tokens: Tokens) {
    this.topics = topics;
    this.tokens = tokens;
    this.vocabulary = new Vocabulary(topics);
    this.known = new Uint8Array(topics.terms.length);
    this.latest = new Int32Array(topics.terms.length);
  }

  /** Begins a new story; its words are to be told next, and then {@link close} to be called. */
  open(): void {
    for (let index = 0; index < this.presentCount; index++) this.known[this.present[index] ?? 0] = ABSENT;
    for (let hit = 0; hit < this.hitCount; hit += 4) this.latestHit[this.hits[hit] ?? 0] = 0;
    this.presentCount = 0;
    this.hitCount = 0;
    this.linkCount = 0;
    this.pairCount = 0;
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
    const word = this.vocabulary.find(text, this.tokens.units, start, end, hash, standing);
    if (!this.vocabulary.meetsTerms(word)) return;
    const hit = this.hitCount;
    if (hit + 4 > this.hits.length) this.hits = doubled(this.hits);
    while (word >= this.latestHit.length) this.latestHit = doubled(this.latestHit);
    const before = this.latestHit[word] ?? 0;
    this.latestHit[word] = hit + 1;
    this.hits[hit] = word;
    this.hits[hit + 1] = first;
    this.hits[hit + 2] = width;
    this.hits[hit + 3] = before - 1;
    this.hitCount = hit + 4;
    if (before === 0) this.linkTerms(word);
  }

  /** Finds the pairs. */
  close(): void {
    if (this.topics.pairs.length > 0) this.findPairs();
  }

  /** The last link of a term that occurs, or the last place of a pair. */
  last(term: number): number {
    return this.latest[term] ?? -1;
  }

  /** The word's last hit in this story, or -1. */
  lastHit(word: number): number {
    return (this.latestHit[word] ?? 0) - 1;
  }

  private linkTerms(word: number): void {
    const { vocabulary } = this;
    const behind = vocabulary.behindTerms(word);
    for (let at = vocabulary.firstTerm(word); at < behind; at++) {
      if (this.linkCount + 2 > this.links.length) this.links = doubled(this.links);
      this.links[this.linkCount] = word;
      this.links[this.linkCount + 1] = this.meet(vocabulary.terms[at] ?? 0, this.linkCount);
      this.linkCount += 2;
    }
  }

  /** Notes a place of a term; returns the one before it or -1. */
  private meet(term: number, place: number): number {
    const before = this.known[term] === ABSENT ? -1 : (this.latest[term] ?? -1);
    this.latest[term] = place;
    if (before !== -1) return before;
    this.known[term] = MET;
    if (this.presentCount === this.present.length) this.present = doubled(this.present);
    this.present[this.presentCount++] = term;
    return -1;
  }

  /** Looks up every two words that stand next to each other. Hits are in order of their ends. */
  private findPairs(): void {
    const { vocabulary, hits, tokens } = this;
    for (let hit = 0; hit < this.hitCount; hit += 4) {
      const word = hits[hit] ?? 0;
      if (!vocabulary.opensPair(word)) continue;
      const first = hits[hit + 1] ?? 0;
      const next = first + (hits[hit + 2] ?? 0);
      if (next >= tokens.count || !follows(tokens, next, PHRASE)) continue;
      const limit = tokens.joined[next + 1] === 1 ? next + MOST_PARTS : next;
      for (let other = hit + 4; other < this.hitCount && (hits[other + 1] ?? 0) <= limit; other += 4) {
        if (hits[other + 1] !== next) continue;
        this.pairWords(word, hits[other] ?? 0, first, next + (hits[other + 2] ?? 0));
      }
    }
  }

  /** Notes the pairs of which one word meets the first term and the other the second. */
  private pairWords(opener: number, closer: number, first: number, behind: number): void {
    const { vocabulary, topics } = this;
    const behindOpener = vocabulary.behindTerms(opener);
    const behindCloser = vocabulary.behindTerms(closer);
    for (let at = vocabulary.firstTerm(opener); at < behindOpener; at++) {
      const term = vocabulary.terms[at] ?? 0;
      const low = topics.pairStart[term] ?? 0;
      const high = topics.pairStart[term + 1] ?? 0;
      if (low === high) continue;
      for (let other = vocabulary.firstTerm(closer); other < behindCloser; other++) {
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
      const place = this.pairCount;
      if (place + 3 > this.pairs.length) this.pairs = doubled(this.pairs);
      this.pairs[place] = first;
      this.pairs[place + 1] = behind - first;
      this.pairs[place + 2] = this.meet(pairs[at + 1] ?? 0, place);
      this.pairCount = place + 3;
    }
  }
}

/** Whether the token may go on a chain: in the same sentence, and for a joined term behind a hyphen. */
export function follows({ place, joined }: Tokens, token: number, shape: number): boolean {
  if (shape === JOINED) return joined[token] === 1;
  return (place[token] ?? 0) - (place[token - 1] ?? 0) === 1;
}
