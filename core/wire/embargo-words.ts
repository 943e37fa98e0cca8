import { telexTime } from './telex-time.ts';
import { utcTime } from './times.ts';

/**
 * Embargoes as desks write them in words: `EMBARGO 26/11-2026 kl. 6`, `Klausuleret til torsdag kl. 06.00`,
 * `(Må tidligst bringes torsdag kl. 06.00)`, `EMBARGOED UNTIL 0001 GMT, THURSDAY 26 NOVEMBER`.
 */

const LONGEST = 300;
const WEEKDAYS = [
  'sunday sun søndag søn sonntag söndag',
  'monday mon mandag man montag måndag',
  'tuesday tue tues tirsdag tir dienstag tisdag',
  'wednesday wed onsdag ons mittwoch',
  'thursday thu thur thurs torsdag tor tors donnerstag',
  'friday fri fredag fre freitag',
  'saturday sat lørdag lør samstag sonnabend lördag',
].map((names) => names.split(' '));
const MONTHS = [
  'january jan januar januari',
  'february feb februar februari',
  'march mar marts märz mars',
  'april apr',
  'may maj mai',
  'june jun juni',
  'july jul juli',
  'august aug augusti',
  'september sep sept',
  'october oct oktober okt',
  'november nov',
  'december dec dezember dez',
].map((names) => names.split(' '));
/** Days from the day of receipt on. */
const NEAR_DAYS: Readonly<Record<string, number>> = {
  today: 0,
  'i dag': 0,
  idag: 0,
  heute: 0,
  tonight: 0,
  tomorrow: 1,
  'i morgen': 1,
  imorgen: 1,
  morgen: 1,
  imorgon: 1,
};
const ZONES: Readonly<Record<string, string>> = {
  gmt: 'Z',
  utc: 'Z',
  z: 'Z',
  bst: '+01:00',
  cet: '+01:00',
  cest: '+02:00',
  mez: '+01:00',
  mesz: '+02:00',
  est: '-05:00',
  edt: '-04:00',
};

const names = (words: readonly (readonly string[])[]): string =>
  words
    .flat()
    .sort((one, other) => other.length - one.length)
    .join('|');
const MONTH = names(MONTHS);
const WEEKDAY = names(WEEKDAYS);
const NEAR_DAY = names([Object.keys(NEAR_DAYS)]);

/** What a time may begin with: a figure, a day, a month or `kl.`. */
const TIME_START = `(?:\\d|kl\\b|klokken\\b|(?:${WEEKDAY}|${MONTH}|${NEAR_DAY}|midnight|midnat|noon)(?!\\p{L}))`;
const LINKS =
  '(?:until|till|til|indtil|bis|to|for|ends|lifts|expires|ophører|udløber|gælder|den|d|the|on|at|release|hæves)';
/** The word alone, or followed by when it ends: `Embargo mod Iran` is a story and no mark. */
const HEADED = new RegExp(
  `^[*(\\[ ]{0,4}(?:embargo(?:ed)?|(?:under )?klausul(?:eret|ering)?|sperrfrist|spärrtid|hold for release)` +
    `(?:[\\s*:!.,)\\]–-]{0,6}$|[\\s:!.,–-]{1,6}(?:${LINKS}[\\s:.,]{1,4}){0,4}${TIME_START})`,
  'iu',
);
const NOT_BEFORE = new RegExp(
  `^[*(\\[ ]{0,4}(?:(?:må|kan) (?:først|tidligst|ikke) (?:bringes|offentliggøres|udgives|publiceres|bruges|citeres)` +
    `|til offentliggørelse (?:først|tidligst)|fri til offentliggørelse` +
    `|not for (?:publication|release|use|broadcast)[\\p{L} ]{0,30} (?:before|until)` +
    `|strictly (?:embargoed|not for publication)(?: until| before)?)` +
    `[\\s:.,]{1,4}(?:(?:før|inden|fra|efter|${LINKS})[\\s:.,]{1,4}){0,4}${TIME_START}`,
  'iu',
);

/** Whether a line does nothing but put the copy under embargo. */
export function isEmbargoLine(line: string): boolean {
  const text = line.trim().slice(0, LONGEST);
  return HEADED.test(text) || NOT_BEFORE.test(text);
}

/** When and where an embargo's words are read. */
export interface Reading {
  /** IANA zone of times that name none. */
  readonly zone: string;
  /** When the words were written or received, ISO 8601 UTC; null: then a day without a date says nothing. */
  readonly at: string | null;
}

/** When the embargo ends that the words speak of, ISO 8601 UTC; null where they do not say. A day alone means its first minute. */
export function embargoEnd(words: string, reading: Reading): string | null {
  const text = words.slice(0, LONGEST).toLowerCase().replace(/\s+/gu, ' ');
  const iso = /\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}(?::\d{2})?(?: ?(?:z|gmt|utc)\b|[+-]\d{2}:?\d{2})?/u.exec(
    text,
  )?.[0];
  if (iso !== undefined) return utcTime(iso.toUpperCase().replace(/ ?(?:GMT|UTC)$/u, 'Z'), reading.zone);
  const telex = telexTime(text);
  if (telex !== null) return utcTime(telex, reading.zone);
  const day = dayIn(text, reading);
  const clock = clockIn(day === null ? text : text.replace(day.words, ' '));
  if (day === null) return clock === null ? null : nextTime(clock, 1, localDay(reading), reading);
  const known = clock ?? MIDNIGHT;
  return day.weekly ? nextTime(known, 7, day, reading) : momentOf(day, known, reading.zone);
}

/** A day as words name it; `weekly`: only its weekday is known. */
interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekly: boolean;
  readonly words: string;
}

interface Clock {
  readonly hour: number;
  readonly minute: number;
  /** `Z` or `+01:00`; empty: the zone of the copy. */
  readonly offset: string;
}

const MIDNIGHT: Clock = { hour: 0, minute: 0, offset: '' };

function dayIn(text: string, reading: Reading): Day | null {
  return datedDay(text, reading) ?? namedDay(text, reading);
}

const NUMERIC_DATE =
  /(?<![\d.:])(\d{1,2})[./-] ?(\d{1,2})(?:[./ -]{1,2}(\d{4}))(?!\d)|(?<![\d.:])(\d{1,2})\/(\d{1,2})(?!\d)/u;
const DAY_MONTH = new RegExp(
  `(?<!\\d)(\\d{1,2})(?:\\.|st|nd|rd|th)?(?: of)? (${MONTH})(?!\\p{L})\\.?(?:,? (\\d{4}))?`,
  'u',
);
const MONTH_DAY = new RegExp(
  `(?<!\\p{L})(${MONTH})\\.? (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?(?!\\d)`,
  'u',
);

function datedDay(text: string, reading: Reading): Day | null {
  const iso = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/u.exec(text);
  if (iso !== null) return dayOf(iso[3], Number(iso[2]), iso[1], iso[0], reading);
  const dayFirst = DAY_MONTH.exec(text);
  if (dayFirst !== null) return dayOf(dayFirst[1], monthOf(dayFirst[2]), dayFirst[3], dayFirst[0], reading);
  const monthFirst = MONTH_DAY.exec(text);
  if (monthFirst !== null) {
    return dayOf(monthFirst[2], monthOf(monthFirst[1]), monthFirst[3], monthFirst[0], reading);
  }
  const [whole, day, month, year, shortDay, shortMonth] = NUMERIC_DATE.exec(text) ?? [];
  return whole === undefined
    ? null
    : dayOf(day ?? shortDay, Number(month ?? shortMonth), year, whole, reading);
}

function monthOf(name: string | undefined): number {
  return MONTHS.findIndex((month) => month.includes(name ?? '')) + 1;
}

/** A date without a year is the one nearest to the reading, rather ahead than behind. */
function dayOf(
  day: string | undefined,
  month: number,
  year: string | undefined,
  words: string,
  reading: Reading,
): Day | null {
  if (year !== undefined) return { year: Number(year), month, day: Number(day), weekly: false, words };
  const today = localDay(reading);
  if (today === null) return null;
  const away =
    Date.UTC(today.year, month - 1, Number(day)) - Date.UTC(today.year, today.month - 1, today.day);
  const shift = away < -60 * DAY_MS ? 1 : away > 300 * DAY_MS ? -1 : 0;
  return { year: today.year + shift, month, day: Number(day), weekly: false, words };
}

const DAY_MS = 86_400_000;
const NAMED_DAY = new RegExp(`(?<!\\p{L})(?:(${NEAR_DAY})|(${WEEKDAY}))(?!\\p{L})`, 'u');

/** `i morgen`, or a weekday: today's or the next one of that name. */
function namedDay(text: string, reading: Reading): Day | null {
  const [words, near, weekday] = NAMED_DAY.exec(text) ?? [];
  const today = localDay(reading);
  if (words === undefined || today === null) return null;
  const date = new Date(Date.UTC(today.year, today.month - 1, today.day));
  const wanted = WEEKDAYS.findIndex((day) => day.includes(weekday ?? ''));
  const ahead = near === undefined ? (wanted - date.getUTCDay() + 7) % 7 : (NEAR_DAYS[near] ?? 0);
  return { ...dateParts(date.getTime() + ahead * DAY_MS), weekly: near === undefined, words };
}

function localDay({ zone, at }: Reading): { year: number; month: number; day: number } | null {
  if (at === null) return null;
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(at)).split('-');
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  return { year, month, day };
}

function dateParts(milliseconds: number): { year: number; month: number; day: number } {
  const date = new Date(milliseconds);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Ways to write a time of day, the surest first. */
const CLOCKS = [
  /(?:(?:kl|klokken)[. ]{1,2}|(?<![\d./-]))(?<hour>\d{1,2})[.:](?<minute>\d{2})(?![\d/-])/u,
  /(?:kl|klokken|at|um)[. ]{1,2}(?<hour>\d{1,2})(?!\d)/u,
  /(?<!\d)(?<hour>\d{2})(?<minute>\d{2})(?= ?(?:gmt|utc|hrs|hours|cet|cest|bst|est|edt)\b)/u,
  /(?<=(?:until|till|til|to|at) )(?<hour>\d{2})(?<minute>\d{2})(?![\d/-])/u,
  /(?<!\d)(?<hour>\d{1,2})(?= ?(?:am|pm|a\.m|p\.m|uhr)\b)/u,
];
const MERIDIEM = /^ ?([ap])\.?m\b/u;
const ZONE = new RegExp(`(?<!\\p{L})(${Object.keys(ZONES).join('|')})(?!\\p{L})`, 'u');

function clockIn(text: string): Clock | null {
  const zone = ZONE.exec(text)?.[1];
  const offset = zone === undefined ? '' : (ZONES[zone] ?? '');
  const match = CLOCKS.map((clock) => clock.exec(text)).find((found) => found !== null);
  if (match === undefined) {
    const named = /(?<!\p{L})(?:midnight|midnat|(noon))(?!\p{L})/u.exec(text);
    return named === null ? null : { hour: named[1] === undefined ? 0 : 12, minute: 0, offset };
  }
  const hour = Number(match.groups?.hour);
  const minute = Number(match.groups?.minute ?? 0);
  const half = MERIDIEM.exec(text.slice(match.index + match[0].length))?.[1];
  const full = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  return { hour: full, minute, offset };
}

function momentOf(day: Pick<Day, 'year' | 'month' | 'day'>, clock: Clock, zone: string): string | null {
  const two = (value: number) => String(value).padStart(2, '0');
  // Midnight at the end of a day is written 24.00, too.
  const endOfDay = clock.hour === 24 && clock.minute === 0;
  const shown = endOfDay ? dateParts(Date.UTC(day.year, day.month - 1, day.day + 1)) : day;
  const hour = endOfDay ? 0 : clock.hour;
  const date = `${shown.year}-${two(shown.month)}-${two(shown.day)}`;
  return utcTime(`${date}T${two(hour)}:${two(clock.minute)}${clock.offset}`, zone);
}

/**
 * When clocks show this on a day, or so many days later: copy that comes within hours after a time has not waited for
 * the next one.
 */
function nextTime(
  clock: Clock,
  days: number,
  day: Pick<Day, 'year' | 'month' | 'day'> | null,
  reading: Reading,
): string | null {
  if (day === null) return null;
  const end = momentOf(day, clock, reading.zone);
  if (end === null || !isLongPast(end, reading)) return end;
  const later = dateParts(Date.UTC(day.year, day.month - 1, day.day + days));
  return momentOf(later, clock, reading.zone);
}

const LATE_MS = 12 * 3_600_000;

function isLongPast(end: string, { at }: Reading): boolean {
  return at !== null && Date.parse(at) - Date.parse(end) > LATE_MS;
}
