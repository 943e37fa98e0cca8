import { type Story, TEXT_FIELDS } from '../story/story.ts';
import type { CompiledTopics } from './compiled/compiled-topics.ts';
import { NEED_BITS } from './compiled/layout.ts';
import { MOST_NEEDS } from './compiled/needs.ts';
import { Evaluation } from './evaluation.ts';
import type { Evidence, Match } from './match.ts';
import { Occurrences } from './occurrences.ts';
import { type ScoreFacts, scoreOf } from './score.ts';
import { StoryFacts } from './story-facts.ts';
import { HEADLINE, LEAD, StoryLayout } from './story-layout.ts';
import { WHERES } from './topic.ts';
import { WordRow } from './word-row.ts';

/** More evidence than this is not listed (nor stored); the score counts all. */
export const MOST_EVIDENCE = 100;

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
  protected readonly words: Occurrences;
  protected readonly evaluation: Evaluation;
  /** For each topic the story for which needs were met << MOST_NEEDS, and a bit for each that was. */
  private readonly met: Int32Array;
  private story = 0;
  private readonly labels = new Map<number, string>();
  private sentencesSeen: Int32Array = new Int32Array(0);
  private visit = 0;

  constructor(topics: CompiledTopics) {
    this.topics = topics;
    this.words = new Occurrences(topics, this.layout.tokens);
    this.evaluation = new Evaluation(topics, this.layout, this.words, this.row);
    this.met = new Int32Array(topics.size);
  }

  /** The topics that fit the story, in order of their ids, paused ones too. */
  match(story: Story): readonly Match[] {
    this.open(story);
    const candidates = this.candidates();
    const matches: Match[] = [];
    for (const topic of candidates) {
      const match = this.matchTopic(topic);
      if (match !== null) matches.push(match);
    }
    return matches.sort((a, b) => (a.topic < b.topic ? -1 : 1));
  }

  /** Reads a story; what is asked afterwards is asked of it. */
  protected open(story: Story): void {
    this.words.open();
    this.layout.read(story, this.words);
    this.words.close();
    this.evaluation.open(new StoryFacts(story));
    this.nextStory();
    if (this.sentencesSeen.length < this.layout.tokens.sentences) {
      this.sentencesSeen = new Int32Array(this.layout.tokens.sentences * 2);
    }
  }

  private nextStory(): void {
    this.story++;
    if (this.story < MOST_STORIES) return;
    this.story = 1;
    this.met.fill(0);
  }

  /** Topics of which all that they need occurs. */
  private candidates(): readonly number[] {
    const { topics, met } = this;
    const { needStart, needs, topicNeeds } = topics;
    const found: number[] = [];
    const fresh = this.story << MOST_NEEDS;
    for (let index = 0; index < this.words.presentCount; index++) {
      const term = this.words.present[index] ?? 0;
      const end = needStart[term + 1] ?? 0;
      for (let at = needStart[term] ?? 0; at < end; at++) {
        const need = needs[at] ?? 0;
        const topic = need >> NEED_BITS;
        const before = met[topic] ?? 0;
        const now = (before > fresh ? before : fresh) | (1 << (need & (MOST_NEEDS - 1)));
        if (now === before) continue;
        met[topic] = now;
        if (now === (fresh | (topicNeeds[topic] ?? 0))) found.push(topic);
      }
    }
    return found;
  }

  /** The topic's match with the story that was opened, or null. */
  protected matchTopic(topic: number): Match | null {
    const at = this.topics.topicCode[topic] ?? 0;
    const head = this.topics.code[at] ?? 0;
    const ignored = head >> 2;
    const rule = at + 1 + ignored;
    this.evaluation.ignore(at + 1, ignored);
    if (!this.collectWhere(rule, head & 3)) return null;
    const order = this.sortRow();
    if (order.length === 0) return null;
    const facts = this.scoreFacts(order);
    if ((head & 3) === PROMINENT && facts.sentences < PROMINENT_SENTENCES && !this.isProminent(rule))
      return null;
    return { topic: this.topics.idOf(topic), score: scoreOf(facts), evidence: this.evidence(order) };
  }

  /** Whether the rule holds where the topic asks; then the row has the words that bear it out. */
  protected collectWhere(rule: number, where: number): boolean {
    const low = where === IN_HEADLINE ? (this.layout.fieldFirst[HEADLINE] ?? 0) : 0;
    const high = where === IN_HEADLINE ? (this.layout.fieldEnd[HEADLINE] ?? 0) : this.layout.textEnd;
    this.row.clear();
    if (!this.evaluation.holds(rule, low, high)) return false;
    this.evaluation.collect(rule, low, high, -1);
    return true;
  }

  protected isProminent(rule: number): boolean {
    return this.evaluation.holds(rule, 0, this.layout.prominentEnd);
  }

  /** Entries of the row by field and place, each once, without those inside a longer one of the same clause. */
  protected sortRow(): readonly number[] {
    const { row } = this;
    const order: number[] = [];
    for (let index = 0; index < row.count; index++) order.push(index);
    if (order.length > 1) order.sort((a, b) => this.compareEntries(a, b));
    const kept: number[] = [];
    const reach = new Map<number, number>();
    for (const index of order) {
      const clause = (row.clause[index] ?? 0) * 2 + (row.lead[index] ?? 0);
      const end = row.end[index] ?? 0;
      if (end <= (reach.get(clause) ?? 0)) continue;
      reach.set(clause, end);
      kept.push(index);
    }
    return kept;
  }

  private compareEntries(a: number, b: number): number {
    const { row } = this;
    const rank = (index: number) => {
      const token = row.start[index] ?? 0;
      return (row.lead[index] === 1 ? LEAD : this.layout.fieldOf(token)) * 2 ** 32 + token;
    };
    return (
      rank(a) - rank(b) ||
      (row.end[b] ?? 0) - (row.end[a] ?? 0) ||
      (row.clause[a] ?? 0) - (row.clause[b] ?? 0)
    );
  }

  /** What the score rests on. */
  protected scoreFacts(order: readonly number[]): ScoreFacts {
    const { row, layout, sentencesSeen } = this;
    this.visit++;
    let sentences = 0;
    let place: ScoreFacts['place'] = 'below';
    const clauses = new Set<number>();
    for (const index of order) {
      clauses.add(row.clause[index] ?? 0);
      const token = row.start[index] ?? 0;
      place = moreProminent(place, this.placeOf(token));
      const sentence = layout.tokens.sentence[token] ?? 0;
      if (sentencesSeen[sentence] === this.visit) continue;
      sentencesSeen[sentence] = this.visit;
      sentences++;
    }
    return { sentences, place, clauses: clauses.size };
  }

  private placeOf(token: number): ScoreFacts['place'] {
    const { layout } = this;
    if (token < (layout.fieldEnd[HEADLINE] ?? 0)) return 'headline';
    if (token < layout.openingEnd) return 'opening';
    return token < layout.prominentEnd ? 'upper' : 'below';
  }

  protected evidence(order: readonly number[]): readonly Evidence[] {
    const { row, layout } = this;
    return order.slice(0, MOST_EVIDENCE).map((index) => {
      const first = row.start[index] ?? 0;
      const field = row.lead[index] === 1 ? LEAD : layout.fieldOf(first);
      const start = layout.tokens.start[first] ?? 0;
      const end = layout.tokens.end[(row.end[index] ?? 1) - 1] ?? 0;
      return {
        field: TEXT_FIELDS[field] ?? 'body',
        start,
        end,
        text: (layout.texts[field] ?? '').slice(start, end),
        clause: this.labelOf(row.clause[index] ?? -1),
      };
    });
  }

  private labelOf(clause: number): string {
    const known = this.labels.get(clause);
    if (known !== undefined) return known;
    const label = this.topics.stringAt(clause);
    if (this.labels.size > 10_000) this.labels.clear();
    this.labels.set(clause, label);
    return label;
  }
}

const PLACES = ['headline', 'opening', 'upper', 'below'] as const;

function moreProminent(a: ScoreFacts['place'], b: ScoreFacts['place']): ScoreFacts['place'] {
  return PLACES.indexOf(a) < PLACES.indexOf(b) ? a : b;
}

/** Makes a matcher for compiled topics: keep it, since it remembers the words it has met. */
export function createMatcher(topics: CompiledTopics): Matcher {
  return new Matcher(topics);
}
