import type { Story } from '../story/story.ts';
import type { CompiledTopics } from './compiled/compiled-topics.ts';
import { NEED_BITS } from './compiled/layout.ts';
import { MOST_NEEDS } from './compiled/needs.ts';
import { Evaluation } from './evaluation.ts';
import { EvidenceList } from './evidence-list.ts';
import type { Match } from './match.ts';
import { MetWords } from './met-words.ts';
import { Occurrences } from './occurrences.ts';
import { scoreOf } from './score.ts';
import { StoryFacts } from './story-facts.ts';
import { HEADLINE, StoryLayout } from './story-layout.ts';
import { WHERES } from './topic.ts';
import { WordRow } from './word-row.ts';

/** Stories are counted up to here, and then anew. */
const MOST_STORIES = 1 << 26;

const PROMINENT = WHERES.indexOf('prominent');
const IN_HEADLINE = WHERES.indexOf('headline');
/** Sentences that bear a topic out which make it prominent wherever they stand. */
const PROMINENT_SENTENCES = 3;

/**
 * Finds the topics that fit a story. Holds the work space for one story at a time, and remembers the
 * words that it has met; make one for a set of topics and keep it.
 */
export class Matcher {
  readonly topics: CompiledTopics;
  protected readonly layout = new StoryLayout();
  protected readonly row = new WordRow();
  private readonly met: MetWords;
  protected readonly words: Occurrences;
  protected readonly evaluation: Evaluation;
  protected readonly found: EvidenceList;
  /** For each topic the story for which needs were met << MOST_NEEDS, and a bit for each that was. */
  private readonly needsMet: Int32Array;
  /** Topics worth looking at. */
  private readonly candidates: Int32Array;
  private story = 0;

  constructor(topics: CompiledTopics) {
    this.topics = topics;
    this.met = new MetWords(topics, this.layout.tokens);
    this.words = new Occurrences(topics, this.layout.tokens, this.met);
    this.evaluation = new Evaluation(topics, this.layout, this.words, this.row);
    this.found = new EvidenceList(topics, this.layout, this.row);
    this.needsMet = new Int32Array(topics.size);
    this.candidates = new Int32Array(topics.size);
  }

  /** The topics that fit the story, in order of their ids, paused ones too. */
  match(story: Story): readonly Match[] {
    this.open(story);
    const count = this.findCandidates();
    const matches: Match[] = [];
    // In order, so that rules are read as they lie in memory.
    for (const topic of this.candidates.subarray(0, count).sort()) {
      const match = this.matchTopic(topic);
      if (match !== null) matches.push(match);
    }
    return matches;
  }

  /** Reads a story; what is asked afterwards is asked of it. */
  protected open(story: Story): void {
    this.words.open();
    this.met.open();
    this.layout.read(story, this.met);
    this.met.close();
    this.evaluation.open(new StoryFacts(story));
    this.story++;
    if (this.story < MOST_STORIES) return;
    this.story = 1;
    this.needsMet.fill(0);
  }

  /** Finds topics of which something of every need occurs; returns how many. */
  private findCandidates(): number {
    const { topics, met, needsMet, candidates } = this;
    const { needStart, needs, topicNeeds } = topics;
    const fresh = this.story << MOST_NEEDS;
    let count = 0;
    for (let index = 0; index < met.presentCount; index++) {
      const term = met.present[index] ?? 0;
      const end = needStart[term + 1] ?? 0;
      for (let at = needStart[term] ?? 0; at < end; at++) {
        const need = needs[at] ?? 0;
        const topic = need >> NEED_BITS;
        const before = needsMet[topic] ?? 0;
        const now = Math.max(before, fresh) | (1 << (need & (MOST_NEEDS - 1)));
        if (now === before) continue;
        needsMet[topic] = now;
        if (now === (fresh | (topicNeeds[topic] ?? 0))) candidates[count++] = topic;
      }
    }
    return count;
  }

  /** Whether the topic's rule holds in the story that was opened, but for how prominently. */
  private fits(topic: number): boolean {
    const { rule, where } = this.turnTo(topic);
    return this.evaluation.holds(rule, this.lowOf(where), this.highOf(where));
  }

  /** The match of a topic whose rule holds; null where it does so by no word, or not prominently enough. */
  private matchOf(topic: number): Match | null {
    const { rule, where } = this.turnTo(topic);
    this.row.clear();
    this.evaluation.collect(rule, this.lowOf(where), this.highOf(where), -1);
    if (this.found.take() === 0) return null;
    const facts = this.found.facts();
    if (where === PROMINENT && facts.sentences < PROMINENT_SENTENCES) {
      if (!this.evaluation.holds(rule, 0, this.layout.prominentEnd)) return null;
    }
    return { topic: this.topics.idOf(topic), score: scoreOf(facts), evidence: this.found.evidence() };
  }

  /** The topic's match with the story that was opened, or null. */
  protected matchTopic(topic: number): Match | null {
    return this.fits(topic) ? this.matchOf(topic) : null;
  }

  /** Makes ready for a topic: where its rule begins in the code, and where it looks. */
  protected turnTo(topic: number): { readonly rule: number; readonly where: number } {
    const at = this.topics.topicCode[topic] ?? 0;
    const head = this.topics.code[at] ?? 0;
    this.evaluation.ignore(at + 1, head >> 2);
    return { rule: at + 1 + (head >> 2), where: head & 3 };
  }

  protected lowOf(where: number): number {
    return where === IN_HEADLINE ? (this.layout.fieldFirst[HEADLINE] ?? 0) : 0;
  }

  protected highOf(where: number): number {
    return where === IN_HEADLINE ? (this.layout.fieldEnd[HEADLINE] ?? 0) : this.layout.textEnd;
  }
}

/** Makes a matcher for compiled topics: keep it, since it remembers the words it has met. */
export function createMatcher(topics: CompiledTopics): Matcher {
  return new Matcher(topics);
}
