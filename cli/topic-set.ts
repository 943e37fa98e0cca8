import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { compileTopics } from '../core/watch/compiled/compile.ts';
import { createMatcher, type Matcher } from '../core/watch/matcher.ts';
import type { Topic } from '../core/watch/topic.ts';
import { nearestName } from '../core/watch/topic-file/names.ts';
import { CONFIG_FILE } from './configuration.ts';
import { CommandFailure, EXIT } from './terminal.ts';
import { readTopicFolder, renderMistakes, SHIPPED_TOPICS } from './topic-files.ts';

/** Topics ready to be asked. */
export interface TopicSet {
  /** In order of id. */
  readonly topics: readonly Topic[];
  readonly matcher: Matcher;
}

export interface TopicOptions {
  readonly topics?: string;
  readonly config?: string;
}

/** Adds the options that name the topics and the configuration of offline commands. */
export function addTopicOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--topics <dir>', 'the topics folder (default: topics/ here, else those that ship)'),
    )
    .addOption(
      new Option('--config <file>', `the configuration (default: ${CONFIG_FILE} here, if there is one)`),
    );
}

/** The folder meant: the one named, else `topics` in the current folder, else the one that ships. */
export function topicFolder(named: string | undefined): string {
  return named ?? (existsSync('topics') ? 'topics' : SHIPPED_TOPICS);
}

/**
 * Reads and compiles the topics of a folder.
 * @throws CommandFailure with every mistake when there are some: half a set would give half an answer.
 */
export async function loadTopicSet(named: string | undefined): Promise<TopicSet> {
  const folder = await readTopicFolder(topicFolder(named));
  if (folder.mistakes.length > 0) {
    const first = `The topics in ${folder.folder} have mistakes:`;
    throw new CommandFailure([first, ...renderMistakes(folder)].join('\n'));
  }
  return { topics: folder.topics, matcher: createMatcher(compileTopics(folder.topics)) };
}

/** The topic of an id. @throws CommandFailure when there is none, naming those that there are. */
export function topicById(topics: readonly Topic[], id: string): Topic {
  const topic = topics.find((one) => one.id === id);
  if (topic) return topic;
  throw noSuchTopic(
    id,
    topics.map((one) => one.id),
  );
}

/** Says that there is no such topic, which there are, and which is meant perhaps. */
export function noSuchTopic(id: string, known: readonly string[]): CommandFailure {
  const near = nearestName(id.toLowerCase(), known);
  const question = near === null ? '' : `Did you mean ${near}? `;
  return new CommandFailure(`There is no topic "${id}". ${question}There are: ${known.join(', ')}.`, EXIT.no);
}
