import type { StoredVersion, TopicRow } from '../ports.ts';

/** The rows under which the topics of a version list it: at the time when it came or its story's embargo ends. */
export function topicRowsOf(
  key: string,
  { commit, matches, receivedAt }: Pick<StoredVersion, 'commit' | 'matches' | 'receivedAt'>,
  embargoUntil: string | null,
): TopicRow[] {
  const [, at = receivedAt] = [receivedAt, embargoUntil ?? receivedAt].sort();
  return matches.map(({ topic }) => ({ topic, key, commit, at }));
}
