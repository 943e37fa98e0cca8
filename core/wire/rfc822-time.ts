const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Named zones: those of RFC 822, section 5.1, and the two that European feeds write. */
const ZONES: Readonly<Record<string, string>> = {
  ut: 'Z',
  utc: 'Z',
  gmt: 'Z',
  z: 'Z',
  est: '-05:00',
  edt: '-04:00',
  cst: '-06:00',
  cdt: '-05:00',
  mst: '-07:00',
  mdt: '-06:00',
  pst: '-08:00',
  pdt: '-07:00',
  cet: '+01:00',
  cest: '+02:00',
};

const SHAPE =
  /^(?:[a-z]{3,9},? {1,4})?(\d{1,2}) {1,4}([a-z]{3})[a-z]{0,6} {1,4}(\d{4}|\d{2}) {1,4}(\d{1,2}):(\d{2})(?::(\d{2}))?(?: {1,4}([a-z]{1,4}|[+-]\d{4}))?$/iu;

/** A time as RSS writes it (`Tue, 07 Apr 2026 09:05:00 +0200`) in ISO 8601; null where it is none. */
export function rfc822Time(text: string): string | null {
  const [, day, month, year, hour, minute, second, zone] = SHAPE.exec(text.trim()) ?? [];
  if (day === undefined || month === undefined || year === undefined || hour === undefined) return null;
  const number = MONTHS.indexOf(month.toLowerCase()) + 1;
  if (number === 0) return null;
  const date = `${fullYear(year)}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return `${date}T${hour.padStart(2, '0')}:${minute ?? '00'}:${second ?? '00'}${offsetOf(zone)}`;
}

function fullYear(year: string): string {
  if (year.length === 4) return year;
  return `${Number(year) < 70 ? '20' : '19'}${year}`;
}

/** RFC 822's local zones by military letter were published with wrong signs (RFC 2822, 4.3): they count as UTC. */
function offsetOf(zone: string | undefined): string {
  if (zone === undefined) return '';
  if (/^[+-]/u.test(zone)) return `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const name = zone.toLowerCase();
  return Object.hasOwn(ZONES, name) ? (ZONES[name] ?? 'Z') : 'Z';
}
