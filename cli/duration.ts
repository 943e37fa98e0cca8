import { InvalidArgumentError } from 'commander';

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A point in time said by a user: so long ago, or itself. */
export type Since = { readonly ago: number } | { readonly at: Date };

/**
 * Reads `30m`, `24h`, `7d`, `2w`, a day (`2026-04-02`, from its start in UTC) or an ISO 8601 time with its zone.
 * Throws commander's InvalidArgumentError, which becomes a usage error.
 */
export function parseSince(text: string): Since {
  const [, count, unit] = /^(\d{1,5})([mhdw])$/u.exec(text) ?? [];
  const length = UNITS[unit ?? ''];
  if (count !== undefined && length !== undefined) return { ago: Number(count) * length };
  if (/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/u.test(text)) {
    const at = new Date(text);
    if (!Number.isNaN(at.getTime())) return { at };
  }
  throw new InvalidArgumentError('Say how long ago (30m, 24h, 7d) or when (2026-04-02, 2026-04-02T14:00Z).');
}

/** The point in time that was meant, seen from `now`. */
export function sinceTime(since: Since, now: Date): Date {
  return 'at' in since ? since.at : new Date(now.getTime() - since.ago);
}
