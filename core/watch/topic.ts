import type { Rule } from './rule.ts';
import type { Term } from './term.ts';

/** What others need to know about a topic without its rule. */
export interface TopicFacts {
  /** The file's name without `.yaml`: `nato-missions`. */
  readonly id: string;
  readonly name: { readonly en: string; readonly da: string };
  /** What the topic is about, in its author's words; empty where the file says nothing. */
  readonly about: string;
  /** Which later versions of a told story are told: see {@link UpdatePolicy}. */
  readonly updates: UpdatePolicy;
  /** Null: live. Otherwise paused until a time (ISO 8601 UTC), or until the file says otherwise. */
  readonly paused: { readonly until: string | null } | null;
}

/** `none`: no updates; `new-topics`: only when the story fits a topic it did not before; `all`: every update. */
export type UpdatePolicy = 'none' | 'new-topics' | 'all';
/** What a topic file may write after `updates:`. */
export const UPDATE_POLICIES: readonly UpdatePolicy[] = ['none', 'new-topics', 'all'];

/**
 * Where the rule must hold: `anywhere`; `prominent`: in headline, lead and the first three paragraphs,
 * or anywhere when at least three sentences bear it out; `headline`: in the headline alone.
 */
export type Where = 'anywhere' | 'prominent' | 'headline';
/** What a topic file may write after `where:`. */
export const WHERES: readonly Where[] = ['anywhere', 'prominent', 'headline'];

/** A watch topic, read and checked. */
export interface Topic extends TopicFacts {
  readonly rule: Rule;
  readonly where: Where;
  /** Words inside these do not count for the rule. */
  readonly ignoreInside: readonly Term[];
  /** Sample files, relative to the project's root, that the topic must or must not match. */
  readonly mustMatch: readonly string[];
  readonly mustNotMatch: readonly string[];
}

/** Whether the topic is paused at `now` (ISO 8601 UTC). */
export function isPaused(topic: Pick<TopicFacts, 'paused'>, now: string): boolean {
  if (topic.paused === null) return false;
  return topic.paused.until === null || now < topic.paused.until;
}
