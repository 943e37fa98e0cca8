import { Command, Option } from 'commander';
import { type RematchProgress, rematch } from '../core/story/rematch.ts';
import { loadConfig } from './configuration.ts';
import { type Deployment, withDeployment } from './deployment.ts';
import { parseSince, type Since, sinceTime } from './duration.ts';
import { checkTopic } from './known-names.ts';
import { longRun } from './long-run.ts';
import {
  addDeploymentOptions,
  type DeploymentOptions,
  deploymentChoice,
  jsonOption,
  paceOption,
  sinceOption,
} from './options.ts';
import { type Cli, EXIT, type Terminal } from './terminal.ts';
import { deployedTopics } from './topic-source.ts';
import { count } from './words.ts';

const EXAMPLES = `
Examples:
  $ wirewatch rematch --topic nato-missions --since 30d            only into the lists, nobody is told
  $ wirewatch rematch --topic nato-missions --since 2d --alert     tell the followers of what fits now

May be run again; after Ctrl-C it says how to go on. Exit codes: 0 done, 3 it was interrupted or the service failed.`;

interface RematchOptions extends DeploymentOptions {
  readonly topic: string;
  readonly since: Since;
  readonly until?: Since;
  readonly alert?: true;
  readonly pace: number;
  readonly json?: true;
}

/** `wirewatch rematch`: runs a new or changed topic over stored stories. */
export function rematchCommand({ terminal, finish }: Cli): Command {
  const command = new Command('rematch')
    .description('run a new or changed topic over stored stories')
    .addOption(new Option('--topic <id>', 'the topic').makeOptionMandatory())
    .addOption(sinceOption('30d'))
    .addOption(
      new Option('--until <time>', 'only stories received before (an interrupted run says which)').argParser(
        parseSince,
      ),
    )
    .addOption(new Option('--alert', 'tell those who follow the topic of what fits now'))
    .addOption(paceOption('stories', 25))
    .addOption(jsonOption());
  return addDeploymentOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options: RematchOptions) => {
      const { progress, interrupted } = await withDeployment(deploymentChoice(options), (deployment) =>
        run(deployment, options, terminal),
      );
      if (options.json)
        terminal.out(JSON.stringify({ schema: 1, topic: options.topic, ...progress, interrupted }));
      else terminal.out(summary(progress, options.topic));
      if (interrupted) finish(EXIT.failure);
    });
}

const NOTHING: RematchProgress = { read: 0, added: 0, removed: 0, receivedAt: '' };

async function run(deployment: Deployment, options: RematchOptions, terminal: Terminal) {
  await checkTopic(options.topic, deployment);
  const now = terminal.now();
  const job = {
    topic: options.topic,
    since: sinceTime(options.since, now).toISOString(),
    until: options.until ? sinceTime(options.until, now).toISOString() : null,
    alert: options.alert === true,
    pace: options.pace,
  };
  const ports = {
    store: deployment.store,
    topics: await deployedTopics(deployment),
    clock: { now: () => terminal.now().getTime(), sleep: terminal.sleep },
  };
  const config = await loadConfig(undefined);
  return longRun(terminal, async ({ say, interrupted }) => {
    let progress = NOTHING;
    // With the times themselves: "2 days ago" would be another one by then.
    const sayHowToGoOn = () => {
      const { receivedAt } = progress;
      if (receivedAt !== '')
        terminal.err(
          `Interrupted. Go on with the same command, but: --since ${job.since} --until ${receivedAt}`,
        );
    };
    try {
      for await (progress of rematch(job, ports, config)) {
        say(summary(progress, options.topic));
        if (interrupted()) break;
      }
    } catch (error) {
      sayHowToGoOn();
      throw error;
    }
    if (interrupted()) sayHowToGoOn();
    return { progress };
  });
}

function summary({ read, added, removed }: RematchProgress, topic: string): string {
  return `${count(read, 'story', 'stories')} looked at: ${topic} fits ${added} more and ${removed} no longer.`;
}
