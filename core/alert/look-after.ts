import type { Turn } from './turn.ts';

/** What waits has waited for minutes before and will for hours. */
const LOOK_EVERY = 60_000;

/**
 * Counts, once a minute, what does not go on by itself: kills whose story has not come, and embargoes without an end.
 * Says in the log which kills were given up since the last look.
 */
export async function lookAfterWaiting(turn: Turn): Promise<void> {
  const { now, sender, ports } = turn;
  if (turn.over || now - sender.lookedAt < LOOK_EVERY) return;
  let forgottenKills = 0;
  if (sender.lookedAt > 0) {
    for await (const { code, wire } of ports.store.givenUpKills(new Date(sender.lookedAt).toISOString())) {
      forgottenKills += 1;
      ports.log.warn('a kill is given up: its story did not come', { code, wire });
    }
  }
  const kills = await count(ports.store.waitingKills());
  const embargoes = await count(ports.store.heldWithoutEnd());
  turn.waits({ kills, forgottenKills, embargoes });
  turn.remember({ lookedAt: now });
}

async function count(heads: AsyncIterable<unknown>): Promise<number> {
  let counted = 0;
  for await (const _ of heads) counted += 1;
  return counted;
}
