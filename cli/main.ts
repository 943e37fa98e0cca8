import { Command, CommanderError } from 'commander';
import { confirmCommand } from './confirm.ts';
import { dropCommand } from './drop.ts';
import { explainCommand } from './explain.ts';
import { explainFailure } from './explain-failure.ts';
import { localCommand } from './local.ts';
import { matchCommand } from './match.ts';
import { rejectedCommand } from './rejected.ts';
import { rematchCommand } from './rematch.ts';
import { replayCommand } from './replay.ts';
import { storiesCommand } from './stories.ts';
import { storyCommand } from './story.ts';
import { subscribeCommand } from './subscribe.ts';
import { subscriptionsCommand } from './subscriptions.ts';
import { type Cli, EXIT, type ExitCode, type Terminal } from './terminal.ts';
import { topicsCommand } from './topics.ts';
import { unsubscribeCommand } from './unsubscribe.ts';

/** Every command, in the order that `--help` lists them. */
const COMMANDS: readonly ((cli: Cli) => Command)[] = [
  matchCommand,
  explainCommand,
  topicsCommand,
  localCommand,
  dropCommand,
  storiesCommand,
  storyCommand,
  rejectedCommand,
  subscribeCommand,
  confirmCommand,
  subscriptionsCommand,
  unsubscribeCommand,
  replayCommand,
  rematchCommand,
];

const EXAMPLES = `
Examples:
  $ wirewatch match story.txt                 which topics a story matches, and why
  $ wirewatch topics check                    are all topic files right?
  $ wirewatch local                           everything on this machine, without AWS
  $ wirewatch drop story.txt                  send a story to the deployment and see what becomes of it
  $ wirewatch subscribe you@example.com --topic nato-missions

Exit codes: 0 done, 1 the answer is no or something is invalid, 2 wrong usage, 3 a file or a service failed.`;

/**
 * Runs one command line (without `node` and the script) and returns its exit code. Prints results to the
 * terminal's `out`, everything else to `err`; never throws.
 */
export async function main(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exit: ExitCode = EXIT.done;
  const cli: Cli = { terminal, finish: (code) => (exit = code) };
  const program = buildProgram(cli);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const failure = explainFailure(error);
    terminal.err(`wirewatch: ${failure.message}`);
    if (terminal.env.WIREWATCH_DEBUG && error instanceof Error) terminal.err(error.stack ?? '');
    return failure.exit;
  }
}

function buildProgram(cli: Cli): Command {
  const program = new Command('wirewatch')
    .description('Watches a news wire and tells you at once about the subjects you follow.')
    .addHelpText('after', EXAMPLES)
    .helpCommand('help [command]', 'explain a command');
  for (const command of COMMANDS) program.addCommand(command(cli));
  speakThrough(program, cli.terminal);
  return program;
}

/** Makes commander print to our terminal and report instead of ending the process, in every subcommand. */
function speakThrough(command: Command, terminal: Terminal): void {
  const chomp = (text: string) => text.replace(/\n$/u, '');
  command
    .exitOverride()
    .showHelpAfterError(`(run "${fullName(command)} --help" for how it is used)`)
    .configureOutput({
      writeOut: (text) => terminal.out(chomp(text)),
      writeErr: (text) => terminal.err(chomp(text)),
      outputError: (text, write) => write(plainly(text).replace(/^error: /u, 'wirewatch: ')),
      getOutHelpWidth: () => Math.min(terminal.width, 110),
      getErrHelpWidth: () => Math.min(terminal.width, 110),
    });
  for (const child of command.commands) speakThrough(child, terminal);
}

/** Commander's words for a value that does not do, in ours. */
function plainly(text: string): string {
  return text
    .replace(/command-argument value '(.*)' is invalid for argument '(.*?)'/su, '"$1" cannot be the $2')
    .replace(
      /option '(?:-\w, )?(--[\w-]+)[^']*' argument '(.*?)' is invalid/su,
      '"$2" cannot stand behind $1',
    );
}

function fullName(command: Command): string {
  return command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();
}
