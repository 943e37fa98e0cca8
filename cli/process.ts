import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import picocolors from 'picocolors';
import { main } from './main.ts';
import type { Terminal } from './terminal.ts';

/** Runs the command line as this process: its arguments, streams and exit code. */
export async function runAsProcess(): Promise<void> {
  endQuietlyWhenNobodyReads();
  process.exitCode = await main(process.argv.slice(2), processTerminal());
}

/** `wirewatch … | head` closes our output early: that is no failure. */
function endQuietlyWhenNobodyReads(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }
}

function processTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  return {
    out: (line) => void stdout.write(`${line}\n`),
    err: (line) => void stderr.write(`${line}\n`),
    redraw: stderr.isTTY ? (line) => void stderr.write(`\r\u001b[K${line}`) : null,
    stdin: (maxBytes) => readAll(stdin, maxBytes),
    ask: stdin.isTTY && stderr.isTTY ? ask : null,
    colours: picocolors.createColors(wantsColour(env, stdout.isTTY)),
    width: stdout.columns ?? 100,
    env,
    now: () => new Date(),
    sleep: (milliseconds) => sleep(milliseconds),
    onInterrupt: (stop) => {
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
      return () => {
        process.off('SIGINT', stop);
        process.off('SIGTERM', stop);
      };
    },
  };
}

/** Colour only for people: on a terminal that can, unless NO_COLOR is set (no-color.org) to something. */
function wantsColour(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false;
  return isTerminal && env.TERM !== 'dumb';
}

async function readAll(stream: NodeJS.ReadStream, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    size += bytes.length;
    if (size > maxBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes + 1);
}

async function ask(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await lines.question(`${question} [y/N] `);
    return /^(y|yes|j|ja)$/iu.test(answer.trim());
  } finally {
    lines.close();
  }
}
