import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { TopicPointer } from '../core/ports.ts';
import { compileTopics } from '../core/watch/compiled/compile.ts';
import type { Topic } from '../core/watch/topic.ts';
import type { TextFile } from '../core/watch/topic-file/yaml-file.ts';
import { readTopics } from '../core/watch/topics.ts';
import type { Deployment, DropBucket } from './deployment.ts';
import { CommandFailure } from './terminal.ts';

/**
 * Pushed topic sets lie in the bucket, named by their content: compiled for intake (`topics/<hash>.bin`), and beside
 * it the files they were compiled from (`topics/<hash>.files.json`), for `pull`, `rollback` and differences.
 */
const FOLDER = 'topics/';
const COMPILED = '.bin';
const FILES = '.files.json';

const filesSchema = z.object({
  schema: z.literal(1),
  files: z.array(z.object({ path: z.string(), text: z.string() })),
});

/** A set of topics with the files it was made from. */
export interface PushedTopics {
  readonly files: readonly TextFile[];
  readonly topics: readonly Topic[];
}

/** Puts a set into the bucket; answers the key that a pointer names. The same set is put under the same key. */
export async function putTopics(bucket: DropBucket, { files, topics }: PushedTopics): Promise<string> {
  const { bytes } = compileTopics(topics);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  const named = files.map(({ path, text }) => ({ path: path.slice(path.lastIndexOf('/') + 1), text }));
  const sources = new TextEncoder().encode(JSON.stringify({ schema: 1, files: named }));
  // The files first: a set that is in force can always be pulled.
  await bucket.put(`${FOLDER}${hash}${FILES}`, sources);
  await bucket.put(`${FOLDER}${hash}${COMPILED}`, bytes);
  return `${FOLDER}${hash}${COMPILED}`;
}

/**
 * The files of a pushed set.
 * @throws CommandFailure when they are no longer in the bucket.
 */
export async function pushedFiles(bucket: DropBucket, pointer: TopicPointer): Promise<readonly TextFile[]> {
  const key = pointer.objectKey.replace(COMPILED, FILES);
  const bytes = await bucket.get(key);
  if (bytes === null)
    throw new CommandFailure(`The files of version ${pointer.rev} (${key}) are not in the bucket.`);
  return filesSchema.parse(JSON.parse(new TextDecoder().decode(bytes))).files;
}

/** The pushed set in force, or null while the one deployed is. */
export async function activeTopicFiles({ store, bucket }: Deployment): Promise<PushedTopics | null> {
  const pointer = await store.topicPointer();
  if (pointer === null) return null;
  const files = await pushedFiles(bucket, pointer);
  return { files, topics: readTopics(files).topics };
}
