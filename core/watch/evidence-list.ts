import { TEXT_FIELDS } from '../story/story.ts';
import type { CompiledTopics } from './compiled/compiled-topics.ts';
import { TextPages } from './compiled/text-pages.ts';
import type { Evidence } from './match.ts';
import type { ScoreFacts } from './score.ts';
import { BODY, HEADLINE, LEAD, type StoryLayout } from './story-layout.ts';
import type { WordRow } from './word-row.ts';

/** More evidence than this is not listed (nor stored); the score counts all. */
export const MOST_EVIDENCE = 100;
/** Lists up to this long are sorted and searched without the help of maps. */
const SHORT = 32;
/** Ranks behind a lead that stands in the body: more than any story has tokens. */
const BEHIND_LEAD = 1 << 28;
const PLACES = ['headline', 'opening', 'upper', 'below'] as const;

/** Puts the words that bear a topic out in order, counts them, and turns them into evidence. */
export class EvidenceList {
  /** Entries of the row that count, in order. */
  private order = new Int32Array(256);
  private length = 0;
  private ranks = new Int32Array(256);
  /** The last count in which each sentence was seen. */
  private sentenceSeen = new Int32Array(256);
  private counting = 0;
  private readonly clauses: TextPages;
  private readonly topics: CompiledTopics;
  private readonly layout: StoryLayout;
  private readonly row: WordRow;

  constructor(topics: CompiledTopics, layout: StoryLayout, row: WordRow) {
    this.topics = topics;
    this.layout = layout;
    this.row = row;
    this.clauses = new TextPages(topics.stringCount);
  }

  /**
   * Takes over what the row holds: by field and place, each once, without what lies inside a longer one of
   * the same clause. Returns how many there are.
   */
  take(): number {
    const { count } = this.row;
    if (count > this.order.length) {
      this.order = new Int32Array(count * 2);
      this.ranks = new Int32Array(count * 2);
    }
    for (let index = 0; index < count; index++) {
      this.ranks[index] = this.rankOf(index);
      this.order[index] = index;
    }
    if (count <= SHORT) this.insertionSort(count);
    else this.order.subarray(0, count).sort((a, b) => this.compare(a, b));
    this.length = count <= SHORT ? this.dropInner(count) : this.dropInnerOfMany(count);
    return this.length;
  }

  private rankOf(index: number): number {
    const start = this.row.start[index] ?? 0;
    const inBody = this.layout.leadInBody && start >= (this.layout.fieldFirst[BODY] ?? 0);
    return inBody && this.row.lead[index] === 0 ? start + BEHIND_LEAD : start;
  }

  private compare(a: number, b: number): number {
    const { end, clause } = this.row;
    return (
      (this.ranks[a] ?? 0) - (this.ranks[b] ?? 0) ||
      (end[b] ?? 0) - (end[a] ?? 0) ||
      this.compareClauses(clause[a] ?? -1, clause[b] ?? -1)
    );
  }

  /** By their texts: what is listed of very much evidence must not depend on the other topics of the set. */
  private compareClauses(one: number, other: number): number {
    return one === other ? 0 : this.clauseText(one) < this.clauseText(other) ? -1 : 1;
  }

  private insertionSort(count: number): void {
    const { order } = this;
    for (let sorted = 1; sorted < count; sorted++) {
      const entry = order[sorted] ?? 0;
      let at = sorted;
      while (at > 0 && this.compare(order[at - 1] ?? 0, entry) > 0) {
        order[at] = order[at - 1] ?? 0;
        at--;
      }
      order[at] = entry;
    }
  }

  private dropInner(count: number): number {
    const { order, row } = this;
    let kept = 0;
    for (let index = 0; index < count; index++) {
      const entry = order[index] ?? 0;
      let inside = false;
      for (let before = 0; before < kept && !inside; before++) {
        const other = order[before] ?? 0;
        inside =
          row.clause[other] === row.clause[entry] &&
          row.lead[other] === row.lead[entry] &&
          (row.end[other] ?? 0) >= (row.end[entry] ?? 0);
      }
      if (!inside) order[kept++] = entry;
    }
    return kept;
  }

  private dropInnerOfMany(count: number): number {
    const { order, row } = this;
    const reach = new Map<number, number>();
    let kept = 0;
    for (let index = 0; index < count; index++) {
      const entry = order[index] ?? 0;
      const clause = (row.clause[entry] ?? 0) * 2 + (row.lead[entry] ?? 0);
      const end = row.end[entry] ?? 0;
      if (end <= (reach.get(clause) ?? 0)) continue;
      reach.set(clause, end);
      order[kept++] = entry;
    }
    return kept;
  }

  /** What a score rests on. */
  facts(): ScoreFacts {
    const { tokens } = this.layout;
    if (this.sentenceSeen.length < tokens.sentences) this.sentenceSeen = new Int32Array(tokens.sentences * 2);
    this.counting++;
    let sentences = 0;
    let place = PLACES.length - 1;
    for (let index = 0; index < this.length; index++) {
      const token = this.row.start[this.order[index] ?? 0] ?? 0;
      if (place > 0) place = Math.min(place, this.placeOf(token));
      const sentence = tokens.sentence[token] ?? 0;
      if (this.sentenceSeen[sentence] === this.counting) continue;
      this.sentenceSeen[sentence] = this.counting;
      sentences++;
    }
    return { sentences, place: PLACES[place] ?? 'below', clauses: this.countClauses() };
  }

  private placeOf(token: number): number {
    const { layout } = this;
    if (token < (layout.fieldEnd[HEADLINE] ?? 0)) return 0;
    if (token < layout.openingEnd) return 1;
    return token < layout.prominentEnd ? 2 : 3;
  }

  private countClauses(): number {
    const { order, row, length } = this;
    if (length > SHORT)
      return new Set(Array.from(order.subarray(0, length), (entry) => row.clause[entry])).size;
    let different = 0;
    for (let index = 0; index < length; index++) {
      const clause = row.clause[order[index] ?? 0];
      let before = 0;
      while (before < index && row.clause[order[before] ?? 0] !== clause) before++;
      if (before === index) different++;
    }
    return different;
  }

  /** The evidence, at most {@link MOST_EVIDENCE}. */
  evidence(): readonly Evidence[] {
    const { row, layout, order } = this;
    const evidence: Evidence[] = [];
    for (let index = 0; index < this.length && index < MOST_EVIDENCE; index++) {
      const entry = order[index] ?? 0;
      const first = row.start[entry] ?? 0;
      const field = row.lead[entry] === 1 ? LEAD : layout.fieldOf(first);
      const start = layout.tokens.start[first] ?? 0;
      const end = layout.tokens.end[(row.end[entry] ?? 1) - 1] ?? 0;
      const text = (layout.texts[field] ?? '').slice(start, end);
      evidence.push({
        field: TEXT_FIELDS[field] ?? 'body',
        start,
        end,
        text,
        clause: this.clauseText(row.clause[entry] ?? -1),
      });
    }
    return evidence;
  }

  private clauseText(clause: number): string {
    const known = this.clauses.get(clause);
    if (known !== undefined) return known;
    const text = this.topics.stringAt(clause);
    this.clauses.set(clause, text);
    return text;
  }
}
