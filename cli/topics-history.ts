import { Command, Option } from 'commander';
import type { TopicPointer } from '../core/ports.ts';
import { loadConfig } from './configuration.ts';
import { type Deployment, withDeployment } from './deployment.ts';
import {
  addDeploymentOptions,
  type DeploymentOptions,
  deploymentChoice,
  jsonOption,
  wholeNumber,
} from './options.ts';
import { pushedFiles } from './pushed-topics.ts';
import { renderTable } from './table.ts';
import { type Cli, EXIT, type Terminal } from './terminal.ts';
import { differenceWords, type TopicDifference, topicDifference } from './topic-difference.ts';
import { shortTime } from './words.ts';

const EXAMPLES = `
Examples:
  $ wirewatch topics history
  $ wirewatch topics history --limit 3 --json

Exit codes: 0 done, 1 nothing was ever pushed.`;

interface HistoryOptions extends DeploymentOptions {
  readonly limit: number;
  readonly json?: true;
}

/** A version with what it changed; null where that cannot be told: after the deployed set, or its files are gone. */
interface Version {
  readonly pointer: TopicPointer;
  readonly difference: TopicDifference | null;
}

/** `wirewatch topics history`: who pushed topics, when, and what changed. */
export function topicsHistoryCommand({ terminal, finish }: Cli): Command {
  const command = new Command('history')
    .description('list the pushed versions of the topics: who, when, what')
    .addOption(new Option('--limit <n>', 'at most so many').argParser(wholeNumber(1, 1000)).default(20))
    .addOption(jsonOption('print one JSON object a line for each version'));
  return addDeploymentOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options: HistoryOptions) => {
      const versions = await withDeployment(deploymentChoice(options), (deployment) =>
        versionsOf(deployment, options.limit),
      );
      if (options.json) for (const version of versions) terminal.out(JSON.stringify(versionLine(version)));
      else await print(versions, terminal);
      finish(versions.length > 0 ? EXIT.done : EXIT.no);
    });
}

async function versionsOf({ store, bucket }: Deployment, limit: number): Promise<readonly Version[]> {
  const pointers = await store.topicPointers(limit + 1);
  const sets = await Promise.all(pointers.map((pointer) => pushedFiles(bucket, pointer).catch(() => null)));
  return pointers.slice(0, limit).map((pointer, index) => {
    const after = sets[index];
    const before = sets[index + 1];
    return { pointer, difference: after && before ? topicDifference(before.files, after.files) : null };
  });
}

async function print(versions: readonly Version[], { out, err, width, now }: Terminal): Promise<void> {
  if (versions.length === 0) {
    err('Nothing was pushed yet: the topics in force are those that were deployed.');
    return;
  }
  const { timeZone } = await loadConfig(undefined);
  const newest = versions[0]?.pointer.rev;
  const lines = renderTable<Version>(
    [
      { title: 'Version', text: ({ pointer }) => String(pointer.rev), align: 'right' },
      { title: 'Pushed', text: ({ pointer }) => shortTime(pointer.pushedAt, timeZone, now()) },
      { title: 'By', text: ({ pointer }) => pointer.by },
      { title: 'Topics', text: ({ pointer }) => String(pointer.topics ?? '–'), align: 'right' },
      {
        title: 'Changes',
        text: changes,
        shrinks: true,
      },
      { title: '', text: ({ pointer }) => (pointer.rev === newest ? 'in force' : '') },
    ],
    versions,
    width,
  );
  for (const line of lines) out(line);
}

function changes({ pointer, difference }: Version): string {
  if (pointer.objectKey === null) return 'back to the deployed topics';
  return difference ? differenceWords(difference) : '';
}

function versionLine({ pointer, difference }: Version): unknown {
  const { rev, pushedAt, by, topics, objectKey } = pointer;
  return { schema: 1, version: rev, pushedAt, by, topics, object: objectKey, difference };
}
