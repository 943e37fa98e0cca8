import { existsSync } from 'node:fs';
import { CONFIG_FILE, loadConfig } from './configuration.ts';
import type { Deployment } from './deployment.ts';
import { activeTopicFiles } from './pushed-topics.ts';
import { CommandFailure, EXIT } from './terminal.ts';
import { readTopicFolder } from './topic-files.ts';
import { noSuchTopic, topicFolder } from './topic-set.ts';

/** Stands for every topic that there is or will be. */
const ALL = 'all';

/** Names of the topics by their ids: those pushed to the deployment, else those of the topics folder here. */
async function knownTopics(deployment: Deployment): Promise<ReadonlyMap<string, string>> {
  const pushed = await activeTopicFiles(deployment);
  const { topics } = pushed ?? (await readTopicFolder(topicFolder(undefined)));
  return new Map(topics.map(({ id, name }) => [id, name.en]));
}

/** How a topic is called; its id where it is not known any more. */
export async function topicNames(deployment: Deployment): Promise<(id: string) => string> {
  const names = await knownTopics(deployment);
  return (id) => names.get(id) ?? id;
}

/** @throws CommandFailure when one of the ids is no topic: nothing would ever be sent for it. */
export async function checkTopics(ids: readonly string[], deployment: Deployment): Promise<void> {
  if (ids.every((id) => id === ALL)) return;
  const known = await knownTopics(deployment);
  const unknown = ids.find((id) => id !== ALL && !known.has(id));
  if (unknown !== undefined) throw noSuchTopic(unknown, [...known.keys(), ALL]);
}

/** @throws CommandFailure when the id is no topic, naming those that there are; `all` is none. */
export async function checkTopic(id: string, deployment: Deployment): Promise<void> {
  const known = await knownTopics(deployment);
  if (!known.has(id)) throw noSuchTopic(id, [...known.keys()]);
}

/** @throws CommandFailure when the configuration at hand has no such briefing; without one nobody can tell. */
export async function checkBriefings(ids: readonly string[]): Promise<void> {
  if (ids.length === 0 || !existsSync(CONFIG_FILE)) return;
  const { briefings } = await loadConfig(undefined);
  const unknown = ids.find((id) => !briefings.some((briefing) => briefing.id === id));
  if (unknown === undefined) return;
  const known =
    briefings.length > 0 ? `There are: ${briefings.map(({ id }) => id).join(', ')}.` : 'It has none.';
  throw new CommandFailure(`${CONFIG_FILE} has no briefing "${unknown}". ${known}`, EXIT.no);
}
