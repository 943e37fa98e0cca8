import { dueFacts } from '../alert/due-facts.ts';
import type { Settings } from '../config.ts';
import type {
  ActiveTopics,
  IntakePorts,
  ObjectOutcome,
  ObjectReading,
  OutcomeEntry,
  TakeIn,
} from '../ports.ts';
import { DEFAULT_MARKERS } from '../wire/markers.ts';
import type { ReadOutcome } from '../wire/outcome.ts';
import { readObject } from '../wire/read-object.ts';
import { isTestKey, readingKey } from './dropped-key.ts';
import { storeStory } from './store-story.ts';
import { storyTitle } from './story.ts';

/** Takes one dropped object in; {@link TakeIn} says what that means. */
export const takeIn: TakeIn = async (object, ports, settings) => {
  const reading = await ports.objects.read(object, settings.maxBytes);
  if (reading.kind === 'gone') {
    ports.log.warn('object gone before it was read', { key: object.key });
    return null;
  }
  const entries = await entriesOf(object.key, reading, ports, settings);
  const { versionId, lastModified } = reading;
  const at = new Date(ports.clock.now()).toISOString();
  const outcome: ObjectOutcome = { key: object.key, versionId, receivedAt: lastModified, at, entries };
  await ports.store.putOutcome(outcome);
  return outcome;
};

async function entriesOf(
  key: string,
  reading: Exclude<ObjectReading, { readonly kind: 'gone' }>,
  ports: IntakePorts,
  settings: Settings,
): Promise<readonly OutcomeEntry[]> {
  if (reading.kind === 'too-large') {
    const { size } = reading;
    return [rejected(`The object has ${size} bytes; at most ${settings.maxBytes} are read.`)];
  }
  if (reading.bytes.length === 0 && key.endsWith('/')) return [rejected('This is a folder, not a story.')];
  const options = {
    wires: settings.wires,
    maxBytes: settings.maxBytes,
    key: readingKey(key),
    receivedAt: reading.lastModified,
  };
  const outcomes = readObject(reading.bytes, options);
  if (outcomes.length === 0) return [rejected('There is no story in this object.')];
  const topics = await ports.topics.active();
  const entries: OutcomeEntry[] = [];
  for (const outcome of outcomes) {
    entries.push(await entryOf(outcome, { key, reading, topics }, ports, settings));
  }
  return entries;
}

interface Dropped {
  readonly key: string;
  readonly reading: Extract<ObjectReading, { readonly kind: 'object' }>;
  readonly topics: ActiveTopics;
}

async function entryOf(
  outcome: ReadOutcome,
  { key, reading, topics }: Dropped,
  ports: IntakePorts,
  settings: Settings,
): Promise<OutcomeEntry> {
  const { part } = outcome;
  if (outcome.kind === 'rejected') return { kind: 'rejected', part, reason: outcome.reason };
  const { story, format } = outcome;
  const { wire } = story;
  if (wire === null) return { kind: 'untagged', part, title: storyTitle(story).slice(0, 120) };
  const arrival = {
    story: { ...story, wire },
    matches: topics.matcher.match(story),
    source: { key, versionId: reading.versionId, part },
    format,
    receivedAt: reading.lastModified,
    test: isTestKey(key),
    topicSet: topics.version,
    markers: settings.wires.find(({ id }) => id === wire)?.markers ?? DEFAULT_MARKERS,
  };
  return storeStory(arrival, ports, dueFacts(topics, settings, ports.clock.now()));
}

function rejected(reason: string): OutcomeEntry {
  return { kind: 'rejected', part: 0, reason };
}
