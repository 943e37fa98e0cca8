import { createHash } from 'node:crypto';
import type { ActiveTopics, Clock, Log, ObjectSource, TopicPointers, TopicSource } from '../../core/ports.ts';
import { activeTopics } from './active-topics.ts';

/** How long a set is used before the pointer is looked at again. */
const FRESH_MILLISECONDS = 60_000;
const MOST_BYTES = 100_000_000;

export interface TopicSourceOptions {
  /** The compiled topics that ship with the function. */
  readonly bundled: Uint8Array;
  readonly objects: ObjectSource;
  readonly pointers: Pick<TopicPointers, 'topicPointer'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/**
 * The topics in force: those that the table points at, or else (also after a rollback to them) the bundled ones. Looked up once a minute;
 * when a pushed set cannot be loaded the last good one stays in force, and the log says so.
 */
export function topicSource({ bundled, objects, pointers, clock, log }: TopicSourceOptions): TopicSource {
  let current: { readonly objectKey: string | null; readonly topics: ActiveTopics } | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;

  async function refresh(): Promise<ActiveTopics> {
    const objectKey = (await pointers.topicPointer())?.objectKey ?? null;
    if (current !== null && current.objectKey === objectKey) return current.topics;
    const bytes = objectKey === null ? bundled : await pushedBytes(objectKey, objects);
    const topics = activeTopics(contentName(bytes), bytes);
    current = { objectKey, topics };
    log.info('topics in force', { set: topics.version, pushed: objectKey !== null });
    return topics;
  }

  return {
    active: async () => {
      if (current !== null && clock.now() - lookedAt < FRESH_MILLISECONDS) return current.topics;
      lookedAt = clock.now();
      try {
        return await refresh();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        log.warn('the pushed topics cannot be loaded; the last good ones stay in force', { reason });
        current ??= { objectKey: null, topics: activeTopics(contentName(bundled), bundled) };
        return current.topics;
      }
    },
  };
}

async function pushedBytes(key: string, objects: ObjectSource): Promise<Uint8Array> {
  const reading = await objects.read({ key, versionId: null }, MOST_BYTES);
  if (reading.kind !== 'object') throw new Error(`The topic set ${key} is not in the bucket`);
  return reading.bytes;
}

/** Names a set by its content. */
export function contentName(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
