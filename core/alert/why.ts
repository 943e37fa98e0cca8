import type { StoredVersion } from '../ports.ts';
import { quotesOf } from '../watch/quote.ts';
import type { Why } from './message.ts';

/** Why each of some topics fits a version: its evidence as quotes, the matched words between asterisks. */
export function whyOf({ story, matches }: StoredVersion, topics: readonly string[]): Why[] {
  return matches
    .filter(({ topic }) => topics.includes(topic))
    .map((match) => ({ topic: match.topic, score: match.score, quotes: quotesOf(story, match) }));
}
