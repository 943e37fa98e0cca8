const MONTHS: Readonly<Record<string, number>> = {
  jan: 1,
  feb: 2,
  mar: 3,
  mär: 3,
  mrz: 3,
  apr: 4,
  may: 5,
  maj: 5,
  mai: 5,
  jun: 6,
  jul: 7,
  aug: 8,
  sep: 9,
  oct: 10,
  okt: 10,
  nov: 11,
  dec: 12,
  dez: 12,
};

/** `242200 GMT Jun 17`: day, hour and minute, month and year (IPTC 7901, section 5, date-time group). */
const DAY_FIRST =
  /(?:^|[^\d])(\d{2})(\d{2})(\d{2})\s{0,3}(?:GMT|UTC|Z)?\s{1,3}(\p{L}{3})\p{L}{0,7}\.?\s{1,3}(\d{4}|\d{2})(?!\d)/iu;
/** `AP-WF-11-13-13 0745GMT`: month, day and year, hour and minute (ANPA 1312, end of transmission). */
const MONTH_FIRST =
  /(?:^|[^\d])(\d{1,2})-(\d{1,2})-(\d{4}|\d{2})\s{1,3}(\d{2}):?(\d{2})\s{0,2}(?:GMT|UTC|Z)/iu;

/** The time that the old wire formats give behind a text, as ISO 8601 in UTC; null where there is none. */
export function telexTime(trailer: string): string | null {
  const dayFirst = DAY_FIRST.exec(trailer);
  if (dayFirst !== null) {
    const [, day, hour, minute, month = '', year] = dayFirst;
    return iso(year, MONTHS[month.toLowerCase()], day, hour, minute);
  }
  const [, month, day, year, hour, minute] = MONTH_FIRST.exec(trailer) ?? [];
  return month === undefined ? null : iso(year, Number(month), day, hour, minute);
}

function iso(
  year: string | undefined,
  month: number | undefined,
  day: string | undefined,
  hour: string | undefined,
  minute: string | undefined,
): string | null {
  if (year === undefined || month === undefined || day === undefined) return null;
  const full = year.length === 4 ? year : `${Number(year) < 70 ? '20' : '19'}${year}`;
  return `${full}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}T${hour ?? '00'}:${minute ?? '00'}:00Z`;
}
