import type picocolors from 'picocolors';

/** What every command ends with: done, the answer is no or invalid, wrong usage, a service or a file failed. */
export const EXIT = { done: 0, no: 1, usage: 2, failure: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Turns text bold, red and so on; leaves it alone where colour is off. */
export type Colours = ReturnType<typeof picocolors.createColors>;

/**
 * Everything a command needs from the outside: where to print, what to read, what time it is.
 * Results go to `out`, everything else (progress, hints, errors) to `err`.
 */
export interface Terminal {
  /** Writes a line to standard output. */
  readonly out: (line: string) => void;
  /** Writes a line to standard error. */
  readonly err: (line: string) => void;
  /** Redraws the last line of standard error; null where nobody looks at a terminal. */
  readonly redraw: ((line: string) => void) | null;
  /** The whole of standard input, at most `maxBytes + 1` bytes. */
  readonly stdin: (maxBytes: number) => Promise<Uint8Array>;
  /** Asks a yes-or-no question; null where nobody can answer. */
  readonly ask: ((question: string) => Promise<boolean>) | null;
  /** For standard output. */
  readonly colours: Colours;
  /** Columns of standard output. */
  readonly width: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Calls back on Ctrl-C; returns how to stop listening. */
  readonly onInterrupt: (stop: () => void) => () => void;
}

/** A failure that the user can understand and mend: one sentence, no stack trace. */
export class CommandFailure extends Error {
  readonly exit: ExitCode;

  constructor(message: string, exit: ExitCode = EXIT.failure) {
    super(message);
    this.name = 'CommandFailure';
    this.exit = exit;
  }
}

/** How a command says its exit code; the first code other than `done` need not be the last word. */
export type Finish = (code: ExitCode) => void;

/** What each command is built with. */
export interface Cli {
  readonly terminal: Terminal;
  readonly finish: Finish;
}
