import { createHash } from 'node:crypto';
import { userInfo } from 'node:os';
import type { TopicPointer, TopicPointers } from '../core/ports.ts';
import { compileTopics } from '../core/watch/compiled/compile.ts';
import { filesKeyOf, keysOfSet, packFiles, unpackFiles } from '../core/watch/pushed-set.ts';
import type { Topic } from '../core/watch/topic.ts';
import type { TextFile } from '../core/watch/topic-file/yaml-file.ts';
import { readTopics } from '../core/watch/topics.ts';
import type { Deployment, DropBucket } from './deployment.ts';
import { CommandFailure, EXIT } from './terminal.ts';

/** A sample story that a topic's tests name, from the folder in which the topics folder lies. */
export interface Sample {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A set of topics with the files it was made from. */
export interface PushedTopics {
  readonly files: readonly TextFile[];
  readonly topics: readonly Topic[];
  readonly samples: readonly Sample[];
}

/** Puts a set into the bucket; answers the key that a pointer names. The same set is put under the same key. */
export async function putTopics(bucket: DropBucket, set: PushedTopics): Promise<string> {
  const { files, topics, samples } = set;
  const { bytes } = compileTopics(topics);
  const named = files.map(({ path, text }) => ({ path: path.slice(path.lastIndexOf('/') + 1), text }));
  const packed = samples.map(({ path, bytes }) => ({ path, base64: Buffer.from(bytes).toString('base64') }));
  const sources = packFiles({ files: named, samples: packed });
  const keys = keysOfSet(createHash('sha256').update(bytes).update(sources).digest('hex').slice(0, 32));
  // The files first: a set that is in force can always be pulled.
  await bucket.put(keys.files, sources);
  await bucket.put(keys.compiled, bytes);
  return keys.compiled;
}

/**
 * The files and samples of a pushed set; null for the set that was deployed, whose files are with whoever deployed.
 * @throws CommandFailure when they are no longer in the bucket.
 */
export async function pushedFiles(
  bucket: DropBucket,
  { objectKey }: Pick<TopicPointer, 'objectKey'>,
): Promise<Pick<PushedTopics, 'files' | 'samples'> | null> {
  if (objectKey === null) return null;
  const key = filesKeyOf(objectKey);
  const bytes = await bucket.get(key);
  if (bytes === null) {
    throw new CommandFailure(
      `The files of that topic set (${key}) are not in the bucket; "topics rollback --to VERSION" puts another one in force.`,
    );
  }
  const { files, samples } = unpackFiles(bytes);
  return {
    files,
    samples: samples.map(({ path, base64 }) => ({ path, bytes: Buffer.from(base64, 'base64') })),
  };
}

/** The pushed set in force, or null while the one deployed is. */
export async function activeTopicFiles({ store, bucket }: Deployment): Promise<PushedTopics | null> {
  const pointer = await store.topicPointer();
  const pushed = pointer && (await pushedFiles(bucket, pointer));
  return pushed && { ...pushed, topics: readTopics(pushed.files).topics };
}

/**
 * Puts a set in the bucket, or the deployed one, in force, as the version after `present`.
 * @throws CommandFailure when somebody else was faster: what they pushed has to be looked at first.
 */
export async function activate(
  pointers: TopicPointers,
  { objectKey, topics }: Pick<TopicPointer, 'objectKey' | 'topics'>,
  present: TopicPointer | null,
  { by, now }: { readonly by: string; readonly now: Date },
): Promise<TopicPointer> {
  const next = { rev: (present?.rev ?? 0) + 1, objectKey, topics, pushedAt: now.toISOString(), by };
  if ((await pointers.setTopicPointer(next)) === 'done') return next;
  throw new CommandFailure(
    `Somebody else changed the topics just now. Look at "wirewatch topics history" and try again.`,
    EXIT.no,
  );
}

/** Who is named in the history: the name given, else this machine's user. */
export function checkedUser(given: string | undefined): string {
  const name = given?.trim().slice(0, 100);
  if (name) return name;
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
