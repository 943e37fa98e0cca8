import type { TextField } from '../story/story.ts';

/** Words of a story that satisfied a clause of a topic's rule. */
export interface Evidence {
  readonly field: TextField;
  /** First UTF-16 code unit of the words in the field's text (`fieldText`). */
  readonly start: number;
  /** One past the last code unit. */
  readonly end: number;
  /** Exactly the field's text from `start` to `end`. */
  readonly text: string;
  /** The clause as the topic file writes it: `one of: operations`. */
  readonly clause: string;
}

/** A topic fits a story: why, and how much. */
export interface Match {
  /** The topic's id: its file name without `.yaml`. */
  readonly topic: string;
  /** Relevance, 0 to 100. */
  readonly score: number;
  /** In order of field and place; never empty. */
  readonly evidence: readonly Evidence[];
}
