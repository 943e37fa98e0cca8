import type { ActiveTopics, TopicSource } from '../core/ports.ts';
import { compileTopics } from '../core/watch/compiled/compile.ts';
import { activeTopics } from '../lambdas/aws/active-topics.ts';
import { contentName } from '../lambdas/aws/topic-source.ts';
import type { Deployment } from './deployment.ts';
import { CommandFailure } from './terminal.ts';
import { loadTopicSet } from './topic-set.ts';

/** The pushed set in force; null while the deployed one is, which cannot be looked at from here. */
export async function pushedSet({ store, bucket }: Deployment): Promise<ActiveTopics | null> {
  const key = (await store.topicPointer())?.objectKey ?? null;
  if (key === null) return null;
  const bytes = await bucket.get(key);
  if (bytes === null) throw new CommandFailure(`The topic set ${key} is not in the bucket.`);
  return activeTopics(contentName(bytes), bytes);
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
  const { bytes } = compileTopics((await loadTopicSet(undefined)).topics);
  return activeTopics(contentName(bytes), bytes);
}
