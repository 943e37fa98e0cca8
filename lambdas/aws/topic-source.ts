import type { ActiveTopics, Clock, Log, ObjectSource, TopicPointers, TopicSource } from '../../core/ports.ts';
import { loadActiveTopics } from './active-topics.ts';
import { DamagedSet, pushedTopicsIn } from './pushed-set.ts';

/** How long a set is used before the pointer is looked at again. */
const FRESH_MILLISECONDS = 60_000;

/** Sets pushed earlier that are tried when the newest is damaged. */
const MOST_EARLIER = 10;

export interface TopicSourceOptions {
  /** The compiled topics that ship with the function. */
  readonly bundled: Uint8Array;
  readonly objects: ObjectSource;
  readonly pointers: Pick<TopicPointers, 'topicPointer' | 'topicPointers'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/** A loaded set, and the pointer it was loaded for; `objectKey` is null for the bundled one. */
interface Loaded {
  readonly objectKey: string | null;
  readonly topics: ActiveTopics;
}

/**
 * The topics in force: those that the table points at, or else (also after a rollback to them) the bundled ones.
 * Looked up once a minute; when that fails the last good ones stay in force, and the log says so. A container that has
 * none yet takes the set pushed before a damaged one. It throws when it cannot tell which set is in force, or can load
 * none: what is matched with other topics is lost, what fails is tried again.
 */
export function topicSource(options: TopicSourceOptions): TopicSource {
  const { clock, log } = options;
  let current: Loaded | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;

  async function refresh(last: Loaded): Promise<Loaded> {
    try {
      const objectKey = await pointedAt(options);
      return last.objectKey === objectKey ? last : await load(objectKey, options);
    } catch (error) {
      log.warn('the pushed topics cannot be loaded; the last good ones stay in force', {
        reason: reasonOf(error),
      });
      return last;
    }
  }

  return {
    active: async () => {
      if (current !== null && clock.now() - lookedAt < FRESH_MILLISECONDS) return current.topics;
      lookedAt = clock.now();
      current = current === null ? await firstLoad(options) : await refresh(current);
      return current.topics;
    },
  };
}

async function pointedAt({ pointers }: TopicSourceOptions): Promise<string | null> {
  return (await pointers.topicPointer())?.objectKey ?? null;
}

/** The set in force or, where that is damaged, the newest one before it. */
async function firstLoad(options: TopicSourceOptions): Promise<Loaded> {
  const objectKey = await pointedAt(options);
  try {
    return await load(objectKey, options);
  } catch (error) {
    if (!(error instanceof DamagedSet)) throw error;
    options.log.warn('the pushed topics are damaged; those pushed before are in force', {
      reason: error.message,
    });
    const earlier = await firstSound(objectKey, options);
    if (earlier === null) throw error;
    // For the damaged pointer, so that the next look does not fail again.
    return { objectKey, topics: earlier.topics };
  }
}

async function firstSound(damaged: string | null, options: TopicSourceOptions): Promise<Loaded | null> {
  for (const { objectKey } of await options.pointers.topicPointers(MOST_EARLIER)) {
    if (objectKey === damaged) continue;
    try {
      return await load(objectKey, options);
    } catch (error) {
      if (!(error instanceof DamagedSet)) throw error;
    }
  }
  return null;
}

/** Loads a set. Throws {@link DamagedSet} when there is none to load, and what S3 says when it cannot be reached. */
async function load(
  objectKey: string | null,
  { bundled, objects, log }: TopicSourceOptions,
): Promise<Loaded> {
  const topics =
    objectKey === null ? loadActiveTopics(bundled) : await pushedTopicsIn(objects, objectKey, log);
  log.info('topics in force', { set: topics.version, pushed: objectKey !== null });
  return { objectKey, topics };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
