import { createHash } from 'node:crypto';
import type { ActiveTopics } from '../../core/ports.ts';
import { type CompiledTopics, loadTopics } from '../../core/watch/compiled/compiled-topics.ts';
import { createMatcher } from '../../core/watch/matcher.ts';
import type { TopicFacts } from '../../core/watch/topic.ts';

/** A compiled set of topics ready for use; its version names its content. */
export function activeTopics(topics: CompiledTopics): ActiveTopics {
  const places = new Map(Array.from({ length: topics.size }, (_, index) => [topics.idOf(index), index]));
  const known = new Map<string, TopicFacts>();
  return {
    version: createHash('sha256').update(topics.bytes).digest('hex').slice(0, 16),
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

/** The same from the bytes of a file. Throws a sentence when they are no topics. */
export function loadActiveTopics(bytes: Uint8Array): ActiveTopics {
  const loaded = loadTopics(bytes);
  if (loaded.kind === 'unusable') throw new Error(loaded.reason);
  return activeTopics(loaded.topics);
}
