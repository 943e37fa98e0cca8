import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { withDeployment } from './deployment.ts';
import { fileProblem } from './files.ts';
import { addDeploymentOptions, type DeploymentOptions, deploymentChoice, jsonOption } from './options.ts';
import { activeTopicFiles } from './pushed-topics.ts';
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
    .description('write the topics in force into a folder')
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
      const files = pushed.files.map(({ path, text }) => ({
        path: `${dir.replace(/\/+$/u, '')}/${path}`,
        text,
      }));
      await writeAll(dir, files, options.force === true);
      const paths = files.map(({ path }) => path);
      terminal.out(
        options.json
          ? JSON.stringify({ schema: 1, files: paths })
          : `Wrote ${count(paths.length, 'file')} to ${dir}.`,
      );
    });
}

interface Target {
  readonly path: string;
  readonly text: string;
}

/** Writes all files or, when one would be lost, none. */
async function writeAll(dir: string, files: readonly Target[], force: boolean): Promise<void> {
  const different: string[] = [];
  for (const { path, text } of files) {
    if (existsSync(path) && (await readFile(path, 'utf8')) !== text) different.push(path);
  }
  if (different.length > 0 && !force) {
    throw new CommandFailure(
      `${different.join(', ')} would be overwritten. Pull into another folder, or say --force.`,
      EXIT.no,
    );
  }
  try {
    await mkdir(dir, { recursive: true });
    for (const { path, text } of files) await writeFile(path, text);
  } catch (error) {
    throw new CommandFailure(`The topics cannot be written to ${dir}: ${fileProblem(error)}.`);
  }
}
