import type { Settings } from '../config.ts';
import type { SenderState } from '../ports.ts';
import type { Token } from './message.ts';

/** Old stories may use up this part of an address's alerts; a feed that was down comes as a digest. */
const SHARE_OF_OLD = 0.25;

/** Which addresses are told at once, and until when the others wait for a digest. */
export interface StormPlan {
  readonly now: readonly Token[];
  /** Addresses that had enough, by the time (ISO 8601 UTC) of their digest. */
  readonly later: ReadonlyMap<string, readonly Token[]>;
  readonly storm: SenderState['storm'];
}

/**
 * Counts one immediate alert against each of its addresses: an address gets at most so many within a
 * window that begins with the first of them, and waits for the end of the window with the rest.
 */
export function planStorm(
  to: readonly Token[],
  { storm }: Pick<SenderState, 'storm'>,
  limits: Settings['storm'],
  time: { readonly now: number; readonly old: boolean },
): StormPlan {
  const length = limits.minutes * 60_000;
  const most = time.old ? Math.max(1, Math.floor(limits.alerts * SHARE_OF_OLD)) : limits.alerts;
  const running = Object.entries(storm).filter(([, window]) => time.now < window.from + length);
  const windows = new Map(running);
  const now: Token[] = [];
  const later = new Map<string, Token[]>();
  for (const token of to) {
    const window = windows.get(token) ?? { from: time.now, count: 0 };
    if (window.count < most) {
      now.push(token);
      windows.set(token, { ...window, count: window.count + 1 });
    } else {
      const end = new Date(window.from + length).toISOString();
      later.set(end, [...(later.get(end) ?? []), token]);
    }
  }
  return { now, later, storm: Object.fromEntries(windows) };
}
