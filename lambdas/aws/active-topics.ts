import type { ActiveTopics } from '../../core/ports.ts';
import { loadTopics } from '../../core/watch/compiled/compiled-topics.ts';
import { createMatcher } from '../../core/watch/matcher.ts';
import type { TopicFacts } from '../../core/watch/topic.ts';

/** A compiled set of topics ready for use. Throws a sentence when the bytes are none. */
export function activeTopics(version: string, bytes: Uint8Array): ActiveTopics {
  const loaded = loadTopics(bytes);
  if (loaded.kind !== 'topics') throw new Error(loaded.reason);
  const { topics } = loaded;
  const places = new Map(Array.from({ length: topics.size }, (_, index) => [topics.idOf(index), index]));
  const known = new Map<string, TopicFacts>();
  return {
    version,
    matcher: createMatcher(topics),
    ids: () => [...places.keys()],
    facts: (id) => {
      const place = places.get(id);
      if (place === undefined) return null;
      const facts = known.get(id) ?? topics.factsOf(place);
      known.set(id, facts);
      return facts;
    },
  };
}
