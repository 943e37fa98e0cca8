import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { core } from 'zod/mini';
import {
  type BriefingName,
  type Config,
  DEFAULT_CONFIG,
  type Subscriber,
  type TopicChoice,
  tokensOf,
  WEEKDAYS,
  type Weekday,
} from './config.ts';
import { type ConfigText, configSchema, daysOf, mendAt, settingsAt } from './config-schema.ts';
import type { Mistake } from './watch/mistake.ts';
import { DEFAULT_MARKERS } from './wire/markers.ts';
import type { Wire } from './wire/outcome.ts';

/** What reading a configuration file came to: the configuration, or everything that is wrong in the file. */
export type ConfigOutcome =
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly Mistake[] };

/** What a configuration may refer to. */
export interface Known {
  /** Ids of the topics that there are; without them topic ids are not looked up. */
  readonly topics?: readonly string[];
}

type Path = readonly PropertyKey[];
type YamlDocument = ReturnType<typeof parseDocument>;

/** A mistake by its place in the settings; without a mend it has the one of that place. */
interface Finding {
  readonly path: Path;
  readonly message: string;
  readonly mend?: string;
}

/** SNS takes so many values in one filter policy. */
const MOST_TOKENS = 150;

/**
 * Reads the text of a configuration file (`wirewatch.config.yaml`). An empty file is the default
 * configuration. Every mistake is reported, in the file's order.
 */
export function parseConfig(text: string, file: string, known: Known = {}): ConfigOutcome {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const mistakeAt = (offset: number, message: string, mend: string): Mistake => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col, message, mend };
  };
  const [broken] = document.errors;
  if (broken) {
    const said = `This cannot be read as YAML: ${broken.message.replace(/\.?$/u, '.')}`;
    return { kind: 'mistakes', mistakes: [mistakeAt(broken.pos[0], said, mendAt([]))] };
  }
  const value = contentOf(document) ?? {};
  const result = configSchema.safeParse(value);
  const findings = result.success
    ? findingsAcross(result.data, known)
    : result.error.issues.flatMap((issue) => findingsOf(issue, value));
  if (result.success && findings.length === 0) return { kind: 'config', config: configOf(result.data) };
  const mistakes = findings.map(({ path, message, mend = mendAt(path) }) =>
    mistakeAt(offsetOf(document, path), message, mend),
  );
  return { kind: 'mistakes', mistakes: mistakes.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** The document as a plain value; one that unfolds without end counts as text that holds no settings. */
function contentOf(document: YamlDocument): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return 'too many aliases';
  }
}

/** Where the value at a path begins; when it is missing, the nearest thing around it. */
function offsetOf(document: YamlDocument, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const parent: unknown =
      length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    const key = isMap(parent)
      ? parent.items.map((pair) => pair.key).find((node) => isScalar(node) && node.value === last)
      : undefined;
    const node: unknown = key ?? document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

/** What a schema's issue is about, in words of the file. */
function findingsOf(issue: core.$ZodIssue, value: unknown): readonly Finding[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownSetting(key, issue.path));
  }
  const [place, inside] = [issue.path, valueAt(value, issue.path)];
  const name = String(place.findLast((part) => typeof part === 'string') ?? '');
  if (name === '') return [{ path: [], message: 'The file does not hold settings.' }];
  if (inside === undefined) return [{ path: place, message: `\`${name}\` is missing.` }];
  if (inside === null) return [{ path: place, message: `\`${name}\` says nothing.` }];
  return [{ path: place, message: `\`${name}\` cannot be ${shown(inside)}.` }];
}

function unknownSetting(key: string, path: Path): Finding {
  const names = settingsAt(path);
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/gu, '');
  const near = names.find((name) => plain(name).slice(0, 4) === plain(key).slice(0, 4));
  return {
    path: [...path, key],
    message: `There is no setting \`${key}\` here.`,
    mend: near ? `Did you mean \`${near}\`?` : `Settings here are ${names.join(', ')}.`,
  };
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inside, key) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined),
    value,
  );
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Mistakes that show only when settings are seen together. */
function findingsAcross(config: ConfigText, known: Known): readonly Finding[] {
  const { wires = [], briefings, subscribers, paused } = config;
  const deliveries = ['now', 'test', ...briefings.map((briefing) => briefing.id)];
  return [
    ...repeated(
      'wires',
      'id',
      wires.map((wire) => wire.id),
    ),
    ...repeated(
      'briefings',
      'id',
      briefings.map((briefing) => briefing.id),
    ),
    ...repeated(
      'subscribers',
      'email',
      subscribers.map(({ email }) => email.toLowerCase()),
    ),
    ...wires.flatMap(({ markers = {} }, index) => ambiguousMarkers(markers, ['wires', index, 'markers'])),
    ...briefings.flatMap(({ topics }, index) => unknownTopics(topics, ['briefings', index, 'topics'], known)),
    ...paused.flatMap(({ topic }, index) => unknownTopics([topic], ['paused', index, 'topic'], known)),
    ...subscribers.flatMap((subscriber, index) => [
      ...unknownTopics(subscriber.topics, ['subscribers', index, 'topics'], known),
      ...unknownDeliveries(subscriber.delivery, index, deliveries),
      ...tooManyTokens(subscriber, index),
    ]),
  ];
}

function repeated(list: string, field: string, values: readonly string[]): readonly Finding[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) < index
      ? [{ path: [list, index, field], message: `\`${value}\` stands twice in \`${list}\`.` }]
      : [],
  );
}

/** A word can say only one thing of a headline. */
function ambiguousMarkers(
  markers: Readonly<Record<string, readonly string[] | undefined>>,
  path: Path,
): readonly Finding[] {
  const seen = new Map<string, string>();
  return Object.entries(markers).flatMap(([kind, words = []]) =>
    words.flatMap((word, index): Finding[] => {
      const before = seen.get(word);
      seen.set(word, kind);
      if (before === undefined) return [];
      const message = `\`${word}\` already stands in \`${before}\`.`;
      return [{ path: [...path, kind, index], message, mend: 'Write each word in one list only.' }];
    }),
  );
}

function unknownTopics(choice: TopicChoice, path: Path, { topics }: Known): readonly Finding[] {
  if (choice === 'all' || topics === undefined) return [];
  const mend = `The topics are ${topics.join(', ')}.`;
  return choice.flatMap((topic, index) =>
    topics.includes(topic)
      ? []
      : [{ path: [...path, index], message: `There is no topic \`${topic}\`.`, mend }],
  );
}

function unknownDeliveries(
  delivery: readonly string[],
  subscriber: number,
  known: readonly string[],
): readonly Finding[] {
  const mend = `Use ${known.join(', ')}, or add it under \`briefings:\`.`;
  return delivery.flatMap((way, index) =>
    known.includes(way)
      ? []
      : [
          {
            path: ['subscribers', subscriber, 'delivery', index],
            message: `There is no briefing \`${way}\`.`,
            mend,
          },
        ],
  );
}

function tooManyTokens(subscriber: Subscriber, index: number): readonly Finding[] {
  const count = tokensOf(subscriber).length;
  if (count <= MOST_TOKENS) return [];
  return [
    {
      path: ['subscribers', index, 'topics'],
      message: `${subscriber.email} would follow ${count} things; SNS can filter by ${MOST_TOKENS}.`,
      mend: 'Name fewer topics, or write `topics: all`.',
    },
  ];
}

/** The configuration that checked settings stand for: wires filled in, days counted out, times in UTC. */
function configOf({ wires, briefings, paused, ...settings }: ConfigText): Config {
  return {
    ...settings,
    wires: wires?.map((wire) => wireOf(wire, settings.timeZone)) ?? DEFAULT_CONFIG.wires,
    briefings: briefings.map((briefing) => ({
      ...briefing,
      name: briefingNameOf(briefing.name),
      days: weekdaysOf(briefing.days),
    })),
    paused: paused.map(({ topic, until }) => ({ topic, until: new Date(until).toISOString() })),
  };
}

type WireText = NonNullable<ConfigText['wires']>[number];

/** A wire with what its entry leaves out: the shipped wire's values, or ones that its id suggests. */
function wireOf({ id, ...given }: WireText, timeZone: string): Wire {
  const usual = DEFAULT_CONFIG.wires.find((wire) => wire.id === id) ?? {
    name: id.charAt(0).toUpperCase() + id.slice(1),
    signOffs: [id],
    sources: [id],
    timeZone,
    prefixes: [`incoming/${id}/`],
    markers: DEFAULT_MARKERS,
  };
  return {
    id,
    name: given.name ?? usual.name,
    signOffs: given.signOffs ?? usual.signOffs,
    sources: given.sources ?? usual.sources,
    timeZone: given.timeZone ?? usual.timeZone,
    prefixes: given.prefixes ?? usual.prefixes,
    markers: {
      correction: given.markers?.correction ?? usual.markers.correction,
      update: given.markers?.update ?? usual.markers.update,
      kill: given.markers?.kill ?? usual.markers.kill,
      flash: given.markers?.flash ?? usual.markers.flash,
    },
  };
}

/** One name serves both languages. */
function briefingNameOf(name: string | BriefingName | undefined): BriefingName | null {
  if (name === undefined) return null;
  return typeof name === 'string' ? { en: name, da: name } : name;
}

function weekdaysOf(days: string | readonly Weekday[]): readonly Weekday[] {
  return typeof days === 'string' ? daysOf(days) : WEEKDAYS.filter((day) => days.includes(day));
}
