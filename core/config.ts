import * as z from 'zod/mini';
import { DEFAULT_MAX_BYTES, RITZAU, type Wire } from './wire/outcome.ts';

/** Days as configuration names them, in order of the week. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** One of {@link WEEKDAYS}. */
export type Weekday = (typeof WEEKDAYS)[number];

/** Topic ids, or every topic there is or will be. */
export type TopicChoice = 'all' | readonly string[];

export type BriefingName = Readonly<Record<'en' | 'da', string>>;

/** A named digest over several topics at set times. */
export interface Briefing {
  /** `morning`; its token on the SNS topic is `briefing/morning`. */
  readonly id: string;
  /** What its mails call it in each language (`Morning briefing`); null: what its id suggests. */
  readonly name: BriefingName | null;
  /** `HH:MM` in the deployment's time zone. */
  readonly at: string;
  /** In order of the week, each once, at least one. */
  readonly days: readonly Weekday[];
  readonly topics: TopicChoice;
}

/** Somebody whom the configuration subscribes by email. */
export interface Subscriber {
  readonly email: string;
  readonly topics: TopicChoice;
  /** `now`, `test` and ids of briefings; at least one. */
  readonly delivery: readonly string[];
}

/** A topic that alerts nobody until a time. */
export interface Pause {
  readonly topic: string;
  /** ISO 8601 UTC. */
  readonly until: string;
}

/** What the running functions need to know. Holds nobody's address but `contact`, which every mail shows. */
export interface Settings {
  /** The language of mails. */
  readonly language: 'en' | 'da';
  /** IANA zone of briefings' times and of the times people read. */
  readonly timeZone: string;
  /** How much of a story goes into a mail; the agency's licence decides. */
  readonly body: 'lead' | 'full';
  /** Where to complain about a wrong alert, or null. */
  readonly contact: string | null;
  readonly wires: readonly Wire[];
  /** Most bytes of one object, unpacked. */
  readonly maxBytes: number;
  readonly briefings: readonly Briefing[];
  /** At most so many immediate alerts per topic in so many minutes; the rest are told as one flood. */
  readonly storm: { readonly alerts: number; readonly minutes: number };
  /** A story whose own time is older than this many hours when it arrives is told in a digest, not at once. */
  readonly backlogHours: number;
  readonly paused: readonly Pause[];
}

/** A deployment's whole configuration: its settings, and whom it writes to. */
export interface Config extends Settings {
  /** Addresses that get the alarms. */
  readonly operators: readonly string[];
  /** An alarm tells operators after so many hours without a story. */
  readonly silenceHours: number;
  readonly subscribers: readonly Subscriber[];
}

/** What holds where the configuration says nothing, or where there is none. */
export const DEFAULT_CONFIG: Config = {
  language: 'en',
  timeZone: 'Europe/Copenhagen',
  body: 'lead',
  contact: null,
  operators: [],
  silenceHours: 24,
  wires: [RITZAU],
  maxBytes: DEFAULT_MAX_BYTES,
  subscribers: [],
  briefings: [],
  storm: { alerts: 20, minutes: 10 },
  backlogHours: 12,
  paused: [],
};

/** The part of a configuration that is bundled with the functions. */
export function settingsOf(config: Config): Settings {
  const { operators: _operators, silenceHours: _silence, subscribers: _subscribers, ...settings } = config;
  return settings;
}

/**
 * The address tokens that a choice of topics and deliveries stands for: a subscription's filter
 * policy is `{"to": [these]}`. Sorted, each once: `['all/now', 'briefing/morning']`.
 */
export function tokensOf({ topics, delivery }: Omit<Subscriber, 'email'>): readonly string[] {
  const followed = topics === 'all' ? ['all'] : topics;
  const tokens = delivery.flatMap((way) =>
    way === 'now' || way === 'test' ? followed.map((topic) => `${topic}/${way}`) : [`briefing/${way}`],
  );
  return [...new Set(tokens)].sort();
}

const topicChoice = z.union([z.literal('all'), z.array(z.string())]);

const settingsSchema: z.ZodMiniType<Settings> = z.object({
  language: z.enum(['en', 'da']),
  timeZone: z.string(),
  body: z.enum(['lead', 'full']),
  contact: z.nullable(z.string()),
  wires: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      signOffs: z.array(z.string()),
      sources: z.array(z.string()),
      timeZone: z.string(),
      prefixes: z.array(z.string()),
      markers: z.object({
        correction: z.array(z.string()),
        update: z.array(z.string()),
        kill: z.array(z.string()),
        flash: z.array(z.string()),
      }),
    }),
  ),
  maxBytes: z.number(),
  briefings: z.array(
    z.object({
      id: z.string(),
      name: z.nullable(z.object({ en: z.string(), da: z.string() })),
      at: z.string(),
      days: z.array(z.enum(WEEKDAYS)),
      topics: topicChoice,
    }),
  ),
  storm: z.object({ alerts: z.number(), minutes: z.number() }),
  backlogHours: z.number(),
  paused: z.array(z.object({ topic: z.string(), until: z.string() })),
});

/**
 * Reads settings that {@link settingsOf} made and the bundle carries as `settings.json`.
 * @throws Error when the text is not such settings: the bundle is damaged or of another release.
 */
export function parseSettings(json: string): Settings {
  const result = settingsSchema.safeParse(JSON.parse(json));
  if (result.success) return result.data;
  const where = result.error.issues[0]?.path.join('.') ?? '';
  throw new Error(`The bundled settings.json is not of this release (at "${where}"). Deploy again.`);
}
