import * as z from 'zod/mini';
import { DEFAULT_CONFIG, WEEKDAYS, type Weekday } from './config.ts';

/** Ids of briefings that would be mistaken for other deliveries. */
const RESERVED_IDS = ['now', 'test', 'all'];

/** Days in words: `daily`, one day (`sun`), or from one to another (`mon-fri`); empty when it is none of these. */
export function daysOf(words: string): readonly Weekday[] {
  if (words === 'daily') return WEEKDAYS;
  const names: readonly string[] = WEEKDAYS;
  const [first, last = first, more] = words.split('-').map((word) => names.indexOf(word));
  if (first === undefined || last === undefined || first < 0 || last < first || more !== undefined) return [];
  return WEEKDAYS.slice(first, last + 1);
}

function isEmail(text: string): boolean {
  const [name = '', host = '', more] = text.split('@');
  const labels = host.split('.');
  return (
    text.length <= 254 &&
    more === undefined &&
    /^[^\s"(),:;<>@[\\\]]+$/u.test(name) &&
    labels.length > 1 &&
    labels.every((label) => /^[\p{L}\p{N}-]+$/u.test(label))
  );
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const id = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/u));
const line = z.string().check(
  z.minLength(1),
  z.maxLength(200),
  z.refine((text) => !/\p{Cc}/u.test(text)),
);
/** A word that marks a headline: it is compared as it stands, so it needs no more than a letter and no space around it. */
const marker = z.string().check(
  z.maxLength(40),
  z.refine((text) => /\p{L}/u.test(text) && text === text.trim() && !/\p{Cc}/u.test(text)),
);
const markerList = z.optional(z.array(marker).check(z.maxLength(50)));
/** Longer ones would leave a subject no room for its counts. */
const briefingName = line.check(z.maxLength(40));
const email = z.string().check(z.refine(isEmail));
const timeZone = z.string().check(z.refine(isTimeZone));
const dropPrefix = z.string().check(z.regex(/^incoming\/(?:[^/\s]+\/)*$/u));
const topics = z.union([z.literal('all'), z.array(id).check(z.minLength(1))]);
const weekday = z.enum(WEEKDAYS);
const weekdays = z.union([
  z.string().check(z.refine((text) => daysOf(text).length > 0)),
  z.array(weekday).check(z.minLength(1)),
]);
const whole = (least: number, most: number) => z.int().check(z.gte(least), z.lte(most));

/** The settings that a configuration file may hold, as it writes them; what it leaves out has its default. */
export const configSchema = z.strictObject({
  language: z._default(z.enum(['en', 'da']), DEFAULT_CONFIG.language),
  timeZone: z._default(timeZone, DEFAULT_CONFIG.timeZone),
  body: z._default(z.enum(['lead', 'full']), DEFAULT_CONFIG.body),
  contact: z._default(z.nullable(line), DEFAULT_CONFIG.contact),
  operators: z._default(z.array(email), []),
  // An alarm looks back seven days at most (CloudWatch, PutMetricAlarm).
  silenceHours: z._default(whole(1, 168), DEFAULT_CONFIG.silenceHours),
  maxBytes: z._default(whole(1000, 50_000_000), DEFAULT_CONFIG.maxBytes),
  backlogHours: z._default(whole(1, 720), DEFAULT_CONFIG.backlogHours),
  storm: z._default(
    z.strictObject({
      alerts: z._default(whole(1, 1000), DEFAULT_CONFIG.storm.alerts),
      minutes: z._default(whole(1, 60), DEFAULT_CONFIG.storm.minutes),
    }),
    DEFAULT_CONFIG.storm,
  ),
  wires: z.optional(
    z
      .array(
        z.strictObject({
          id,
          name: z.optional(line),
          signOffs: z.optional(z.array(line)),
          sources: z.optional(z.array(line)),
          timeZone: z.optional(timeZone),
          prefixes: z.optional(z.array(dropPrefix)),
          markers: z.optional(
            z.strictObject({
              correction: markerList,
              update: markerList,
              kill: markerList,
              flash: markerList,
            }),
          ),
        }),
      )
      .check(z.minLength(1)),
  ),
  briefings: z._default(
    z.array(
      z.strictObject({
        id: id.check(z.refine((value) => !RESERVED_IDS.includes(value))),
        name: z.optional(z.union([briefingName, z.strictObject({ en: briefingName, da: briefingName })])),
        at: z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u)),
        days: weekdays,
        topics,
      }),
    ),
    [],
  ),
  subscribers: z._default(
    z.array(
      z.strictObject({ email, topics, delivery: z._default(z.array(id).check(z.minLength(1)), ['now']) }),
    ),
    [],
  ),
  paused: z._default(z.array(z.strictObject({ topic: id, until: z.iso.datetime({ offset: true }) })), []),
});

/** A configuration file's settings, checked one by one but not yet together. */
export type ConfigText = z.infer<typeof configSchema>;

/** Mends by the place of the mistake; `*` stands for an index in a list. */
const MENDS: Readonly<Record<string, string>> = {
  '': 'Write settings as `name: value` lines, as in wirewatch.config.example.yaml.',
  language: 'Write `language: en` or `language: da`.',
  timeZone: 'Write a zone such as `timeZone: Europe/Copenhagen`.',
  body: 'Write `body: lead` for the first paragraph or `body: full` for the whole story.',
  contact: 'Write one line, such as `contact: desk@example.org`.',
  operators: 'Write a list of addresses: `operators: [ops@example.org]`.',
  'operators.*': 'Write an address such as ops@example.org.',
  silenceHours: 'Write whole hours from 1 to 168: `silenceHours: 24`.',
  maxBytes: 'Write a number of bytes from 1000 to 50000000: `maxBytes: 10000000`.',
  backlogHours: 'Write whole hours from 1 to 720: `backlogHours: 12`.',
  storm: 'Write `storm: {alerts: 20, minutes: 10}`.',
  'storm.alerts': 'Write a whole number from 1 to 1000: `alerts: 20`.',
  'storm.minutes': 'Write whole minutes from 1 to 60: `minutes: 10`.',
  wires: 'Write a list: `wires: [{id: ritzau}]`.',
  'wires.*': 'Write each wire as `- id: ritzau`, with what differs from the usual below it.',
  'wires.*.id': 'Write an id of small letters, digits and hyphens, a different one for each wire.',
  'wires.*.timeZone': 'Write a zone such as `timeZone: Europe/Copenhagen`.',
  'wires.*.prefixes': 'Write a list of folders under incoming/: `prefixes: [incoming/ritzau/]`.',
  'wires.*.markers':
    'Write lists of words by what they say: `markers: {correction: [KORR], flash: [HASTER]}`.',
  'wires.*.markers.correction':
    'Write at most 50 words of up to 40 characters: `correction: [KORR, RETTELSE]`.',
  'wires.*.markers.update': 'Write at most 50 words of up to 40 characters: `update: [OPDATERING, NY]`.',
  'wires.*.markers.kill': 'Write at most 50 words of up to 40 characters: `kill: [ANNULLERES]`.',
  'wires.*.markers.flash': 'Write at most 50 words of up to 40 characters: `flash: [HASTER]`.',
  briefings: 'Write a list: `briefings: [{id: morning, at: "07:00", days: mon-fri, topics: all}]`.',
  'briefings.*': 'Write each briefing as `- {id: morning, at: "07:00", days: mon-fri, topics: all}`.',
  'briefings.*.id':
    'Write an id of small letters, digits and hyphens, a different one for each briefing, and not now, test or all.',
  'briefings.*.name':
    'Write up to 40 letters, `name: North desk`, or one for each language: `name: {en: North desk, da: Nordredaktionen}`.',
  'briefings.*.at': 'Write hours and minutes: `at: "07:00"`.',
  'briefings.*.days': 'Write `days: mon-fri`, `days: daily` or a list such as `days: [mon, thu]`.',
  'briefings.*.topics': 'Write `topics: all` or a list of topic ids: `topics: [nato-missions]`.',
  subscribers: 'Write a list: `subscribers: [{email: anna@example.org, topics: all}]`.',
  'subscribers.*': 'Write each subscriber as `- {email: anna@example.org, topics: all}`.',
  'subscribers.*.email': 'Write an address such as anna@example.org, each address once.',
  'subscribers.*.topics': 'Write `topics: all` or a list of topic ids: `topics: [nato-missions]`.',
  'subscribers.*.delivery':
    'Write a list of now, test and ids from `briefings:`: `delivery: [now, morning]`.',
  paused: 'Write a list: `paused: [{topic: nato-missions, until: "2026-05-01T08:00:00Z"}]`.',
  'paused.*': 'Write each pause as `- {topic: nato-missions, until: "2026-05-01T08:00:00Z"}`.',
  'paused.*.topic': 'Write the id of a topic: its file name in topics/ without .yaml.',
  'paused.*.until': 'Write day, time and zone: `until: "2026-05-01T08:00:00Z"`.',
};

/** How to mend a mistake at a path of the file: what is said of the nearest place at or around it. */
export function mendAt(path: readonly PropertyKey[]): string {
  const parts = path.map((part) => (typeof part === 'number' ? '*' : String(part)));
  for (let length = parts.length; length > 0; length--) {
    const mend = MENDS[parts.slice(0, length).join('.')];
    if (mend !== undefined) return mend;
  }
  return MENDS[''] ?? '';
}

/** The names of the settings that may stand at a path of the file. */
export function settingsAt(path: readonly PropertyKey[]): readonly string[] {
  const [list] = path;
  if (list === undefined) return Object.keys(configSchema.shape);
  const within = `${path.map((part) => (typeof part === 'number' ? '*' : String(part))).join('.')}.`;
  const extra = within === 'wires.*.' ? ['name', 'signOffs', 'sources'] : [];
  const named = Object.keys(MENDS).filter((key) => key.startsWith(within));
  return [...named.map((key) => key.slice(within.length)).filter((name) => !name.includes('.')), ...extra];
}
