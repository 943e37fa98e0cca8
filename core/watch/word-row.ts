import { doubled } from './analysis/tokens.ts';

/** Words that bear rules out, as tokens, gathered while a topic is evaluated; used again for the next. */
export class WordRow {
  count = 0;
  start = new Int32Array(1024);
  end = new Int32Array(1024);
  /** The string with the clause's text; for a term that is its own clause the term's. */
  clause = new Int32Array(1024);
  /** 1: asked of the lead, though it stands in the body. */
  lead = new Int32Array(1024);
  /** The tokens of a lead that stands in the body, while it is asked of: what is added from there counts as the lead's. */
  leadFirst = 0;
  leadEnd = 0;

  clear(): void {
    this.count = 0;
  }

  add(start: number, end: number, clause: number): void {
    const index = this.count;
    if (index === this.start.length) this.grow();
    this.start[index] = start;
    this.end[index] = end;
    this.clause[index] = clause;
    this.lead[index] = start >= this.leadFirst && start < this.leadEnd ? 1 : 0;
    this.count = index + 1;
  }

  private grow(): void {
    this.start = doubled(this.start);
    this.end = doubled(this.end);
    this.clause = doubled(this.clause);
    this.lead = doubled(this.lead);
  }
}
