import { Command, Option } from 'commander';
import { type Deployment, type ListedObject, withDeployment } from './deployment.ts';
import { type Since, sinceTime } from './duration.ts';
import { type LongRun, longRun } from './long-run.ts';
import {
  addDeploymentOptions,
  type DeploymentOptions,
  deploymentChoice,
  jsonOption,
  paceOption,
  sinceOption,
} from './options.ts';
import { type Cli, EXIT, type Terminal } from './terminal.ts';
import { count } from './words.ts';

const EXAMPLES = `
Examples:
  $ wirewatch replay --since 2h
  $ wirewatch replay --since 2026-04-01 --prefix incoming/ritzau/ --pace 50

What is stored already stays as it is and nobody is told twice, so it may be run again. After Ctrl-C it says how to
go on. Exit codes: 0 done, 1 there was nothing to take in, 3 it was interrupted or the service failed.`;

/** Objects handed over at once: what an SQS call takes. */
const BATCH = 10;

interface ReplayOptions extends DeploymentOptions {
  readonly since: Since;
  readonly prefix: string;
  readonly after?: string;
  readonly pace: number;
  readonly json?: true;
}

/** `wirewatch replay`: takes objects of the bucket in again. */
export function replayCommand({ terminal, finish }: Cli): Command {
  const command = new Command('replay')
    .description('take dropped objects in again, say after a fault')
    .addOption(sinceOption('24h'))
    .addOption(new Option('--prefix <key>', 'only objects whose key begins so').default('incoming/'))
    .addOption(new Option('--after <key>', 'go on after this key (a run that was interrupted says which)'))
    .addOption(paceOption('objects', 20))
    .addOption(jsonOption());
  return addDeploymentOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options: ReplayOptions) => {
      const end = await withDeployment(deploymentChoice(options), (deployment) =>
        longRun(terminal, (run) => replay(deployment, options, terminal, run)),
      );
      if (options.json) terminal.out(JSON.stringify({ schema: 1, ...end }));
      else terminal.out(`${count(end.objects, 'object')} taken in again.`);
      if (end.interrupted) {
        finish(EXIT.failure);
      } else if (end.objects === 0) finish(EXIT.no);
    });
}

/** With the time itself: "2 hours ago" would be another one by then. */
function sayHowToGoOn(since: string, last: string | null, terminal: Terminal): void {
  if (last !== null)
    terminal.err(`Interrupted. Go on with the same command, but: --since ${since} --after "${last}"`);
}

interface End {
  readonly objects: number;
  /** The key that was taken in last. */
  readonly last: string | null;
}

async function replay(
  deployment: Deployment,
  options: ReplayOptions,
  terminal: Terminal,
  { say, interrupted }: LongRun,
): Promise<End> {
  const since = sinceTime(options.since, terminal.now()).toISOString();
  let batch: ListedObject[] = [];
  let objects = 0;
  let last: string | null = null;
  const handOver = async () => {
    try {
      await deployment.takeInAgain(batch);
    } catch (error) {
      sayHowToGoOn(since, last, terminal);
      throw error;
    }
    objects += batch.length;
    last = batch.at(-1)?.key ?? last;
    say(`${count(objects, 'object')} taken in again, the last ${last}`);
    await terminal.sleep((1000 * batch.length) / options.pace);
    batch = [];
  };
  for await (const object of deployment.bucket.list(options.prefix)) {
    if (interrupted()) break;
    if (object.lastModified < since || (options.after !== undefined && object.key <= options.after)) continue;
    batch.push(object);
    if (batch.length === Math.min(BATCH, options.pace)) await handOver();
  }
  if (batch.length > 0 && !interrupted()) await handOver();
  if (interrupted()) sayHowToGoOn(since, last, terminal);
  return { objects, last };
}
