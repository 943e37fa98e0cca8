/** What a match's relevance rests on. */
export interface ScoreFacts {
  /** Sentences with words that bear the rule out. */
  readonly sentences: number;
  /** The most prominent place of such words. */
  readonly place: 'headline' | 'opening' | 'upper' | 'below';
  /** How many different clauses they bear out. */
  readonly clauses: number;
}

/** One line of a score's sum. */
export interface ScorePart {
  readonly why: string;
  readonly points: number;
}

const MATCHED = 40;
const PLACE_POINTS = { headline: 25, opening: 15, upper: 8, below: 0 } as const;
const PLACE_WORDS = {
  headline: 'in the headline',
  opening: 'in the lead or first paragraph',
  upper: 'in the first three paragraphs',
  below: 'only further down',
} as const;
const PER_SENTENCE = 4;
const MOST_FOR_SENTENCES = 20;
const PER_CLAUSE = 5;
const MOST_FOR_CLAUSES = 15;

/** Relevance from 40 to 100: that it matched, where, how often, in how many ways. */
export function scoreOf({ place, sentences, clauses }: ScoreFacts): number {
  return MATCHED + PLACE_POINTS[place] + sentencePoints(sentences) + clausePoints(clauses);
}

/** The sum behind {@link scoreOf}. */
export function scoreParts({ place, sentences, clauses }: ScoreFacts): readonly ScorePart[] {
  return [
    { why: 'the rule holds', points: MATCHED },
    { why: PLACE_WORDS[place], points: PLACE_POINTS[place] },
    { why: sentences === 1 ? 'one sentence' : `${sentences} sentences`, points: sentencePoints(sentences) },
    { why: clauses === 1 ? 'one clause' : `${clauses} different clauses`, points: clausePoints(clauses) },
  ];
}

function sentencePoints(sentences: number): number {
  return Math.min(MOST_FOR_SENTENCES, PER_SENTENCE * (sentences - 1));
}

function clausePoints(clauses: number): number {
  return Math.min(MOST_FOR_CLAUSES, PER_CLAUSE * (clauses - 1));
}
