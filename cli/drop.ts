import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { watchFolder } from '../local/watch-folder.ts';
import { loadConfig } from './configuration.ts';
import { type Deployment, withDeployment } from './deployment.ts';
import { dropKey } from './drop-key.ts';
import { type DroppedFile, describeFate, fateLine, isGood } from './drop-words.ts';
import { fileProblem, findFiles, readBytes } from './files.ts';
import { type EntryFate, followAlert, followObject } from './follow-drop.ts';
import { topicNames } from './known-names.ts';
import {
  addDeploymentOptions,
  type DeploymentOptions,
  deploymentChoice,
  jsonOption,
  wholeNumber,
} from './options.ts';
import { startProgress } from './progress.ts';
import { type Cli, CommandFailure, EXIT, type ExitCode, type Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ wirewatch drop story.txt
    story.txt: stored W-7Q3FK2 → Nato missions → alert sent → 2 subscribers, 1 not yet confirmed
  $ wirewatch drop --under ritzau flash.xml        tagged by its place, incoming/ritzau/
  $ wirewatch drop --test story.txt                the alert says TEST and goes to those who ask for tests
  $ wirewatch drop --watch outbox/                 every file put there, until Ctrl-C

Exit codes: 0 all were stored or known already, 1 some were rejected or untagged, 3 a file or the service failed.`;

interface DropOptions extends DeploymentOptions {
  readonly watch?: string;
  readonly test?: true;
  readonly under?: string;
  readonly wait: number;
  readonly json?: true;
}

/** `wirewatch drop`: puts stories into the bucket and tells what becomes of each. */
export function dropCommand({ terminal, finish }: Cli): Command {
  const command = new Command('drop')
    .description('send stories to Wirewatch and see what becomes of each')
    .argument('[files...]', 'files or folders; - for standard input')
    .addOption(new Option('--watch <dir>', 'send every file that is put into a folder, until Ctrl-C'))
    .addOption(new Option('--test', 'as a test: only those who ask for tests are told'))
    .addOption(
      new Option('--under <folder>', 'a folder below incoming/, such as ritzau').argParser(folderName),
    )
    .addOption(
      new Option('--wait <seconds>', 'how long to wait for news of one file')
        .argParser(wholeNumber(0, 3600))
        .default(90),
    )
    .addOption(jsonOption('print one JSON object a line for each story'));
  return addDeploymentOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (files: readonly string[], options: DropOptions) => {
      if (files.length === 0 && options.watch === undefined) {
        throw new CommandFailure('Name the files to send, or a folder with --watch.', EXIT.usage);
      }
      await withDeployment(deploymentChoice(options), async (deployment) => {
        const desk = await openDesk(deployment, options, terminal);
        if (files.length > 0) finish(await dropFiles(files, desk));
        if (options.watch !== undefined) await dropFrom(options.watch, desk);
      });
    });
}

interface Desk {
  readonly deployment: Deployment;
  readonly options: DropOptions;
  readonly terminal: Terminal;
  readonly maxBytes: number;
  readonly timeZone: string;
  readonly topicName: (id: string) => string;
}

async function openDesk(deployment: Deployment, options: DropOptions, terminal: Terminal): Promise<Desk> {
  const { maxBytes, timeZone } = await loadConfig(undefined);
  return { deployment, options, terminal, maxBytes, timeZone, topicName: await topicNames(deployment) };
}

/** A file in the bucket whose outcome is waited for. */
interface Sent {
  readonly file: string;
  readonly key: string;
  readonly versionId: string;
}

async function dropFiles(paths: readonly string[], desk: Desk): Promise<ExitCode> {
  const progress = startProgress(desk.terminal);
  const sent: Sent[] = [];
  let exit: ExitCode = EXIT.done;
  for (const path of paths) {
    for await (const found of findFiles([path])) {
      const folder = found.path === path ? null : path;
      const one = found.kind === 'file' ? await send(found.path, folder, desk) : cannotOpen(found, desk);
      if (one === null) exit = EXIT.failure;
      else sent.push(one);
      progress.say(`${sent.length} sent`);
    }
  }
  progress.done();
  for (const one of sent) exit = worse(exit, await follow(one, desk));
  return exit;
}

async function send(file: string, folder: string | null, desk: Desk): Promise<Sent | null> {
  const { deployment, options, terminal, maxBytes } = desk;
  const reading = await readBytes(file, maxBytes, terminal);
  if (reading.kind === 'unreadable') return cannotOpen({ path: file, reason: reading.reason }, desk);
  if (reading.kind === 'too-large') {
    return cannotOpen(
      { path: file, reason: `it has ${reading.size} bytes, more than the ${maxBytes} that are read` },
      desk,
    );
  }
  const place = { under: options.under ?? null, test: options.test === true };
  const key = dropKey(file, folder, place, terminal.now());
  return { file, ...(await deployment.bucket.put(key, reading.bytes)) };
}

function cannotOpen({ path, reason }: { path: string; reason: string }, { terminal }: Desk): null {
  terminal.err(`wirewatch: ${path} was not sent: ${reason}.`);
  return null;
}

/** Waits for what becomes of one file and prints it. */
async function follow(sent: Sent, desk: Desk): Promise<ExitCode> {
  const { deployment, options, terminal } = desk;
  const dropped: DroppedFile = { file: sent.file, object: sent.key, versionId: sent.versionId };
  const patience = options.wait * 1000;
  const entries = await followObject(sent, deployment.store, terminal, patience);
  if (entries === null) {
    terminal.err(
      `wirewatch: ${sent.file}: sent as ${sent.key}, but no outcome after ${options.wait} s. Look later with "wirewatch stories" and "wirewatch rejected".`,
    );
    return EXIT.failure;
  }
  let exit: ExitCode = EXIT.done;
  for (const entry of entries) {
    const fate: EntryFate = { entry, alert: await followAlert(entry, deployment.store, terminal, patience) };
    await print(dropped, fate, desk);
    if (!isGood(fate)) exit = EXIT.no;
  }
  return exit;
}

async function print(dropped: DroppedFile, fate: EntryFate, desk: Desk): Promise<void> {
  const { deployment, options, terminal } = desk;
  const subscriptions = fate.alert?.kind === 'told' ? await deployment.subscriptions.list() : [];
  const line = options.json
    ? JSON.stringify(fateLine(dropped, fate, subscriptions))
    : describeFate(dropped, fate, subscriptions, desk, terminal);
  terminal.out(line);
}

/** Sends what is put into a folder until Ctrl-C; what lies there already is sent, too. */
async function dropFrom(folder: string, desk: Desk): Promise<void> {
  const { terminal } = desk;
  let last: Promise<unknown> = Promise.resolve();
  const stop = await watchFolder(
    folder,
    (file) => {
      last = last
        .then(() => send(join(folder, file), folder, desk))
        .then((sent) => sent && follow(sent, desk))
        .catch((error: unknown) => terminal.err(`wirewatch: ${file} was not sent: ${fileProblem(error)}`));
    },
    (error) => terminal.err(`wirewatch: ${folder} cannot be watched: ${fileProblem(error)}`),
  );
  terminal.err(`Watching ${folder}. Ctrl-C ends.`);
  await new Promise<void>((resolve) => {
    const forget = terminal.onInterrupt(() => {
      forget();
      resolve();
    });
  });
  stop();
  await last;
}

function worse(one: ExitCode, other: ExitCode): ExitCode {
  return one > other ? one : other;
}

function folderName(text: string): string {
  const folder = text.replace(/^\/+|\/+$/gu, '').replace(/^incoming\//u, '');
  if (folder === '' || folder.split('/').some((part) => part === '' || part === '..' || part === '.')) {
    throw new InvalidArgumentError('Give a folder below incoming/, such as ritzau.');
  }
  return folder;
}
