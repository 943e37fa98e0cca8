/**
 * What a word or phrase in a topic looks for. `text` is always the words as the topic file writes them.
 *
 * - `word`: the word in any inflection, Danish or English;
 * - `prefix`: any word that begins so (`deploy*`);
 * - `ending`: any longer word that ends so, inflected or not (`-mission`), but for false friends;
 * - `exact`: the word as it stands between spaces; with `capitals` also as upper and lower case stand;
 * - `joined`: a word written with hyphens: those parts joined by hyphens, or all in one word;
 * - `phrase`: its parts next to each other, in order, in one sentence.
 */
export type Term = SingleTerm | JoinedTerm | PhraseTerm;

/** A term of one word: what phrases and hyphenated words are made of. */
export type SingleTerm = WordTerm | PrefixTerm | EndingTerm | ExactTerm;

/** A word in any of its inflections: `mission` also finds `missionens`. */
export interface WordTerm {
  readonly kind: 'word';
  readonly text: string;
}
/** Any word that begins with `text`, which has no `*`. */
export interface PrefixTerm {
  readonly kind: 'prefix';
  readonly text: string;
}
/** Any longer word that ends with `text`, which has no `-`. */
export interface EndingTerm {
  readonly kind: 'ending';
  readonly text: string;
  /** The topic's own false friends: words that end so by accident; `*friend` means any word that ends so. */
  readonly not: readonly string[];
}
/** The word just as it is written; `capitals`: upper and lower case count, too. */
export interface ExactTerm {
  readonly kind: 'exact';
  readonly text: string;
  readonly capitals: boolean;
}
/** A hyphenated word, its parts in order; they also count without hyphens in one word. */
export interface JoinedTerm {
  readonly kind: 'joined';
  readonly text: string;
  readonly parts: readonly SingleTerm[];
}
/** Words that have to follow each other, at least two. */
export interface PhraseTerm {
  readonly kind: 'phrase';
  readonly text: string;
  readonly parts: readonly (SingleTerm | JoinedTerm)[];
}
