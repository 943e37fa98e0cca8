import { monthNumber } from './telex-time.ts';

/** `Embargoed to 0001 Tuesday June 03`, as PA notes it; day and month stand in either order. */
const EMBARGO =
  /\bembargo(?:ed)? (?:to|until|till) (\d{2}):?(\d{2})(?: \p{L}{3,6}day,?)? (?:(\p{L}{3,9}) (\d{1,2})|(\d{1,2}) (\p{L}{3,9}))(?![\d\p{L}])/iu;

/**
 * When an embargo ends by the words of a note to editors, as ISO 8601. The note leaves out the year and the zone: they
 * are those of the version's own time (`20250602T114650+0100`). Null where the words say no time.
 */
export function embargoIn(note: string | null, versionedAt: string | null): string | null {
  const [, hour, minute, monthFirst, dayBehind, dayFirst, monthBehind] =
    EMBARGO.exec(note?.slice(0, 300) ?? '') ?? [];
  const [, year, ownMonth, offset = ''] =
    /^(\d{4})-?(\d{2})-?\d{2}T[\d:.,]{4,18}(Z|[+-]\d{2}:?\d{2})?$/u.exec(versionedAt?.trim() ?? '') ?? [];
  const month = monthNumber(monthFirst ?? monthBehind ?? '');
  if (month === null || hour === undefined || minute === undefined || year === undefined) return null;
  // An embargo from December may end in January.
  const ends = month < Number(ownMonth) - 6 ? Number(year) + 1 : Number(year);
  const day = (dayBehind ?? dayFirst ?? '').padStart(2, '0');
  return `${ends}-${String(month).padStart(2, '0')}-${day}T${hour}:${minute}:00${offset}`;
}
