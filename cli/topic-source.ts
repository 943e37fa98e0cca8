import type { ActiveTopics, TopicPointer, TopicSource } from '../core/ports.ts';
import { compileTopics } from '../core/watch/compiled/compile.ts';
import { loadTopics } from '../core/watch/compiled/compiled-topics.ts';
import type { Topic } from '../core/watch/topic.ts';
import { activeTopics } from '../lambdas/aws/active-topics.ts';
import { contentName } from '../lambdas/aws/content-name.ts';
import type { Deployment } from './deployment.ts';
import { activeTopicFiles } from './pushed-topics.ts';
import { CommandFailure } from './terminal.ts';
import { loadTopicSet } from './topic-set.ts';

/**
 * The pushed set in force; null while the deployed one is, which cannot be looked at from here. A set that another
 * version compiled is compiled anew from its files.
 */
export async function pushedSet(deployment: Deployment): Promise<ActiveTopics | null> {
  const key = (await deployment.store.topicPointer())?.objectKey ?? null;
  if (key === null) return null;
  const bytes = await compiledBytes(deployment, key);
  if (loadTopics(bytes).kind === 'topics') return activeTopics(contentName(bytes), bytes);
  const pushed = await activeTopicFiles(deployment);
  return pushed && compiledSet(pushed.topics);
}

/** Whether intake can load the set; one that another version compiled has to be pushed again. */
export async function canBeLoaded(
  deployment: Deployment,
  { objectKey }: Pick<TopicPointer, 'objectKey'>,
): Promise<boolean> {
  return objectKey === null || loadTopics(await compiledBytes(deployment, objectKey)).kind === 'topics';
}

/** @throws CommandFailure when the set is no longer in the bucket. */
async function compiledBytes({ bucket }: Deployment, key: string): Promise<Uint8Array> {
  const bytes = await bucket.get(key);
  if (bytes === null) throw new CommandFailure(`The topic set ${key} is not in the bucket.`);
  return bytes;
}

function compiledSet(topics: readonly Topic[]): ActiveTopics {
  const { bytes } = compileTopics(topics);
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
  return compiledSet((await loadTopicSet(undefined)).topics);
}
