import { type Briefing, WEEKDAYS } from '../config.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * When a briefing was scheduled last at or before a time: its hour on the clock of its zone, on one of its
 * days, also across a change to or from summer time. An hour that a change leaves out counts as the first
 * moment after it; one that comes twice counts once, the first time. Milliseconds since 1970; null when
 * the eight days before hold none.
 */
export function lastScheduled(
  { at, days }: Pick<Briefing, 'at' | 'days'>,
  timeZone: string,
  now: number,
): number | null {
  for (let back = -1; back <= 8; back += 1) {
    const { date, weekday } = calendarDay(now - back * DAY, timeZone);
    if (!days.includes(weekday)) continue;
    const time = timeOn(date, at, timeZone);
    if (time <= now) return time;
  }
  return null;
}

/** The date in a zone (`2026-04-02`) and its day of the week. */
function calendarDay(time: number, timeZone: string) {
  const date = new Date(time).toLocaleDateString('sv-SE', { timeZone });
  const weekday = WEEKDAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 'mon';
  return { date, weekday };
}

/** The first moment when the clocks of a zone show a date and time or, when they leave it out, go past it. */
function timeOn(date: string, at: string, timeZone: string): number {
  const wanted = `${date} ${at}`;
  const guess = Date.parse(`${date}T${at}:00Z`);
  const shown = (time: number) =>
    new Date(time).toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  let low = guess - DAY;
  let high = guess + DAY;
  while (high - low > MINUTE) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE;
    if (shown(middle) < wanted) low = middle;
    else high = middle;
  }
  // Where clocks go back, the same time has stood on them an hour (or half of one) earlier.
  return [60, 30].map((minutes) => high - minutes * MINUTE).find((time) => shown(time) === wanted) ?? high;
}
