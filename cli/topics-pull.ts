import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize } from 'node:path';
import { Command, Option } from 'commander';
import { withDeployment } from './deployment.ts';
import { fileProblem } from './files.ts';
import { addDeploymentOptions, type DeploymentOptions, deploymentChoice, jsonOption } from './options.ts';
import { activeTopicFiles, type PushedTopics } from './pushed-topics.ts';
import { type Cli, CommandFailure, EXIT } from './terminal.ts';
import { count } from './words.ts';

const EXAMPLES = `
Examples:
  $ wirewatch topics pull             into topics/
  $ wirewatch topics pull in-force

Exit codes: 0 done, 1 no pushed topics are in force, or a file here is different (--force overwrites it).`;

interface PullOptions extends DeploymentOptions {
  readonly force?: true;
  readonly json?: true;
}

/** `wirewatch topics pull`: the pushed topics in force, as files. */
export function topicsPullCommand({ terminal, finish }: Cli): Command {
  const command = new Command('pull')
    .description('write the topics in force into a folder, and the samples of their tests beside it')
    .argument('[dir]', 'the topics folder', 'topics')
    .addOption(new Option('--force', 'overwrite files that are different'))
    .addOption(jsonOption());
  return addDeploymentOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (dir: string, options: PullOptions) => {
      const pushed = await withDeployment(deploymentChoice(options), activeTopicFiles);
      if (pushed === null) {
        terminal.err(
          'wirewatch: the topics in force are those that were deployed: they lie where it was deployed from.',
        );
        return finish(EXIT.no);
      }
      const files = targetsIn(dir, pushed);
      await writeAll(files, options.force === true);
      const paths = files.map(({ path }) => path);
      const samples = files.length - pushed.files.length;
      const beside = samples > 0 ? `, and ${count(samples, 'sample')} beside it` : '';
      terminal.out(
        options.json
          ? JSON.stringify({ schema: 1, files: paths })
          : `Wrote ${count(pushed.files.length, 'file')} to ${dir}${beside}.`,
      );
    });
}

interface Target {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Where the files of a set go: its topics into the folder, the samples of their tests beside it, never elsewhere. */
function targetsIn(dir: string, { files, samples }: PushedTopics): readonly Target[] {
  const inside = samples.filter(({ path }) => !isAbsolute(path) && !normalize(path).startsWith('..'));
  return [
    ...files.map(({ path, text }) => ({
      path: `${dir.replace(/\/+$/u, '')}/${path}`,
      bytes: new TextEncoder().encode(text),
    })),
    ...inside.map(({ path, bytes }) => ({ path: join(dirname(dir), path), bytes })),
  ];
}

/** Writes all files or, when one would be lost, none. */
async function writeAll(files: readonly Target[], force: boolean): Promise<void> {
  const different: string[] = [];
  for (const { path, bytes } of files) {
    if (existsSync(path) && !(await readFile(path)).equals(bytes)) different.push(path);
  }
  if (different.length > 0 && !force) {
    throw new CommandFailure(
      `${different.join(', ')} would be overwritten. Pull into another folder, or say --force.`,
      EXIT.no,
    );
  }
  try {
    for (const { path, bytes } of files) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, bytes);
    }
  } catch (error) {
    throw new CommandFailure(`The topics cannot be written: ${fileProblem(error)}.`);
  }
}
