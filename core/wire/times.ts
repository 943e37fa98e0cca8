/**
 * ISO 8601, extended or basic, with or without seconds, fraction and offset, as agencies write it:
 * `2016-05-12T00:05:13+02:00`, `20160512T000513Z`, `2018-02-01T18:44:52.973`, `20160512`.
 */
const ISO_TIME =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)? ?(Z|[+-]\d{2}(?::?\d{2})?)?$/u;

/**
 * A time as Wirewatch stores it (`2018-02-01T17:44:52.973Z`), or null when the text is no time. Without
 * an offset it is the local time of `zone` (an IANA name).
 */
export function utcTime(text: string | null, zone: string): string | null {
  const parts = text === null ? null : ISO_TIME.exec(text.trim());
  if (!parts) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset] = parts;
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Math.min(Number(second), 59),
    Number(`${fraction}000`.slice(0, 3)),
  );
  if (!isRealTime(local, Number(month), Number(day), Number(hour), Number(minute))) return null;
  const milliseconds = offset === undefined ? fromZone(local, zone) : local - offsetOf(offset);
  return new Date(milliseconds).toISOString();
}

/**
 * The zone of clocks as far ahead of UTC as a time's own offset says (`20250602T114650+0100`: `Etc/GMT-1`). Null
 * without an offset, for one of part of an hour, and for UTC, in which a time may be written anywhere.
 */
export function zoneOfTime(text: string | null): string | null {
  const [, , , , hour, , , , offset] = ISO_TIME.exec(text?.trim() ?? '') ?? [];
  if (hour === undefined || offset === undefined) return null;
  const hours = offsetOf(offset) / 3_600_000;
  if (!Number.isInteger(hours) || hours === 0 || Math.abs(hours) > 12) return null;
  // These names count the other way round: `Etc/GMT-1` is ahead of UTC.
  return `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}

/** Whether the calendar did not roll over: there is no 31 February and no 25 o'clock. */
function isRealTime(local: number, month: number, day: number, hour: number, minute: number): boolean {
  const date = new Date(local);
  return (
    date.getUTCMonth() + 1 === month &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute
  );
}

function offsetOf(offset: string): number {
  if (offset === 'Z') return 0;
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** The moment when clocks in `zone` show `local`; of the two in an autumn hour the first. */
function fromZone(local: number, zone: string): number {
  const day = 86_400_000;
  const candidates = [local - zoneOffset(local - day, zone), local - zoneOffset(local + day, zone)].sort(
    (one, other) => one - other,
  );
  return candidates.find((moment) => moment + zoneOffset(moment, zone) === local) ?? candidates[0] ?? local;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** How far clocks in `zone` are ahead of UTC at a moment, in milliseconds. */
function zoneOffset(moment: number, zone: string): number {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clocks.set(zone, clock);
  }
  const shown: Record<string, number> = {};
  for (const { type, value } of clock.formatToParts(moment)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  const wholeSecond = Math.floor(moment / 1000) * 1000;
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeSecond;
}
