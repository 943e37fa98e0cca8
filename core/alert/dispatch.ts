import type { Dispatch } from '../ports.ts';
import type { Head } from '../story/head.ts';
import { tellBriefings } from './briefing.ts';
import { tellFloods } from './flood.ts';
import { lookAfterWaiting } from './look-after.ts';
import { tell } from './tell.ts';
import { LEASE_MILLISECONDS, LeaseLost, Turn } from './turn.ts';

/** Stories in a row that could be neither told nor put off before the turn gives up. */
const MOST_FAILURES = 3;
const TRIED_AGAIN_AFTER = 60_000;
/** How far intake's clock may be ahead of the sender's without an alert waiting for the next sweep. */
const CLOCKS_DIFFER = 10_000;

/** Tells what is due; {@link Dispatch} says what that means. */
export const dispatch: Dispatch = async (ports, settings, { deadline }) => {
  const { store, clock, owner, log } = ports;
  const topics = await ports.topics.active();
  const now = clock.now();
  const lease = await store.acquireLease(owner, now, now + LEASE_MILLISECONDS);
  const turn = lease === null ? null : new Turn(ports, settings, topics, lease, deadline);
  if (turn === null) return NOT_HELD;
  try {
    do await tellAll(turn);
    while ((await store.releaseLease(turn.lease)) === 'wake');
  } catch (error) {
    if (!(error instanceof LeaseLost)) {
      // Best effort: otherwise the next sender waits until the lease has run out.
      await store.releaseLease(turn.lease).catch(() => 'lost');
      throw error;
    }
    log.warn('the lease ran out during a turn', { owner });
  }
  return turn.report;
};

const NOT_HELD = {
  held: false,
  published: { new: 0, update: 0, correction: 0, kill: 0, briefing: 0, flood: 0 },
  refused: 0,
  left: 0,
  lag: 0,
  waiting: null,
} as const;

/** One pass over what is due now. A story that cannot be told does not keep others from being told. */
async function tellAll(turn: Turn): Promise<void> {
  const flooded: Head[] = [];
  let failures = 0;
  const soon = new Date(turn.now + CLOCKS_DIFFER).toISOString();
  for await (const due of turn.ports.store.dueHeads(soon)) {
    if (turn.over) {
      turn.leave();
      break;
    }
    await turn.keepLease();
    try {
      if ((await tell(due, turn)) === 'digest is due') flooded.push(due.head);
      failures = 0;
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      failures = (await postpone(due.head, turn)) ? 0 : failures + 1;
      if (failures >= MOST_FAILURES) throw error;
      turn.leave();
      turn.ports.log.warn('a story could not be told', { code: due.head.code, error: messageOf(error) });
    }
  }
  await tellFloods(flooded, turn);
  await tellBriefings(turn);
  await lookAfterWaiting(turn);
}

/**
 * Puts a story that could not be told behind the others, so that a few of them never keep all others waiting.
 * False when not even that could be written.
 */
async function postpone(head: Head, { ports, now }: Turn): Promise<boolean> {
  const later = new Date(now + TRIED_AGAIN_AFTER).toISOString();
  try {
    await ports.store.putHead({ ...head, rev: head.rev + 1 }, later, false);
    return true;
  } catch {
    return false;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
