import { startProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** What long work is given to show how far it is, and to notice that it shall end. */
export interface LongRun {
  /** Says the present state. */
  readonly say: (state: string) => void;
  /** Whether Ctrl-C was pressed: the work ends at the next place from which it can go on. */
  readonly interrupted: () => boolean;
}

/** Runs long work that tells its progress and, after Ctrl-C, ends by itself; answers what it came to. */
export async function longRun<Result>(
  terminal: Terminal,
  work: (run: LongRun) => Promise<Result>,
): Promise<Result & { readonly interrupted: boolean }> {
  const progress = startProgress(terminal);
  let interrupted = false;
  const forget = terminal.onInterrupt(() => {
    interrupted = true;
  });
  try {
    const result = await work({ say: progress.say, interrupted: () => interrupted });
    return { ...result, interrupted };
  } finally {
    forget();
    progress.done();
  }
}
