import { createHash } from 'node:crypto';
import { dispatch } from '../../../core/alert/dispatch.ts';
import { dueFacts } from '../../../core/alert/due-facts.ts';
import type { OutgoingMessage } from '../../../core/alert/message.ts';
import { DEFAULT_CONFIG, type Settings, settingsOf } from '../../../core/config.ts';
import type {
  ActiveTopics,
  Clock,
  DispatchReport,
  Log,
  ObjectOutcome,
  ObjectSource,
  OutcomeEntry,
  Publisher,
  PublishResult,
  StoryStore,
} from '../../../core/ports.ts';
import type { Head } from '../../../core/story/head.ts';
import { rereadFrom } from '../../../core/story/reread.ts';
import { storeStory } from '../../../core/story/store-story.ts';
import type { Story } from '../../../core/story/story.ts';
import { takeIn } from '../../../core/story/take-in.ts';
import type { Match } from '../../../core/watch/match.ts';
import type { UpdatePolicy } from '../../../core/watch/topic.ts';
import { DEFAULT_MARKERS } from '../../../core/wire/markers.ts';
import { DynamoStoryStore } from '../../../lambdas/aws/dynamo-story-store.ts';
import type { EmbeddedTables } from '../../lambdas/embedded-table.ts';
import { storyOf as bareStory } from '../watch/stories.ts';

/** A test topic: fits each story in which the word stands. */
export interface TestTopic {
  readonly word: string;
  readonly updates?: UpdatePolicy;
}

export interface NewsroomOptions {
  readonly topics?: Readonly<Record<string, TestTopic>>;
  readonly settings?: Partial<Settings>;
  /** Wraps the store and the publisher, to make them fail. */
  readonly wrap?: (store: StoryStore) => StoryStore;
  readonly wrapPublisher?: (publisher: Publisher) => Publisher;
}

export const NOON = Date.parse('2026-04-02T12:00:00.000Z');
const DEFAULT_TOPICS = { nato: { word: 'Nato' }, ships: { word: 'frigate' } };

/** A newsroom on an embedded table, with a clock that only moves when told and an inbox to look into. */
export class Newsroom {
  readonly inbox: OutgoingMessage[] = [];
  /** What the log warned of. */
  readonly warnings: string[] = [];
  readonly log: Log = { info: () => {}, warn: (message) => this.warnings.push(message) };
  readonly objects = new Map<string, { readonly text: Uint8Array; readonly lastModified: string }>();
  readonly store: StoryStore;
  readonly settings: Settings;
  /** What the SNS topic answers to the next messages; then it publishes. */
  readonly answers: PublishResult[] = [];
  /** The store without what wraps it. */
  plainStore: StoryStore;
  publisher: Publisher = {
    publish: async (message) => {
      const answer = this.answers.shift() ?? { kind: 'published', messageId: 'm' };
      if (answer.kind === 'published') this.inbox.push(message);
      return answer;
    },
  };
  topics: ActiveTopics;
  time = NOON;
  #turns = 0;

  private constructor(store: StoryStore, settings: Settings, topics: ActiveTopics) {
    this.store = store;
    this.plainStore = store;
    this.settings = settings;
    this.topics = topics;
  }

  static async open(tables: EmbeddedTables, options: NewsroomOptions = {}): Promise<Newsroom> {
    const settings = { ...settingsOf(DEFAULT_CONFIG), ...options.settings };
    const room: { objects?: ObjectSource; now: () => number } = { now: () => NOON };
    const store = new DynamoStoryStore({
      client: tables.client,
      table: await tables.newTable(),
      reread: (source) =>
        room.objects === undefined ? Promise.resolve(null) : rereadFrom(room.objects, settings)(source),
      now: () => room.now(),
    });
    const wrapped = options.wrap?.(store) ?? store;
    const newsroom = new Newsroom(wrapped, settings, testTopics(options.topics ?? DEFAULT_TOPICS));
    newsroom.plainStore = store;
    newsroom.publisher = options.wrapPublisher?.(newsroom.publisher) ?? newsroom.publisher;
    room.objects = newsroom.source;
    room.now = () => newsroom.time;
    return newsroom;
  }

  get clock(): Clock {
    return {
      now: () => this.time,
      sleep: async (milliseconds) => {
        this.time += milliseconds;
      },
    };
  }

  get source(): ObjectSource {
    return {
      read: async ({ key, versionId }, maxBytes) => {
        const object = this.objects.get(key);
        if (object === undefined) return { kind: 'gone' };
        const { text: bytes, lastModified } = object;
        const about = { versionId: versionId ?? 'v1', lastModified };
        return bytes.length > maxBytes
          ? { kind: 'too-large', ...about, size: bytes.length }
          : { kind: 'object', ...about, bytes };
      },
    };
  }

  get iso(): string {
    return new Date(this.time).toISOString();
  }

  /** Lets time pass. */
  wait(minutes: number): void {
    this.time += minutes * 60_000;
  }

  /** Drops an object and takes it in. */
  drop(key: string, content: string | Uint8Array): Promise<ObjectOutcome | null> {
    this.put(key, content);
    return this.takeIn(key);
  }

  /** Puts an object into the bucket, and no more. */
  put(key: string, content: string | Uint8Array): void {
    const text = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    this.objects.set(key, { text, lastModified: this.iso });
  }

  /** Takes an object in (again). */
  takeIn(key: string): Promise<ObjectOutcome | null> {
    const { store, clock, log, source: objects } = this;
    const topics = { active: async () => this.topics };
    return takeIn({ key, versionId: null }, { objects, store, clock, topics, log }, this.settings);
  }

  /** Stores a story as if it had come in an object of its own. */
  arrive(
    story: Story,
    more: { readonly at?: string; readonly key?: string; readonly test?: boolean } = {},
  ): Promise<OutcomeEntry> {
    const receivedAt = more.at ?? this.iso;
    const name = createHash('sha256').update(JSON.stringify(story)).digest('hex').slice(0, 12);
    return storeStory(
      {
        story: { ...story, wire: story.wire ?? 'ritzau' },
        matches: this.topics.matcher.match(story),
        source: { key: more.key ?? `incoming/ritzau/${name}.xml`, versionId: 'v1', part: 0 },
        format: 'test',
        receivedAt,
        test: more.test ?? false,
        topicSet: this.topics.version,
        markers: DEFAULT_MARKERS,
      },
      this,
      dueFacts(this.topics, this.settings, this.time),
    );
  }

  /** One turn of dispatch. */
  dispatch(seconds = 60): Promise<DispatchReport> {
    this.#turns += 1;
    const { store, clock, publisher, log } = this;
    const topics = { active: async () => this.topics };
    const ports = { store, clock, publisher, topics, log, owner: `sender-${this.#turns}` };
    return dispatch(ports, this.settings, { deadline: this.time + seconds * 1000 });
  }

  /** Dispatches, and answers what went out since the last call: `new nato/now all/now: Title`. */
  async told(): Promise<string[]> {
    const before = this.inbox.length;
    await this.dispatch();
    return this.inbox.slice(before).map(describeMessage);
  }
}

/** What is received in a newsroom is no older than the day before it opens. */
const EARLIEST = new Date(NOON - 86_400_000).toISOString();

/** All stories, also copies and killed ones. */
export async function storedHeads(store: StoryStore): Promise<Head[]> {
  const heads = [];
  for await (const head of store.storiesSince(EARLIEST, null)) heads.push(head);
  return heads;
}

/** A message in a line. */
export function describeMessage(message: OutgoingMessage): string {
  const to = message.attributes.to;
  return `${message.kind} ${Array.isArray(to) ? [...to].sort().join(' ') : String(to)}`;
}

/** A topic set whose topics fit by a word each. */
export function testTopics(topics: Readonly<Record<string, TestTopic>>): ActiveTopics {
  const entries = Object.entries(topics);
  return {
    version: createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, 12),
    ids: () => Object.keys(topics),
    facts: (id) => {
      const topic = topics[id];
      return topic === undefined
        ? null
        : { id, name: { en: id, da: id }, updates: topic.updates ?? 'new-topics', paused: null };
    },
    matcher: { match: (story) => entries.flatMap(([topic, { word }]) => matchOf(story, topic, word)) },
  };
}

function matchOf(story: Story, topic: string, word: string): Match[] {
  const start = story.body.indexOf(word);
  if (start === -1) return [];
  const end = start + word.length;
  return [
    { topic, score: 80, evidence: [{ field: 'body', start, end, text: word, clause: `one of: ${word}` }] },
  ];
}

/** A story of a structured format. */
export function storyOf(more: Partial<Story> = {}): Story {
  return bareStory({
    id: 'urn:story:1',
    version: 1,
    source: '/ritzau/',
    headline: 'Frigate leaves port',
    body: 'The frigate left Korsør on Monday.\nIt joins a Nato force in the Baltic Sea.',
    language: 'en',
    urgency: 4,
    ...more,
  });
}
