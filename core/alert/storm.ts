import type { Settings } from '../config.ts';
import type { SenderState } from '../ports.ts';
import { alertToken, topicOfToken } from './due.ts';
import type { Token } from './message.ts';

/** Old stories may use up this part of a topic's alerts; a feed that was down comes as a digest. */
const SHARE_OF_OLD = 0.25;

/** An immediate alert, as storm control sees it. */
export interface Countable {
  readonly to: readonly Token[];
  /** Topics it speaks of. */
  readonly topics: readonly string[];
  readonly test: boolean;
  /** Part of a backlog. */
  readonly old: boolean;
}

/** Which addresses are told at once, and until when the others wait for a digest. */
export interface StormPlan {
  readonly now: readonly Token[];
  /** Addresses whose topics had enough, by the time (ISO 8601 UTC) of their digest. */
  readonly later: ReadonlyMap<string, readonly Token[]>;
  readonly storm: SenderState['storm'];
}

/**
 * Counts one immediate alert against each of its topics: a topic gets at most so many within a window that begins
 * with the first of them, and the rest wait for the window's end. Who follows all topics is told at once as long as
 * one of the alert's topics has room, so that a flood of one does not keep another's news from them.
 */
export function planStorm(
  { to, topics, test, old }: Countable,
  { storm }: Pick<SenderState, 'storm'>,
  limits: Settings['storm'],
  now: number,
): StormPlan {
  const length = limits.minutes * 60_000;
  const most = old ? Math.max(1, Math.floor(limits.alerts * SHARE_OF_OLD)) : limits.alerts;
  const running = Object.fromEntries(Object.entries(storm).filter(([, { from }]) => now < from + length));
  const counted = topics.map((topic) => {
    const token = alertToken(topic, test);
    const window = running[token] ?? { from: now, count: 0 };
    return { token, window, room: window.count < most, end: window.from + length };
  });
  const open = counted.filter(({ room }) => room);
  const anyRoom = open.length > 0 || counted.length === 0;
  const lastEnd = Math.max(now, ...counted.map(({ end }) => end));
  const told: Token[] = [];
  const later = new Map<string, Token[]>();
  for (const token of to) {
    const own = topicOfToken(token) === 'all' ? null : counted.find((one) => one.token === token);
    if (own?.room ?? anyRoom) told.push(token);
    else {
      const end = new Date(own?.end ?? lastEnd).toISOString();
      later.set(end, [...(later.get(end) ?? []), token]);
    }
  }
  const spent = told.length === 0 ? [] : open;
  const windows = spent.map(({ token, window }) => [token, { ...window, count: window.count + 1 }] as const);
  return { now: told, later, storm: { ...running, ...Object.fromEntries(windows) } };
}
