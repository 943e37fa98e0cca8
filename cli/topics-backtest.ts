import { Command, Option } from 'commander';
import { AS_TAKEN_IN, Backtester, type PastStory } from '../core/watch/backtest.ts';
import { backtestLines } from './backtest-report.ts';
import { loadConfig } from './configuration.ts';
import { withDeployment } from './deployment.ts';
import { type Since, sinceTime } from './duration.ts';
import {
  addDeploymentOptions,
  type DeploymentOptions,
  deploymentChoice,
  jsonOption,
  sinceOption,
} from './options.ts';
import { storedStories, storiesInFiles } from './past-stories.ts';
import { startProgress } from './progress.ts';
import { type Cli, CommandFailure, EXIT, type Terminal } from './terminal.ts';
import { addTopicOptions, loadTopicSet, type TopicOptions, topicById } from './topic-set.ts';
import { pushedSet } from './topic-source.ts';
import { count } from './words.ts';

const EXAMPLES = `
Examples:
  $ wirewatch topics backtest --stories archive/               stories in files
  $ wirewatch topics backtest --since 30d                      stored stories, compared with the topics in force
  $ wirewatch topics backtest --stories archive/ --before old-topics --topic drones

Exit codes: 0 done, 1 a topic hits more than 5 % of the stories or there is none, 3 a file could not be opened (the others were read).`;

interface BacktestOptions extends DeploymentOptions, TopicOptions {
  readonly stories?: readonly string[];
  readonly before?: string;
  readonly topic?: readonly string[];
  readonly since: Since;
  readonly json?: true;
}

/** `wirewatch topics backtest`: what the topics would have hit. */
export function topicsBacktestCommand({ terminal, finish }: Cli): Command {
  const command = new Command('backtest')
    .description('try topics on past stories: how many hits a day, and what is new or lost')
    .addOption(
      new Option('--stories <paths...>', 'files or folders (default: what the deployment has stored)'),
    )
    .addOption(new Option('--before <dir>', 'compare with the topics in this folder'))
    .addOption(new Option('--topic <ids...>', 'only these topics'))
    .addOption(sinceOption('30d'))
    .addOption(jsonOption());
  return addDeploymentOptions(addTopicOptions(command))
    .addHelpText('after', EXAMPLES)
    .action(async (options: BacktestOptions) => {
      let unreadable = false;
      const { topics, matcher } = await loadTopicSet(options.topics);
      const ids = options.topic?.map((id) => topicById(topics, id).id) ?? topics.map(({ id }) => id);
      const before = options.before === undefined ? null : (await loadTopicSet(options.before)).matcher;
      const result = options.stories
        ? await runOver(
            storiesInFiles(options.stories, await loadConfig(options.config), terminal, () => {
              unreadable = true;
            }),
            new Backtester(ids, matcher, before),
            terminal,
          )
        : await withDeployment(deploymentChoice(options), async (deployment) => {
            const present = before ?? (await pushedSet(deployment))?.matcher ?? AS_TAKEN_IN;
            const since = sinceTime(options.since, terminal.now());
            return runOver(
              storedStories(deployment.store, since),
              new Backtester(ids, matcher, present),
              terminal,
            );
          });
      if (options.stories && result.stories === 0) {
        if (unreadable) return finish(EXIT.failure);
        throw new CommandFailure(`No story could be read from ${options.stories.join(', ')}.`, EXIT.no);
      }
      if (options.json) terminal.out(JSON.stringify({ schema: 1, ...result }));
      else for (const line of backtestLines(result, terminal)) terminal.out(line);
      if (unreadable) finish(EXIT.failure);
      else if (result.topics.some(({ tooBroad }) => tooBroad)) finish(EXIT.no);
    });
}

/** Feeds stories to a backtest, with progress. */
export async function runOver(stories: AsyncIterable<PastStory>, backtester: Backtester, terminal: Terminal) {
  const progress = startProgress(terminal);
  let read = 0;
  for await (const story of stories) {
    backtester.add(story);
    read += 1;
    progress.say(`${count(read, 'story', 'stories')} read`);
  }
  progress.done();
  return backtester.result();
}
