import type { ActiveTopics, Log, ObjectSource } from '../../core/ports.ts';
import type { CompiledAnew } from '../../core/watch/compile-stored.ts';
import { loadTopics } from '../../core/watch/compiled/compiled-topics.ts';
import { filesKeyOf } from '../../core/watch/pushed-set.ts';
import { activeTopics } from './active-topics.ts';

const MOST_BYTES = 100_000_000;

/** A pushed set that no trying again will load. */
export class DamagedSet extends Error {
  override readonly name = 'DamagedSet';
}

/** A set that is ready for use, and how it came to be. */
export interface LoadedSet {
  readonly topics: ActiveTopics;
  /** Whether it had to be compiled anew: another release had compiled it, or its bytes are damaged. */
  readonly isAnew: boolean;
  /** The files that could not be read then; their topics are missing. */
  readonly left: readonly string[];
}

/** Reads an object of the bucket; null when there is none. */
export type ReadBytes = (key: string) => Promise<Uint8Array | null>;

/**
 * Loads a pushed set; one that cannot be loaded as it is, because another release compiled it, is compiled anew from its
 * files, so that an update of the service stops nothing. Throws {@link DamagedSet} when there is none to load, and what
 * the bucket says when it cannot be reached.
 */
export async function loadPushedSet(key: string, read: ReadBytes): Promise<LoadedSet> {
  const bytes = await read(key);
  if (bytes === null) throw new DamagedSet(`The topic set ${key} is not in the bucket.`);
  const loaded = loadTopics(bytes);
  if (loaded.kind === 'topics') return { topics: activeTopics(loaded.topics), isAnew: false, left: [] };
  const files = await read(filesKeyOf(key));
  const anew = files && (await compiledAnew(files));
  if (anew === null) throw new DamagedSet(loaded.reason);
  return { topics: activeTopics(anew.topics), isAnew: true, left: anew.left };
}

/** As {@link loadPushedSet}, of a process that goes by the set; its log says when that is work which a push would save. */
export async function pushedTopicsIn(objects: ObjectSource, key: string, log: Log): Promise<ActiveTopics> {
  const { topics, isAnew, left } = await loadPushedSet(key, async (one) => {
    const reading = await objects.read({ key: one, versionId: null }, MOST_BYTES);
    return reading.kind === 'object' ? reading.bytes : null;
  });
  if (isAnew) {
    const about = { set: key, ...(left.length === 0 ? {} : { left: left.join(', ') }) };
    log.warn('the pushed topics had to be compiled anew; push them again to have that done once', about);
  }
  return topics;
}

async function compiledAnew(files: Uint8Array): Promise<CompiledAnew | null> {
  // Reading topic files takes a fifth of all code, which a function that starts as usual need not load.
  const { compileStored } = await import('../../core/watch/compile-stored.ts');
  try {
    return compileStored(files);
  } catch {
    return null;
  }
}
