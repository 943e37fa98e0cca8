import { type Command, InvalidArgumentError, Option } from 'commander';
import type { DeploymentChoice } from './deployment.ts';
import { parseSince } from './duration.ts';

/** Where the local run keeps its table, inbox and subscriptions unless told otherwise. */
export const DEFAULT_STATE = '.wirewatch';

export interface DeploymentOptions {
  readonly stack: string;
  readonly local?: true;
  readonly state: string;
}

/** `--json`, for programs. */
export function jsonOption(what = 'print JSON for programs'): Option {
  return new Option('--json', what);
}

/** Adds the options that say which Wirewatch a command talks to. */
export function addDeploymentOptions(command: Command): Command {
  return command
    .addOption(new Option('--stack <name>', 'the deployment: its CloudFormation stack').default('Wirewatch'))
    .addOption(new Option('--local', 'talk to the local run instead').conflicts('stack'))
    .addOption(new Option('--state <dir>', "the local run's state folder").default(DEFAULT_STATE));
}

/** The deployment that the options mean. */
export function deploymentChoice(options: DeploymentOptions): DeploymentChoice {
  return options.local ? { kind: 'local', state: options.state } : { kind: 'stack', stack: options.stack };
}

/** `--since`, a stretch back from now or a point in time. */
export function sinceOption(fallback: string): Option {
  return new Option('--since <time>', 'how far back (30m, 24h, 7d) or since when (2026-04-02)')
    .argParser(parseSince)
    .default(parseSince(fallback), fallback);
}

/** `--pace`, so many of something in a second at most. */
export function paceOption(what: string, fallback: number): Option {
  return new Option('--pace <n>', `${what} a second, at most`)
    .argParser(wholeNumber(1, 1000))
    .default(fallback);
}

/** Reads a whole number in bounds; anything else is a usage error. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/u.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
}
