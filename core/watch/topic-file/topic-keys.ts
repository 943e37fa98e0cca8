/** What stands at the left margin of a topic file. */
export const TOPIC_KEYS = [
  'name',
  'about',
  'lists',
  'clauses',
  'alert on any',
  'alert on all',
  'query',
  'none of',
  'where',
  'ignore inside',
  'skip when headline has',
  'false friends',
  'updates',
  'paused',
  'must match',
  'must not match',
] as const;
export type TopicKey = (typeof TOPIC_KEYS)[number];
