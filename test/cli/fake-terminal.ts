import picocolors from 'picocolors';
import { main } from '../../cli/main.ts';
import type { Terminal } from '../../cli/terminal.ts';

/** What a command printed, and how it ended. */
export interface Run {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
  /** Each line of the output as JSON. */
  readonly json: () => readonly unknown[];
}

/** Runs a command line in this process; time does not pass while it waits. */
export async function run(argv: readonly string[], given: Partial<Terminal> = {}): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  let now = Date.parse('2026-04-02T12:00:00Z');
  const terminal: Terminal = {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    redraw: null,
    stdin: async () => new Uint8Array(),
    ask: null,
    colours: picocolors.createColors(false),
    width: 120,
    env: {},
    now: () => new Date(now),
    sleep: async (milliseconds) => {
      now += milliseconds;
    },
    onInterrupt: () => () => undefined,
    ...given,
  };
  const exit = await main(argv, terminal);
  return { exit, out: out.join('\n'), err: err.join('\n'), json: () => out.map((line) => JSON.parse(line)) };
}
