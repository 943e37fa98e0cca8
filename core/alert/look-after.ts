import { KILL_WAITS_HOURS } from '../story/history.ts';
import type { Turn } from './turn.ts';

const HOUR = 3_600_000;
/** What waits has waited for minutes before and will for hours. */
const LOOK_EVERY = 60_000;

/**
 * Counts, once a minute, what does not go on by itself: kills whose story has not come, and embargoes without an end.
 * Says in the log which kills were given up since the last look.
 */
export async function lookAfterWaiting(turn: Turn): Promise<void> {
  const { now, sender, ports } = turn;
  if (turn.over || now - sender.lookedAt < LOOK_EVERY) return;
  const lookedAt = sender.lookedAt === 0 ? now : sender.lookedAt;
  let kills = 0;
  let forgottenKills = 0;
  for await (const head of ports.store.waitingKills(KILL_WAITS_HOURS + (now - lookedAt) / HOUR)) {
    const until = Date.parse(head.receivedAt) + KILL_WAITS_HOURS * HOUR;
    if (until > now) kills += 1;
    else if (until > lookedAt) {
      forgottenKills += 1;
      ports.log.warn('a kill is given up: its story did not come', { code: head.code, wire: head.wire });
    }
  }
  let embargoes = 0;
  for await (const _ of ports.store.heldWithoutEnd()) embargoes += 1;
  turn.waits({ kills, forgottenKills, embargoes });
  turn.remember({ lookedAt: now });
}
