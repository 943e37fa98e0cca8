import type { Terminal } from './terminal.ts';

/** Tells on standard error how far long work has come. */
export interface Progress {
  /** Says the present state; shown when it is time for it. */
  readonly say: (state: string) => void;
  /** Clears the line, in the end or before something else is printed. */
  readonly done: () => void;
}

const REDRAW_EVERY = 100;
const LINE_EVERY = 10_000;

/** On a terminal one line that is redrawn; elsewhere (a log) a line every ten seconds. */
export function startProgress(terminal: Terminal): Progress {
  const every = terminal.redraw ? REDRAW_EVERY : LINE_EVERY;
  let next = terminal.now().getTime() + every;
  let drawn = false;
  return {
    say: (state) => {
      const now = terminal.now().getTime();
      if (now < next) return;
      next = now + every;
      drawn = terminal.redraw !== null;
      (terminal.redraw ?? terminal.err)(state);
    },
    done: () => {
      if (drawn) terminal.redraw?.('');
      drawn = false;
    },
  };
}
