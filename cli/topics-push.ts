import { Command, Option } from 'commander';
import type { Config } from '../core/config.ts';
import type { TopicPointer } from '../core/ports.ts';
import { AS_TAKEN_IN, type Backtest, Backtester } from '../core/watch/backtest.ts';
import { compileTopics } from '../core/watch/compiled/compile.ts';
import { createMatcher } from '../core/watch/matcher.ts';
import { backtestLines } from './backtest-report.ts';
import { loadConfig } from './configuration.ts';
import { type Deployment, withDeployment } from './deployment.ts';
import { type Since, sinceTime } from './duration.ts';
import {
  addDeploymentOptions,
  type DeploymentOptions,
  deploymentChoice,
  jsonOption,
  sinceOption,
} from './options.ts';
import { storedStories } from './past-stories.ts';
import {
  activate,
  checkedUser,
  type PushedTopics,
  pushedFiles,
  putTopics,
  type Sample,
} from './pushed-topics.ts';
import { type Cli, CommandFailure, EXIT, type ExitCode, type Terminal } from './terminal.ts';
import { differenceWords, type TopicDifference, topicDifference } from './topic-difference.ts';
import { readTopicFolder, renderMistakes, renderWarnings, type TopicFolder } from './topic-files.ts';
import { topicFolder } from './topic-set.ts';
import { isLoadable, pushedSet } from './topic-source.ts';
import { failedTestLine, runTopicTests } from './topic-tests.ts';
import { runOver } from './topics-backtest.ts';
import { count } from './words.ts';

const EXAMPLES = `
Examples:
  $ wirewatch topics push                       topics/, with a look at what they would have hit
  $ wirewatch topics push my-topics --yes --by "Night desk"

Topics with mistakes, and such that fail one of their own tests, are refused. Intake goes by the new set within a
minute; stored stories stay as they are (wirewatch rematch runs a topic over them).
Exit codes: 0 done or in force already, 1 refused or not confirmed.`;

interface PushOptions extends DeploymentOptions {
  readonly yes?: true;
  readonly by?: string;
  readonly since: Since;
  readonly backtest: boolean;
  readonly json?: true;
}

/** `wirewatch topics push`: activates a folder of topics without a deployment. */
export function topicsPushCommand({ terminal, finish }: Cli): Command {
  const command = new Command('push')
    .description('put the topics of a folder in force, without deploying')
    .argument('[dir]', 'the topics folder (default: topics/ here, else those that ship)')
    .addOption(new Option('--yes', 'do not ask'))
    .addOption(new Option('--by <who>', 'who does this, for the history (default: your user name)'))
    .addOption(new Option('--no-backtest', 'do not try the topics on stored stories first'))
    .addOption(sinceOption('7d'))
    .addOption(jsonOption());
  return addDeploymentOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (dir: string | undefined, options: PushOptions) => {
      const config = await loadConfig(undefined);
      const folder = await readTopicFolder(topicFolder(dir), config);
      const samples = await samplesOfSound(folder, config, terminal);
      if (samples === null) return finish(EXIT.no);
      const set = { ...folder, samples };
      const work = (deployment: Deployment) => push(set, deployment, options, terminal);
      finish(await withDeployment(deploymentChoice(options), work));
    });
}

/** The samples of the topics' tests when they may go live; null, saying what is wrong, when they may not. */
async function samplesOfSound(
  folder: TopicFolder,
  config: Config,
  terminal: Terminal,
): Promise<readonly Sample[] | null> {
  for (const mistake of [...renderMistakes(folder), ...renderWarnings(folder)]) terminal.err(mistake);
  const tests = await runTopicTests(folder.folder, folder.topics, config, terminal);
  for (const failed of tests.failed) terminal.err(failedTestLine(failed, folder.folder));
  if (folder.mistakes.length === 0 && tests.failed.length === 0) return tests.samples;
  terminal.err('wirewatch: nothing was pushed: mend the topics first.');
  return null;
}

async function push(
  folder: TopicFolder & PushedTopics,
  deployment: Deployment,
  options: PushOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const present = await deployment.store.topicPointer();
  const difference = await differenceFrom(present, folder, deployment);
  if (await isInForce(present, difference, deployment)) {
    say(present, false, { difference, backtest: null }, options, terminal);
    return EXIT.done;
  }
  const backtest = options.backtest ? await tryOut(folder, deployment, options, terminal) : null;
  preview(difference, backtest, deployment, options, terminal);
  if (!options.yes && !(await confirmed(terminal))) {
    terminal.err('wirewatch: nothing was pushed.');
    return EXIT.no;
  }
  const objectKey = await putTopics(deployment.bucket, folder);
  const who = { by: checkedUser(options.by), now: terminal.now() };
  const next = await activate(deployment.store, { objectKey, topics: folder.topics.length }, present, who);
  say(next, true, { difference, backtest }, options, terminal);
  return EXIT.done;
}

/** Whether the topics are in force as they are. After an update that reads topics differently the same are pushed again. */
async function isInForce(
  present: TopicPointer | null,
  difference: TopicDifference | null,
  deployment: Deployment,
): Promise<boolean> {
  if (present === null || difference === null || differenceWords(difference) !== NO_DIFFERENCE) return false;
  return isLoadable(deployment, present);
}

const NO_DIFFERENCE = differenceWords({ added: [], changed: [], removed: [] });

/** Null in place of the deployed set: its files cannot be looked at. */
async function differenceFrom(
  present: TopicPointer | null,
  { files }: TopicFolder,
  { bucket }: Deployment,
): Promise<TopicDifference | null> {
  const before = present && (await pushedFiles(bucket, present));
  return before && topicDifference(before.files, files);
}

/** What the topics would have hit among stored stories, against what the present ones hit. */
async function tryOut(
  { topics }: TopicFolder,
  deployment: Deployment,
  options: PushOptions,
  terminal: Terminal,
): Promise<Backtest> {
  const present = await pushedSet(deployment);
  // What a removed topic would no longer hit is lost, too.
  const ids = new Set([...topics.map(({ id }) => id), ...(present?.ids() ?? [])]);
  const now = createMatcher(compileTopics(topics));
  const backtester = new Backtester([...ids], now, present?.matcher ?? AS_TAKEN_IN);
  const since = sinceTime(options.since, terminal.now());
  return runOver(storedStories(deployment.store, since), backtester, terminal);
}

function preview(
  difference: TopicDifference | null,
  backtest: Backtest | null,
  { name }: Deployment,
  { json }: PushOptions,
  terminal: Terminal,
): void {
  if (json) return;
  terminal.out(
    difference === null
      ? `These topics take the place of those that were deployed to ${name}.`
      : `Changes in ${name}: ${differenceWords(difference)}`,
  );
  if (backtest !== null) for (const line of backtestLines(backtest, terminal)) terminal.out(line);
}

async function confirmed({ ask }: Terminal): Promise<boolean> {
  if (ask === null) throw new CommandFailure('Nobody can be asked here: say --yes to push.', EXIT.usage);
  return ask('Put these topics in force?');
}

function say(
  active: TopicPointer | null,
  pushed: boolean,
  found: { readonly difference: TopicDifference | null; readonly backtest: Backtest | null },
  { json }: PushOptions,
  { out }: Terminal,
): void {
  if (json) {
    const { rev = null, topics = null } = active ?? {};
    out(JSON.stringify({ schema: 1, version: rev, pushed, topics, ...found }));
  } else if (pushed) {
    out(`Version ${active?.rev} is in force within a minute: ${count(active?.topics ?? 0, 'topic')}.`);
  } else out(`Nothing to push: these topics are in force as version ${active?.rev}.`);
}
