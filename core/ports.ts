import type { MessageKind, OutgoingMessage, Token } from './alert/message.ts';
import type { Settings } from './config.ts';
import type { Head, SourceRef, StoryRef } from './story/head.ts';
import type { Story } from './story/story.ts';
import type { Match } from './watch/match.ts';
import type { TopicFacts } from './watch/topic.ts';

/** The time and the waiting of the machine. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** What happened, for operators. Facts must never carry story text. */
export interface Log {
  readonly info: (message: string, facts?: LogFacts) => void;
  readonly warn: (message: string, facts?: LogFacts) => void;
}
/** What a log line says besides its words: names and plain values, never story text. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;

/* ── The bucket ─────────────────────────────────────────────────────────────────────────────── */

/** A dropped object, as an event names it. */
export interface ObjectRef {
  /** Decoded key: `incoming/ritzau/000 9845.txt`. */
  readonly key: string;
  /** Null where the event names none: then the newest version is meant. */
  readonly versionId: string | null;
}

/** What reading an object came to. `lastModified` is ISO 8601 UTC. */
export type ObjectReading =
  | {
      readonly kind: 'object';
      readonly versionId: string;
      readonly lastModified: string;
      readonly bytes: Uint8Array;
    }
  /** Larger than allowed; its content was not read. */
  | {
      readonly kind: 'too-large';
      readonly versionId: string;
      readonly lastModified: string;
      readonly size: number;
    }
  /** Deleted since, or never there. */
  | { readonly kind: 'gone' };

/** Where dropped objects are read from: the bucket, or the local run's drop folder. */
export interface ObjectSource {
  /** Reads one version of an object unless it is larger than `maxBytes`. Throws when the bucket cannot be reached. */
  readonly read: (ref: ObjectRef, maxBytes: number) => Promise<ObjectReading>;
}

/** What became of one dropped object: a record with one entry for each story in it. */
export interface ObjectOutcome {
  readonly key: string;
  readonly versionId: string;
  /** S3's LastModified. */
  readonly receivedAt: string;
  /** When the record was written. */
  readonly at: string;
  readonly entries: readonly OutcomeEntry[];
}

/**
 * - `stored`: a story not known before; `version`: a new version of a known one (also an older, late one);
 * - `repeat`: exactly what is stored already; `copy`: linked to the story it copies (`of`), alerts nobody;
 * - `untagged`: of no watched wire; `rejected`: could not be read, `reason` says why.
 */
export type OutcomeEntry =
  | {
      readonly kind: 'stored' | 'version' | 'repeat';
      readonly part: number;
      readonly story: StoryRef;
      readonly topics: readonly string[];
      /** What else the person who dropped it should know: an embargo that has passed or is absurd. */
      readonly note: string | null;
    }
  | {
      readonly kind: 'copy';
      readonly part: number;
      readonly story: StoryRef;
      readonly of: StoryRef;
      readonly topics: readonly string[];
    }
  | { readonly kind: 'untagged'; readonly part: number; readonly title: string }
  | { readonly kind: 'rejected'; readonly part: number; readonly reason: string };

/* ── The topics ─────────────────────────────────────────────────────────────────────────────── */

/** The topics of one set, ready to be asked of any number of stories. */
export interface Matcher {
  /** The topics that fit, the best first. */
  readonly match: (story: Story) => readonly Match[];
}

/** The topic set in force at some moment; it does not change while it is held. */
export interface ActiveTopics {
  /** Names the set: the same for the same topics. */
  readonly version: string;
  readonly matcher: Matcher;
  /** The topics in the set. */
  readonly ids: () => readonly string[];
  /** What a topic is besides its rule; null for one that is not in the set (any more). */
  readonly facts: (id: string) => Pick<TopicFacts, 'id' | 'name' | 'updates' | 'paused'> | null;
}

/** Answers which topics are in force: the bundled set until another one is pushed. */
export interface TopicSource {
  /** The set in force; at most a minute old. Keeps the last good one when a newer cannot be loaded; throws without any. */
  readonly active: () => Promise<ActiveTopics>;
}

/** Which set is in force: a compiled, content-addressed object in the bucket, or the one that was deployed. */
export interface TopicPointer {
  readonly rev: number;
  /** `topics/<hash>.bin`; null: back to the bundled set, whichever a deployment brings. */
  readonly objectKey: string | null;
  /** How many; null for the bundled set, which only the deployment knows. */
  readonly topics: number | null;
  readonly pushedAt: string;
  /** Who pushed it, in words. */
  readonly by: string;
}

/** The history of pushed topic sets, the newest of which is in force. Throws when the table cannot be reached. */
export interface TopicPointers {
  /** The pointer in force, or null: nothing was ever pushed, and the bundled set is in force. */
  readonly topicPointer: () => Promise<TopicPointer | null>;
  /** Pointers set so far, the newest first. */
  readonly topicPointers: (limit: number) => Promise<readonly TopicPointer[]>;
  /** Sets the next pointer; `lost` when somebody else set the one with this `rev` before. */
  readonly setTopicPointer: (pointer: TopicPointer) => Promise<'done' | 'lost'>;
}

/* ── The table ──────────────────────────────────────────────────────────────────────────────── */

/** The full text of a version with what was found in it. */
export interface StoredVersion {
  readonly commit: string;
  readonly digest: string;
  readonly story: Story;
  readonly matches: readonly Match[];
  readonly source: SourceRef;
  readonly format: string;
  readonly receivedAt: string;
  /** MinHash of its words ({@link import('./story/near-copy.ts').sketchOf}); empty when it has too few. */
  readonly sketch: Uint8Array;
}

/** Says that a story's version fits a topic; believed only while the head's standing version is this one. */
export interface TopicRow {
  readonly topic: string;
  readonly key: string;
  readonly commit: string;
  /** When the version came or, if later, its embargo ends. */
  readonly at: string;
}

/** One band of a story's MinHash, under which its near copies find it. */
export interface Fingerprint {
  readonly band: string;
  readonly key: string;
  /** Of the version that has these words. */
  readonly digest: string;
  readonly receivedAt: string;
  readonly sketch: Uint8Array;
}

/** What intake writes. */
export interface StoryWrites {
  /** The head, read consistently; null when there is none. */
  readonly head: (key: string) => Promise<Head | null>;
  /**
   * Writes a head whose `rev` is one more than the stored one's (1: there is none); else it is `lost`.
   * `dueAt` is when dispatch has to look at it; `wake` tells it at once.
   */
  readonly putHead: (head: Head, dueAt: string | null, wake: boolean) => Promise<'done' | 'lost'>;
  /** Writes a version and its topic rows, which nobody believes before the head names them. */
  readonly putVersion: (key: string, version: StoredVersion, rows: readonly TopicRow[]) => Promise<void>;
  readonly putFingerprints: (fingerprints: readonly Fingerprint[]) => Promise<void>;
  /**
   * Fingerprints in these bands received within a time, the newest of each band first, at most `limit` a band. Where
   * it `mayLag`, those written in the last moment may be missing, and it costs half.
   */
  readonly fingerprints: (
    bands: readonly string[],
    received: { readonly since: string; readonly until: string },
    how: { readonly limit: number; readonly mayLag: boolean },
  ) => Promise<readonly Fingerprint[]>;
  /** Writes into a story that another one copies it; believed only while the copy's head says so. */
  readonly putCopyLink: (original: StoryRef, copy: StoryRef) => Promise<void>;
  readonly putOutcome: (outcome: ObjectOutcome) => Promise<void>;
}

/** What people ask. Lists are the newest first and read on as far as they are iterated. */
export interface StoryReads {
  /**
   * A version's text and evidence; null when nothing was written under this commit, or when a text too long for the
   * table is no longer in the bucket.
   */
  readonly version: (key: string, commit: string) => Promise<StoredVersion | null>;
  /**
   * Stories by the code people say (`W-7Q3FK2`, any case, with or without `W-`), the newest first, each with
   * its versions in order.
   */
  readonly storiesByCode: (code: string) => Promise<readonly StoryWithVersions[]>;
  /** Heads whose standing version fits a topic; killed ones are among them. */
  readonly storiesOfTopic: (topic: string, since: string | null) => AsyncIterable<Head>;
  /** Heads of stories first received since a time, up to `until` (null: now). */
  readonly storiesSince: (since: string, until: string | null) => AsyncIterable<Head>;
  readonly outcome: (key: string, versionId: string) => Promise<ObjectOutcome | null>;
  /** Outcomes of all versions of an object, the newest first. */
  readonly outcomes: (key: string) => Promise<readonly ObjectOutcome[]>;
  /** Objects with something rejected in them. */
  readonly rejectedSince: (since: string) => AsyncIterable<ObjectOutcome>;
  /** Kills that wait for their story: heads without a version of their own. */
  readonly waitingKills: () => AsyncIterable<Head>;
  /** Kills that waited in vain, until some time since this one (ISO 8601 UTC). */
  readonly givenUpKills: (since: string) => AsyncIterable<Head>;
  /** Stories that would be told but for an embargo of which no version says when it ends. */
  readonly heldWithoutEnd: () => AsyncIterable<Head>;
}

/** A head with the versions that it names, in their order; one whose item is missing is left out. */
export interface StoryWithVersions {
  readonly head: Head;
  readonly versions: readonly StoredVersion[];
  /** Stories linked to this one as its copies. */
  readonly copies: readonly StoryRef[];
}

/** The one sender's state. Times are milliseconds since 1970. */
export interface Lease {
  readonly owner: string;
  /** Counts the owners. */
  readonly fence: number;
  readonly until: number;
  readonly sender: SenderState;
}

/** What the one sender remembers from turn to turn. */
export interface SenderState {
  /** When it published last. */
  readonly publishedAt: number;
  /** Alerts sent at once about each topic in its running window, by the topic's own address. */
  readonly storm: Readonly<Record<Token, { readonly from: number; readonly count: number }>>;
  /** What was told lately of stories with rivals, to recognise a copy that was taken in at the same moment. */
  readonly lately: readonly {
    readonly key: string;
    readonly at: number;
    readonly sketch: Uint8Array;
  }[];
  /** The last scheduled time of each briefing that is done with. */
  readonly briefings: Readonly<Record<string, string>>;
  /** When it looked last after what waits for somebody; 0: never. */
  readonly lookedAt: number;
}

/** What dispatch reads and writes besides heads. */
export interface DispatchStore {
  /** Heads due at a time, the longest due first, each with since when. */
  readonly dueHeads: (now: string) => AsyncIterable<{ readonly head: Head; readonly dueAt: string }>;
  /** Takes the lease when it is free or has run out; else sets `wake` on it and answers null. */
  readonly acquireLease: (owner: string, now: number, until: number) => Promise<Lease | null>;
  /** Keeps the lease and stores the sender's state; `lost` when it is another's by now. */
  readonly renewLease: (lease: Lease) => Promise<'done' | 'lost'>;
  /** Gives the lease back; `wake` when somebody called in between: then it is still held and there is more to do. */
  readonly releaseLease: (lease: Lease) => Promise<'done' | 'lost' | 'wake'>;
  readonly briefing: (id: string, scheduledAt: string) => Promise<BriefingRecord | null>;
  /** Briefings of one id scheduled since a time, the newest first. */
  readonly briefingsSince: (id: string, since: string) => Promise<readonly BriefingRecord[]>;
  /** Writes a briefing whose `rev` is one more than the stored one's (1: there is none); else it is `lost`. */
  readonly putBriefing: (briefing: BriefingRecord) => Promise<'done' | 'lost'>;
}

/** One briefing at one scheduled time: written once, it lists what it tells. */
export interface BriefingRecord {
  readonly id: string;
  readonly scheduledAt: string;
  readonly rev: number;
  readonly state: 'attempted' | 'sent' | 'refused';
  readonly at: string;
  readonly entries: readonly (StoryRef & {
    readonly digest: string;
    readonly title: string;
    readonly receivedAt: string;
    readonly topics: readonly string[];
  })[];
  readonly withdrawn: readonly (StoryRef & { readonly toldAt: string })[];
  readonly read: { readonly count: number; readonly lastAt: string | null };
}

/** The table, as the deployment and the local run have it. */
export interface StoryStore extends StoryWrites, StoryReads, DispatchStore, TopicPointers {}

/* ── The SNS topic ──────────────────────────────────────────────────────────────────────────── */

/** What became of one message handed to the SNS topic. Publishing never throws for what the topic answers. */
export type PublishResult =
  | { readonly kind: 'published'; readonly messageId: string }
  /** It will never be taken, however often it is tried. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Not taken now, or nobody knows: try again later. */
  | { readonly kind: 'failed'; readonly reason: string };

/** The SNS topic, as far as dispatch sees it; it decides by itself whom a message reaches. */
export interface Publisher {
  readonly publish: (message: OutgoingMessage) => Promise<PublishResult>;
}

/** Who is told: an address on the SNS topic with the tokens it asks for. */
export interface Subscription {
  readonly endpoint: string;
  /** `email`, `sms`, `sqs`, `https`. */
  readonly protocol: string;
  /** Null: no filter policy, it gets everything. */
  readonly tokens: readonly Token[] | null;
  /** `lost`: deleted or never confirmed in time. */
  readonly status: 'confirmed' | 'pending' | 'lost';
  /** Whose it is: the deployment's configuration, or the command line's. */
  readonly owner: 'configuration' | 'command line';
  /** SNS's name of it, or null while it waits for confirmation. */
  readonly arn: string | null;
}

/** Who gets what. An address (email, phone number, ARN, URL) has at most one subscription for each protocol. */
export interface Subscriptions {
  readonly list: () => Promise<readonly Subscription[]>;
  /** Adds tokens to an address's subscription, or makes it. */
  readonly subscribe: (endpoint: string, protocol: string, tokens: readonly Token[]) => Promise<Subscription>;
  /** Takes tokens away; null: the whole subscription. Answers what is left, or null. */
  readonly unsubscribe: (
    endpoint: string,
    protocol: string,
    tokens: readonly Token[] | null,
  ) => Promise<Subscription | null>;
}

/* ── The use cases' needs ───────────────────────────────────────────────────────────────────── */

/** What `takeIn` (core/story/take-in.ts) works with. */
export interface IntakePorts {
  readonly objects: ObjectSource;
  readonly store: StoryWrites & Pick<StoryReads, 'version'>;
  readonly topics: TopicSource;
  readonly clock: Clock;
  readonly log: Log;
}

/** What `dispatch` (core/alert/dispatch.ts) works with. */
export interface DispatchPorts {
  readonly store: StoryWrites & StoryReads & DispatchStore;
  readonly topics: TopicSource;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly log: Log;
  /** Unique for each turn of a sender. */
  readonly owner: string;
}

/**
 * Takes one dropped object in: reads it, stores its stories with what they match, and records what became
 * of each. Answers the record, or null when the object is gone. Throws only when a port does; then the
 * same object can be taken in again, and nothing is stored or told twice. `takeIn` in core/story/take-in.ts.
 */
export type TakeIn = (
  object: ObjectRef,
  ports: IntakePorts,
  settings: Settings,
) => Promise<ObjectOutcome | null>;

/**
 * Tells what is due, until nothing is or `deadline` (milliseconds since 1970) comes near. Safe to call at
 * any time and from many places: one call sends, the others wake it. `dispatch` in core/alert/dispatch.ts.
 */
export type Dispatch = (
  ports: DispatchPorts,
  settings: Settings,
  budget: { readonly deadline: number },
) => Promise<DispatchReport>;

/** What one turn of dispatch came to. */
export interface DispatchReport {
  /** False: somebody else is sending, and was woken. */
  readonly held: boolean;
  readonly published: Readonly<Record<MessageKind, number>>;
  readonly refused: number;
  /** Left for the next turn, because the SNS topic did not take them or time ran out. */
  readonly left: number;
  /** Milliseconds from when the longest-waiting alert was due until it was told; 0 when none was. */
  readonly lag: number;
  /** What waits for a story or for somebody; null: not looked after in this turn. */
  readonly waiting: Waiting | null;
}

/** What does not go on by itself. */
export interface Waiting {
  /** Kills whose story has not come. */
  readonly kills: number;
  /** Kills that were given up since the last look: their story did not come in time. */
  readonly forgottenKills: number;
  /** Stories under an embargo of which nobody knows the end. */
  readonly embargoes: number;
}
