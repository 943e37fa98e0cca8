import { Command, Option } from 'commander';
import { loadConfig } from './configuration.ts';
import { DEFAULT_STATE, jsonOption, wholeNumber } from './options.ts';
import type { Cli, Terminal } from './terminal.ts';
import { addTopicOptions, type TopicOptions, topicFolder } from './topic-set.ts';

const EXAMPLES = `
Examples:
  $ wirewatch local                        take in the samples, show the inbox, watch the drop folder
  $ wirewatch local --once                 the same once, then end
  $ wirewatch local --drop ~/wire --port 8025

Everything stays on this machine: no AWS account, no Docker. Ctrl-C ends; the state stays in ${DEFAULT_STATE}/.`;

interface LocalOptions extends TopicOptions {
  readonly once?: true;
  readonly drop?: string;
  readonly state: string;
  readonly port?: number;
  readonly samples: boolean;
  readonly json?: true;
}

/** `wirewatch local`: intake and dispatch on this machine, over a folder. */
export function localCommand({ terminal }: Cli): Command {
  const command = new Command('local')
    .description('run everything on this machine, over a drop folder')
    .addOption(new Option('--once', 'take in and tell what is there, then end'))
    .addOption(new Option('--drop <dir>', 'the drop folder (default: drop/ in the state folder)'))
    .addOption(
      new Option('--state <dir>', 'where table, inbox and subscriptions are kept').default(DEFAULT_STATE),
    )
    .addOption(new Option('--port <n>', 'port of the inbox page').argParser(wholeNumber(0, 65_535)))
    .addOption(new Option('--no-samples', "leave the project's sample stories out"))
    .addOption(jsonOption('say what happens as one JSON object a line'));
  return addTopicOptions(command)
    .addHelpText('after', EXAMPLES)
    .action((options: LocalOptions) => runLocal(options, terminal));
}

async function runLocal(options: LocalOptions, terminal: Terminal): Promise<void> {
  const { startLocal } = await import('../local/run.ts');
  // Ctrl-C counts from the first moment on, also while the samples are still being taken in.
  const interrupted = new Promise<void>((resolve) => terminal.onInterrupt(resolve));
  const run = await startLocal({
    state: options.state,
    drop: options.drop,
    port: options.port,
    once: options.once === true,
    samples: options.samples,
    config: await loadConfig(options.config),
    topics: topicFolder(options.topics),
    out: terminal.out,
    err: terminal.err,
    colour: terminal.colours.isColorSupported,
    json: options.json === true,
    width: terminal.width,
  });
  if (!options.once) await interrupted;
  await run.stop();
}
