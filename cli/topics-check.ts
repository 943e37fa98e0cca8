import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Command, Option } from 'commander';
import type { Config } from '../core/config.ts';
import type { Mistake } from '../core/watch/mistake.ts';
import { topicId } from '../core/watch/topic-file/topic-file.ts';
import { loadConfig } from './configuration.ts';
import { jsonOption } from './options.ts';
import { type Cli, CommandFailure, EXIT, type ExitCode, type Terminal } from './terminal.ts';
import { readTopicFolder, renderMistakes, renderWarnings, type TopicFolder } from './topic-files.ts';
import { topicFolder } from './topic-set.ts';
import { failedTestLine, runTopicTests } from './topic-tests.ts';
import { count } from './words.ts';

const EXAMPLES = `
Examples:
  $ wirewatch topics check
  $ wirewatch topics check my-topics
  $ wirewatch topics check topics/drones.yaml

A warning is no mistake: a word that also finds another word by accident.
Exit codes: 0 all is well (warnings or not), 1 there are mistakes or a topic fails one of its own tests.`;

interface CheckOptions {
  readonly json?: true;
  readonly tests: boolean;
  readonly config?: string;
}

/** `wirewatch topics check`: every mistake in topic files, and the topics' own tests. */
export function topicsCheckCommand({ terminal, finish }: Cli): Command {
  return new Command('check')
    .description("find mistakes in topic files, and run the topics' own tests")
    .argument('[dir]', 'the topics folder, or one file of it (default: topics/ here, else those that ship)')
    .addOption(new Option('--no-tests', 'leave out must match and must not match'))
    .addOption(new Option('--config <file>', 'the configuration, for its wires'))
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (dir: string | undefined, options: CheckOptions) => {
      finish(await check(topicFolder(dir), options, terminal));
    });
}

async function check(dir: string, options: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  const config = await loadConfig(options.config);
  const folder = await readTopics(dir, config);
  const { topics, mistakes, warnings } = folder;
  const tests = options.tests
    ? await runTopicTests(folder.folder, topics, config, terminal)
    : { run: 0, failed: [], samples: [] };
  const good = mistakes.length === 0 && tests.failed.length === 0;
  if (options.json) {
    const ids = topics.map(({ id }) => id);
    const { run, failed } = tests;
    const report = { schema: 1, folder: dir, topics: ids, mistakes, warnings, tests: run, failed };
    terminal.out(JSON.stringify(report));
  } else {
    for (const mistake of renderMistakes(folder)) terminal.out(mistake);
    for (const warning of renderWarnings(folder)) terminal.out(warning);
    for (const failed of tests.failed) terminal.out(failedTestLine(failed, folder.folder));
    const news = good ? goodNews(topics.length, tests.run) : badNews(mistakes.length, tests.failed.length);
    terminal.out(warnings.length > 0 ? `${news} ${count(warnings.length, 'warning')}.` : news);
  }
  return good ? EXIT.done : EXIT.no;
}

/** The folder, or of the one that a file lies in what is that file's. */
async function readTopics(path: string, config: Config): Promise<TopicFolder> {
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) return readTopicFolder(path, config);
  if (!/\.ya?ml$/u.test(path))
    throw new CommandFailure(`${path} is no topic file: its name does not end in .yaml.`);
  const folder = await readTopicFolder(dirname(path), config);
  const isOwn = ({ file }: Mistake) => basename(file) === basename(path);
  return {
    ...folder,
    topics: folder.topics.filter(({ id }) => id === topicId(path)),
    mistakes: folder.mistakes.filter(isOwn),
    warnings: folder.warnings.filter(isOwn),
  };
}

function goodNews(topics: number, tests: number): string {
  return `${count(topics, 'topic')}, ${count(tests, 'test')}: all is well.`;
}

function badNews(mistakes: number, failed: number): string {
  return `${count(mistakes, 'mistake')}, ${count(failed, 'failed test')}.`;
}
