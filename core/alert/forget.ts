import type { Told } from '../story/head.ts';

/** Alerts that a head remembers, unless it needs more of them to know what each address was told last. */
const MOST_TOLD = 60;

/**
 * The alerts of a head without the oldest that no longer matter, so that a head never grows too large to be
 * written: those of which every address was told something since.
 */
export function withoutOldest(told: readonly Told[]): readonly Told[] {
  let over = told.length - MOST_TOLD;
  if (over <= 0) return told;
  return told.filter((alert, place) => {
    if (over <= 0 || !isSuperseded(alert, told.slice(place + 1))) return true;
    over -= 1;
    return false;
  });
}

function isSuperseded({ state, to }: Told, later: readonly Told[]): boolean {
  if (state === 'attempted' || state === 'held') return false;
  return to.every((token) =>
    later.some((alert) => alert.state === 'sent' && alert.kind !== 'kill' && alert.to.includes(token)),
  );
}
