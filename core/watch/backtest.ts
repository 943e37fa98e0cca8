import type { Story } from '../story/story.ts';
import type { Match } from './match.ts';

/**
 * What topics would have done on stories that are past: how often they hit, and how that differs from the present
 * version of the topics.
 */

/** A past story. */
export interface PastStory {
  /** What people find it by: its code, or its file. */
  readonly name: string;
  readonly title: string;
  /** `2026-04-02`; null where nobody knows. */
  readonly day: string | null;
  readonly story: Story;
  /** Topics that it matched when it was taken in; null for one that never was. */
  readonly matched: readonly string[] | null;
}

/** A hit by name and title. */
export interface Hit {
  readonly name: string;
  readonly title: string;
  readonly day: string | null;
}

export interface Backtest {
  readonly stories: number;
  /** Days from the first story's to the last one's, both counted; 0 where no day is known. */
  readonly days: number;
  /** In order of id. */
  readonly topics: readonly TopicBacktest[];
}

export interface TopicBacktest {
  readonly topic: string;
  readonly hits: number;
  /** Share of the stories, 0 to 1. */
  readonly rate: number;
  /** Null where no day is known. */
  readonly perDay: number | null;
  /** Whether it hits more than {@link TOO_BROAD} of the stories; of fewer than {@link FEWEST_STORIES} nobody can tell. */
  readonly tooBroad: boolean;
  /** The most relevant hits. */
  readonly examples: readonly Hit[];
  /** Hits that the present version has not, and the reverse; null where it was not compared. */
  readonly gained: readonly Hit[] | null;
  readonly lost: readonly Hit[] | null;
}

/** A topic that hits a larger share than this is too broad for alerts. */
export const TOO_BROAD = 0.05;
export const FEWEST_STORIES = 100;
const MOST_EXAMPLES = 5;
const DAY = 24 * 3_600_000;

/** What topics hits are compared with: others, or what each story matched when it was taken in. */
export type Present = MatcherLike | typeof AS_TAKEN_IN;
export const AS_TAKEN_IN = 'as taken in';

interface MatcherLike {
  readonly match: (story: Story) => readonly Match[];
}

interface Running {
  hits: number;
  readonly examples: (Hit & { readonly score: number })[];
  readonly gained: Hit[];
  readonly lost: Hit[];
}

/** Takes past stories one at a time, and says at any time what came of them so far. */
export class Backtester {
  readonly #topics: readonly string[];
  readonly #now: MatcherLike;
  readonly #before: Present | null;
  readonly #running = new Map<string, Running>();
  #stories = 0;
  #first: string | null = null;
  #last: string | null = null;

  /** @param topics ids of the topics to test; `before` is the present version to compare with, or null. */
  constructor(topics: readonly string[], now: MatcherLike, before: Present | null) {
    this.#topics = [...topics].sort();
    this.#now = now;
    this.#before = before;
    for (const topic of topics) this.#running.set(topic, { hits: 0, examples: [], gained: [], lost: [] });
  }

  add({ name, title, day, story, matched }: PastStory): void {
    this.#stories += 1;
    if (day !== null && (this.#first === null || day < this.#first)) this.#first = day;
    if (day !== null && (this.#last === null || day > this.#last)) this.#last = day;
    const hit: Hit = { name, title, day };
    const now = this.#now.match(story);
    for (const { topic, score } of now) {
      const running = this.#running.get(topic);
      if (running === undefined) continue;
      running.hits += 1;
      keepBest(running.examples, { ...hit, score });
    }
    if (this.#before === null) return;
    const before = this.#before === AS_TAKEN_IN ? new Set(matched) : idsOf(this.#before.match(story));
    this.#compare(hit, idsOf(now), before);
  }

  #compare(hit: Hit, now: ReadonlySet<string>, before: ReadonlySet<string>): void {
    for (const [topic, { gained, lost }] of this.#running) {
      if (now.has(topic) && !before.has(topic)) gained.push(hit);
      if (!now.has(topic) && before.has(topic)) lost.push(hit);
    }
  }

  result(): Backtest {
    const days = this.#days();
    const topics = this.#topics.map((topic) => this.#resultOf(topic, days));
    return { stories: this.#stories, days, topics };
  }

  #resultOf(topic: string, days: number): TopicBacktest {
    const { hits, examples, gained, lost } = this.#running.get(topic) ?? {
      hits: 0,
      examples: [],
      gained: [],
      lost: [],
    };
    const rate = this.#stories === 0 ? 0 : hits / this.#stories;
    return {
      topic,
      hits,
      rate,
      perDay: days === 0 ? null : hits / days,
      tooBroad: this.#stories >= FEWEST_STORIES && rate > TOO_BROAD,
      examples: examples.map(({ score: _, ...hit }) => hit),
      gained: this.#before === null ? null : gained,
      lost: this.#before === null ? null : lost,
    };
  }

  #days(): number {
    if (this.#first === null || this.#last === null) return 0;
    return Math.round((Date.parse(this.#last) - Date.parse(this.#first)) / DAY) + 1;
  }
}

function idsOf(matches: readonly Match[]): ReadonlySet<string> {
  return new Set(matches.map(({ topic }) => topic));
}

function keepBest(
  examples: (Hit & { readonly score: number })[],
  hit: Hit & { readonly score: number },
): void {
  examples.push(hit);
  examples.sort((one, other) => other.score - one.score);
  if (examples.length > MOST_EXAMPLES) examples.pop();
}
