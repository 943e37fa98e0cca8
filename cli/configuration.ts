import { existsSync } from 'node:fs';
import { type Config, DEFAULT_CONFIG } from '../core/config.ts';
import { type Known, parseConfig } from '../core/config-file.ts';
import { renderMistake } from '../core/watch/mistake.ts';
import { readText } from './files.ts';
import { CommandFailure } from './terminal.ts';

/** The file that holds the user's configuration when it is there. */
export const CONFIG_FILE = 'wirewatch.config.yaml';

/**
 * The configuration: of the file named, else of `wirewatch.config.yaml` in the current folder, else the default.
 * Topics that it names must be among the `known` ones, where these are given.
 * @throws CommandFailure when the file cannot be read or is wrong; every mistake is a line of its message.
 */
export async function loadConfig(named: string | undefined, known: Known = {}): Promise<Config> {
  const file = named ?? (existsSync(CONFIG_FILE) ? CONFIG_FILE : null);
  if (file === null) return DEFAULT_CONFIG;
  const text = await readText(file);
  const outcome = parseConfig(text, file, known);
  if (outcome.kind === 'config') return outcome.config;
  throw new CommandFailure(outcome.mistakes.map((mistake) => renderMistake(mistake, text)).join('\n'));
}
