import type { ActiveTopics, Log, ObjectSource } from '../../core/ports.ts';
import type { CompiledAnew } from '../../core/watch/compile-stored.ts';
import { loadTopics } from '../../core/watch/compiled/compiled-topics.ts';
import { filesKeyOf } from '../../core/watch/pushed-set.ts';
import { activeTopics } from './active-topics.ts';
import { contentName } from './content-name.ts';

const MOST_BYTES = 100_000_000;

/** A pushed set that no trying again will load. */
export class DamagedSet extends Error {
  override readonly name = 'DamagedSet';
}

/**
 * Loads a pushed set; one that another release compiled is compiled anew from its files, so that an update of the
 * service stops nothing. Throws {@link DamagedSet} when there is none to load, and what the bucket says when it cannot
 * be reached.
 */
export async function loadPushedSet(key: string, objects: ObjectSource, log: Log): Promise<ActiveTopics> {
  const bytes = await bytesOf(key, objects);
  const loaded = loadTopics(bytes);
  if (loaded.kind === 'topics') return activeTopics(contentName(bytes), bytes);
  if (loaded.kind === 'unusable') throw new DamagedSet(loaded.reason);
  const filesKey = filesKeyOf(key);
  const anew = await compiledAnew(await bytesOf(filesKey, objects));
  log.warn(
    'the pushed topics are of another release and were compiled anew; push them again to have that done',
    {
      set: key,
      left: anew.left.join(', '),
    },
  );
  return activeTopics(contentName(anew.bytes), anew.bytes);
}

async function compiledAnew(files: Uint8Array): Promise<CompiledAnew> {
  // Reading topic files takes a fifth of all code, which a function that starts as usual need not load.
  const { compileStored } = await import('../../core/watch/compile-stored.ts');
  try {
    return compileStored(files);
  } catch (error) {
    throw new DamagedSet(error instanceof Error ? error.message : String(error));
  }
}

async function bytesOf(key: string, objects: ObjectSource): Promise<Uint8Array> {
  const reading = await objects.read({ key, versionId: null }, MOST_BYTES);
  if (reading.kind !== 'object') throw new DamagedSet(`The topic set ${key} is not in the bucket`);
  return reading.bytes;
}
