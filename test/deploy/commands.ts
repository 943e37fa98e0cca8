import { spawn } from 'node:child_process';

/** What a finished command said. */
export interface CommandResult {
  readonly stdout: string;
}

export interface CommandOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** It is ended after so many seconds. */
  readonly seconds: number;
}

/**
 * Runs a command to its end.
 * @throws Error with the end of what it printed, when it fails, cannot start or takes too long.
 */
export function run(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const { seconds, ...where } = options;
    const child = spawn(command, args, { ...where, stdio: ['ignore', 'pipe', 'pipe'] });
    const printed: string[] = [];
    const stdout: string[] = [];
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, seconds * 1000);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout.push(text);
      printed.push(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => printed.push(text));
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(new Error(`${command} cannot be started: ${error.message}`));
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      if (code === 0) return resolve({ stdout: stdout.join('') });
      const why = late ? `took more than ${seconds} seconds` : `ended with ${code}`;
      reject(new Error(`${command} ${args.join(' ')} ${why}:\n${printed.join('').slice(-4000)}`));
    });
  });
}

/**
 * Asks again and again until there is an answer.
 * @throws Error naming what was waited for after `seconds`.
 */
export async function waitFor<T>(
  what: string,
  seconds: number,
  ask: () => Promise<T | null | undefined>,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  let trouble = '';
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (answer !== null && answer !== undefined) return answer;
    } catch (error) {
      trouble = ` (${String(error)})`;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`Waited ${seconds} seconds in vain for ${what}${trouble}.`);
}

/** One line of progress. */
export function say(text: string): void {
  process.stdout.write(`${new Date().toISOString().slice(11, 19)}  ${text}\n`);
}
