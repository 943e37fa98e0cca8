/**
 * How well topics do on stories that somebody has labelled: precision, recall and what went wrong.
 */

/** A story with the topics it is about, and what the matcher made of it. */
export interface JudgedStory {
  readonly id: string;
  readonly language: string;
  /** Topics that the story is about. */
  readonly labels: readonly string[];
  /** Topics on which reasonable editors differ: not scored. */
  readonly either: readonly string[];
  /** Topics that matched. */
  readonly matched: readonly string[];
  /** Why it is labelled so, in the labeller's words; empty where there are none. */
  readonly reason: string;
  /** What the matcher has to say for a topic that it matched or missed, as a sentence. */
  readonly why: (topic: string) => string;
}

/** Right, wrong and missed stories; the ratios are null where there is nothing to divide by. */
export interface Tally {
  /** Matched, and rightly. */
  readonly right: number;
  /** Matched, but not about the topic. */
  readonly falseAlarms: number;
  /** About the topic, but not matched. */
  readonly missed: number;
  /** right / (right + false alarms). */
  readonly precision: number | null;
  /** right / (right + missed). */
  readonly recall: number | null;
  /** The harmonic mean of both. */
  readonly f1: number | null;
}

/** One topic's result, over all stories and for each language in alphabetical order. */
export interface TopicEvaluation extends Tally {
  readonly topic: string;
  readonly languages: readonly (Tally & { readonly language: string })[];
  readonly wrong: readonly WrongStory[];
}

export interface WrongStory {
  readonly id: string;
  readonly language: string;
  readonly kind: 'false alarm' | 'missed';
  /** Why it is labelled so; empty where the labels come without a reason. */
  readonly reason: string;
  /** The words that the topic was found by, or what it lacked. */
  readonly why: string;
}

/** Scores the topics named, in their order, on stories in theirs. */
export function evaluate(
  stories: readonly JudgedStory[],
  topics: readonly string[],
): readonly TopicEvaluation[] {
  return topics.map((topic) => {
    const scored = stories.filter(({ either }) => !either.includes(topic));
    const languages = [...new Set(scored.map(({ language }) => language))].sort();
    return {
      topic,
      ...tally(scored, topic),
      languages: languages.map((language) => ({
        language,
        ...tally(
          scored.filter((story) => story.language === language),
          topic,
        ),
      })),
      wrong: scored.flatMap((story) => wrongStory(story, topic)),
    };
  });
}

function tally(stories: readonly JudgedStory[], topic: string): Tally {
  let right = 0;
  let falseAlarms = 0;
  let missed = 0;
  for (const { labels, matched } of stories) {
    if (matched.includes(topic) && labels.includes(topic)) right += 1;
    else if (matched.includes(topic)) falseAlarms += 1;
    else if (labels.includes(topic)) missed += 1;
  }
  return {
    right,
    falseAlarms,
    missed,
    precision: ratio(right, right + falseAlarms),
    recall: ratio(right, right + missed),
    f1: ratio(2 * right, 2 * right + falseAlarms + missed),
  };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function wrongStory(
  { id, language, labels, matched, reason, why }: JudgedStory,
  topic: string,
): readonly WrongStory[] {
  const matches = matched.includes(topic);
  if (matches === labels.includes(topic)) return [];
  return [{ id, language, kind: matches ? 'false alarm' : 'missed', reason, why: why(topic) }];
}
