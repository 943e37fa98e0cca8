import { Command, Option } from 'commander';
import { loadConfig } from './configuration.ts';
import { jsonOption } from './options.ts';
import { type Cli, EXIT, type ExitCode, type Terminal } from './terminal.ts';
import { readTopicFolder, renderMistakes, renderWarnings } from './topic-files.ts';
import { topicFolder } from './topic-set.ts';
import { failedTestLine, runTopicTests } from './topic-tests.ts';
import { count } from './words.ts';

const EXAMPLES = `
Examples:
  $ wirewatch topics check
  $ wirewatch topics check my-topics

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
    .argument('[dir]', 'the topics folder (default: topics/ here, else those that ship)')
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
  const folder = await readTopicFolder(dir, config);
  const { topics, mistakes, warnings } = folder;
  const tests = options.tests
    ? await runTopicTests(dir, topics, config, terminal)
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
    for (const failed of tests.failed) terminal.out(failedTestLine(failed, dir));
    const news = good ? goodNews(topics.length, tests.run) : badNews(mistakes.length, tests.failed.length);
    terminal.out(warnings.length > 0 ? `${news} ${count(warnings.length, 'warning')}.` : news);
  }
  return good ? EXIT.done : EXIT.no;
}

function goodNews(topics: number, tests: number): string {
  return `${count(topics, 'topic')}, ${count(tests, 'test')}: all is well.`;
}

function badNews(mistakes: number, failed: number): string {
  return `${count(mistakes, 'mistake')}, ${count(failed, 'failed test')}.`;
}
