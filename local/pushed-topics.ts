import type { ActiveTopics, Clock, Log, ObjectSource, TopicPointers, TopicSource } from '../core/ports.ts';
import { pushedTopicsIn } from '../lambdas/aws/pushed-set.ts';

/** How often to look whether another set was pushed. */
const LOOK = 1_000;

/** Where pushed sets are known from. */
export interface PushedTopicsOptions {
  readonly objects: ObjectSource;
  readonly pointers: Pick<TopicPointers, 'topicPointer'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/**
 * The pushed topics; those of the folder as long as nothing was pushed, or again after a rollback to them. A push is in force a second later;
 * one that cannot be loaded leaves the last good set.
 */
export function pushedTopics(folder: TopicSource, options: PushedTopicsOptions): TopicSource {
  const { objects, pointers, clock, log } = options;
  let pushed: { readonly objectKey: string; readonly topics: ActiveTopics } | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  return {
    active: async () => {
      if (clock.now() - lookedAt >= LOOK) {
        lookedAt = clock.now();
        const objectKey = (await pointers.topicPointer())?.objectKey ?? null;
        if (objectKey === null) pushed = null;
        else if (objectKey !== pushed?.objectKey) {
          const topics = await load(objectKey, objects, log);
          if (topics !== null) pushed = { objectKey, topics };
        }
      }
      return pushed?.topics ?? folder.active();
    },
  };
}

async function load(key: string, objects: ObjectSource, log: Log): Promise<ActiveTopics | null> {
  try {
    return await pushedTopicsIn(objects, key, log);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.warn('The pushed topics cannot be loaded; the last good ones stay in force.', { reason });
    return null;
  }
}
