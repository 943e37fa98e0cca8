import { Command, Option } from 'commander';
import type { TopicPointer } from '../core/ports.ts';
import { type Deployment, withDeployment } from './deployment.ts';
import {
  addDeploymentOptions,
  type DeploymentOptions,
  deploymentChoice,
  jsonOption,
  wholeNumber,
} from './options.ts';
import { activate, checkedUser, pushedFiles } from './pushed-topics.ts';
import { type Cli, CommandFailure, EXIT } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ wirewatch topics rollback                the version before the one in force
  $ wirewatch topics rollback --to 3         see "wirewatch topics history"

A rollback is a new version with the old topics; what was stored stays as it is.`;

/** As far back as a version is looked for. */
const MOST_VERSIONS = 1000;

interface RollbackOptions extends DeploymentOptions {
  readonly to?: number;
  readonly by?: string;
  readonly json?: true;
}

/** `wirewatch topics rollback`: an earlier pushed version is in force again. */
export function topicsRollbackCommand({ terminal }: Cli): Command {
  const command = new Command('rollback')
    .description('put an earlier pushed version of the topics in force again')
    .addOption(new Option('--to <version>', 'the version').argParser(wholeNumber(1, 999_999_999)))
    .addOption(new Option('--by <who>', 'who does this, for the history (default: your user name)'))
    .addOption(jsonOption());
  return addDeploymentOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options: RollbackOptions) => {
      const { chosen, active } = await withDeployment(deploymentChoice(options), (deployment) =>
        rollback(deployment, options, terminal.now()),
      );
      terminal.out(
        options.json
          ? JSON.stringify({ schema: 1, version: active.rev, sameAs: chosen.rev, topics: active.topics })
          : `Version ${active.rev} is in force within a minute: the topics of version ${chosen.rev}.`,
      );
    });
}

async function rollback(deployment: Deployment, options: RollbackOptions, now: Date) {
  const pointers = await deployment.store.topicPointers(MOST_VERSIONS);
  const chosen = choose(pointers, options.to);
  // A set whose files are gone could be activated, but never be looked at again.
  await pushedFiles(deployment.bucket, chosen);
  const active = await activate(deployment.store, chosen, pointers[0] ?? null, {
    by: checkedUser(options.by),
    now,
  });
  return { chosen, active };
}

function choose(pointers: readonly TopicPointer[], version: number | undefined): TopicPointer {
  const chosen = version === undefined ? pointers[1] : pointers.find(({ rev }) => rev === version);
  if (chosen === undefined) {
    throw new CommandFailure(
      version === undefined
        ? 'There is no earlier pushed version. To go back to the topics that were deployed, push their folder.'
        : `There is no version ${version}. See "wirewatch topics history".`,
      EXIT.no,
    );
  }
  if (chosen === pointers[0]) throw new CommandFailure(`Version ${chosen.rev} is in force already.`, EXIT.no);
  return chosen;
}
