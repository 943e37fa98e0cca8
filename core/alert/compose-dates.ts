/** A point in time as a wall clock shows it. */
export interface WallTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** 0 (Monday) to 6 (Sunday). */
  readonly weekday: number;
  readonly hour: string;
  readonly minute: string;
  /** The zone as people name it: `Copenhagen`, `UTC`. */
  readonly place: string;
}

/** Reads ISO 8601 times off the wall clock of a zone. */
export type WallClock = (iso: string) => WallTime;

/**
 * A wall clock of an IANA zone, summer time minded.
 * @throws RangeError when the zone is unknown, and when a time is none.
 */
export function wallClock(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  const place = (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
  return (iso) => {
    const parts = new Map(format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
    const [year, month, day] = [part(parts, 'year'), part(parts, 'month'), part(parts, 'day')].map(Number);
    const date = { year: year ?? 0, month: month ?? 0, day: day ?? 0 };
    const sundayFirst = new Date(Date.UTC(date.year, date.month - 1, date.day)).getUTCDay();
    return {
      ...date,
      weekday: (sundayFirst + 6) % 7,
      hour: part(parts, 'hour'),
      minute: part(parts, 'minute'),
      place,
    };
  };
}

function part(parts: ReadonlyMap<string, string>, name: string): string {
  return parts.get(name) ?? '';
}

/** Whether two wall times fall on one day. */
export function sameDay(one: WallTime, other: WallTime): boolean {
  return one.year === other.year && one.month === other.month && one.day === other.day;
}
