import type { StoredVersion, TopicRow } from '../ports.ts';

/** The rows under which the topics of a version list it: at the time when it came or its embargo ends. */
export function topicRowsOf(
  key: string,
  { commit, matches, receivedAt, story }: Pick<StoredVersion, 'commit' | 'matches' | 'receivedAt' | 'story'>,
): TopicRow[] {
  const [, at = receivedAt] = [receivedAt, story.embargoUntil ?? receivedAt].sort();
  return matches.map(({ topic }) => ({ topic, key, commit, at }));
}
