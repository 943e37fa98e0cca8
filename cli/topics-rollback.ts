import { Command, Option } from 'commander';
import type { TopicPointer } from '../core/ports.ts';
import { readTopics } from '../core/watch/topics.ts';
import { type Deployment, withDeployment } from './deployment.ts';
import {
  addDeploymentOptions,
  type DeploymentOptions,
  deploymentChoice,
  jsonOption,
  wholeNumber,
} from './options.ts';
import { activate, checkedUser, pushedFiles, putTopics } from './pushed-topics.ts';
import { type Cli, CommandFailure, EXIT } from './terminal.ts';
import { renderMistakes } from './topic-files.ts';
import { isLoadable } from './topic-source.ts';
import { capitalised } from './words.ts';

const EXAMPLES = `
Examples:
  $ wirewatch topics rollback                the version before the one in force
  $ wirewatch topics rollback --to 3         see "wirewatch topics history"
  $ wirewatch topics rollback --to deployed  the topics that the deployment brought

A rollback is a new version with the old topics; what was stored stays as it is. After a rollback to the deployed
topics, each deployment's own topics are in force until somebody pushes again.
Exit codes: 0 done, 1 there is no such version, or it is in force already.`;

/** As far back as a version is looked for. */
const MOST_VERSIONS = 1000;
/** What `--to` calls the set that the deployment brought. */
const DEPLOYED = 'deployed';

type Goal = number | typeof DEPLOYED;

interface RollbackOptions extends DeploymentOptions {
  readonly to?: Goal;
  readonly by?: string;
  readonly json?: true;
}

/** `wirewatch topics rollback`: an earlier version, or the deployed topics, are in force again. */
export function topicsRollbackCommand({ terminal }: Cli): Command {
  const command = new Command('rollback')
    .description('put an earlier version of the topics, or those that were deployed, in force again')
    .addOption(new Option('--to <version>', `the version's number, or "${DEPLOYED}"`).argParser(goal))
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
          : `Version ${active.rev} is in force within a minute: ${nameOf(chosen)}.`,
      );
    });
}

function goal(text: string): Goal {
  return text === DEPLOYED ? DEPLOYED : wholeNumber(1, 999_999_999)(text);
}

/** What is gone back to; `rev` is null where the deployed set was not named by a version. */
type Chosen = Pick<TopicPointer, 'objectKey' | 'topics'> & { readonly rev: number | null };

const DEPLOYED_SET: Chosen = { rev: null, objectKey: null, topics: null };

function nameOf({ rev, objectKey }: Chosen): string {
  return objectKey === null ? 'the topics that were deployed' : `the topics of version ${rev}`;
}

async function rollback(deployment: Deployment, options: RollbackOptions, now: Date) {
  const pointers = await deployment.store.topicPointers(MOST_VERSIONS);
  const present = pointers[0] ?? null;
  const chosen = choose(pointers, options.to);
  if (chosen.objectKey === (present?.objectKey ?? null)) throw inForce(chosen, present);
  const set = await loadable(chosen, deployment);
  const active = await activate(deployment.store, set, present, { by: checkedUser(options.by), now });
  return { chosen, active };
}

/**
 * The set as intake can load it: compiled anew where another version compiled it. One whose files are gone is refused: it
 * could be activated, but never be looked at again.
 */
async function loadable(
  chosen: Chosen,
  deployment: Deployment,
): Promise<Pick<TopicPointer, 'objectKey' | 'topics'>> {
  const pushed = await pushedFiles(deployment.bucket, chosen);
  if (pushed === null || (await isLoadable(deployment, chosen))) return chosen;
  const reading = readTopics(pushed.files);
  if (reading.mistakes.length > 0) {
    const mistakes = renderMistakes({ ...reading, files: pushed.files });
    throw new CommandFailure(
      [`${capitalised(nameOf(chosen))} have mistakes, as topics are read by now:`, ...mistakes].join('\n'),
      EXIT.no,
    );
  }
  const objectKey = await putTopics(deployment.bucket, { ...pushed, topics: reading.topics });
  return { objectKey, topics: reading.topics.length };
}

function choose(pointers: readonly TopicPointer[], to: Goal | undefined): Chosen {
  if (to === DEPLOYED) return DEPLOYED_SET;
  if (to === undefined && pointers.length < 2) return DEPLOYED_SET;
  const chosen = to === undefined ? pointers[1] : pointers.find(({ rev }) => rev === to);
  if (chosen !== undefined) return chosen;
  throw new CommandFailure(`There is no version ${to}. See "wirewatch topics history".`, EXIT.no);
}

function inForce(chosen: Chosen, present: TopicPointer | null): CommandFailure {
  const words = `${capitalised(nameOf(chosen))} are in force already`;
  return new CommandFailure(present === null ? `${words}: nothing was pushed yet.` : `${words}.`, EXIT.no);
}
