import type { ActiveTopics, TopicSource } from '../core/ports.ts';
import { compileTopics } from '../core/watch/compiled/compile.ts';
import { activeTopics } from '../lambdas/aws/active-topics.ts';
import { contentName } from '../lambdas/aws/topic-source.ts';
import type { Deployment } from './deployment.ts';
import { CommandFailure } from './terminal.ts';
import { loadTopicSet } from './topic-set.ts';

/**
 * The topics that a deployment goes by, for work done here: the pushed set, else the topics folder that it was
 * deployed from.
 */
export async function deployedTopics({ store, bucket }: Deployment): Promise<TopicSource> {
  const pointer = await store.topicPointer();
  const bytes = pointer ? await bucket.get(pointer.objectKey) : await folderBytes();
  if (bytes === null) throw new CommandFailure(`The topic set ${pointer?.objectKey} is not in the bucket.`);
  const active: ActiveTopics = activeTopics(contentName(bytes), bytes);
  return { active: async () => active };
}

async function folderBytes(): Promise<Uint8Array> {
  return compileTopics((await loadTopicSet(undefined)).topics).bytes;
}
