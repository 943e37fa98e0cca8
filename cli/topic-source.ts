import type { ActiveTopics, TopicPointer, TopicSource } from '../core/ports.ts';
import { compileTopics } from '../core/watch/compiled/compile.ts';
import { loadTopics } from '../core/watch/compiled/compiled-topics.ts';
import { activeTopics } from '../lambdas/aws/active-topics.ts';
import { DamagedSet, loadPushedSet } from '../lambdas/aws/pushed-set.ts';
import type { Deployment } from './deployment.ts';
import { CommandFailure } from './terminal.ts';
import { loadTopicSet } from './topic-set.ts';

/**
 * The pushed set in force; null while the deployed one is, which cannot be looked at from here. A set that another
 * version compiled is compiled anew from its files.
 * @throws CommandFailure when the set is no longer in the bucket.
 */
export async function pushedSet({ store, bucket }: Deployment): Promise<ActiveTopics | null> {
  const key = (await store.topicPointer())?.objectKey ?? null;
  if (key === null) return null;
  try {
    return (await loadPushedSet(key, (one) => bucket.get(one))).topics;
  } catch (error) {
    throw error instanceof DamagedSet ? new CommandFailure(error.message) : error;
  }
}

/**
 * Whether the set can be loaded as it is, without being compiled anew.
 * @throws CommandFailure when it is no longer in the bucket.
 */
export async function isLoadable(
  { bucket }: Deployment,
  { objectKey }: Pick<TopicPointer, 'objectKey'>,
): Promise<boolean> {
  if (objectKey === null) return true;
  const bytes = await bucket.get(objectKey);
  if (bytes === null) throw new CommandFailure(`The topic set ${objectKey} is not in the bucket.`);
  return loadTopics(bytes).kind === 'topics';
}

/**
 * The topics that a deployment goes by, for work done here: the pushed set, else the topics folder that it was
 * deployed from.
 */
export async function deployedTopics(deployment: Deployment): Promise<TopicSource> {
  const active = (await pushedSet(deployment)) ?? (await folderSet());
  return { active: async () => active };
}

async function folderSet(): Promise<ActiveTopics> {
  return activeTopics(compileTopics((await loadTopicSet(undefined)).topics));
}
