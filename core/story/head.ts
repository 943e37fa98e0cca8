import type { MessageKind, Token } from '../alert/message.ts';
import type { Revision, StoryKind, StoryStatus } from './story.ts';

/**
 * The head of a story: the one small item that says what has happened to it. Nothing about a story is
 * believed that its head does not name, and every change of a head is conditional on its `rev`.
 */
export interface Head {
  /** 26 characters, from wire and id ({@link import('./identity.ts').storyKey}). */
  readonly key: string;
  /** What people call it: `W-7Q3FK2`. Two stories may share one. */
  readonly code: string;
  /** Counts the head's changes from 1. */
  readonly rev: number;
  readonly wire: string;
  readonly id: string;
  /** Dropped as a test: its alerts say TEST and go to those who ask for tests only. */
  readonly test: boolean;
  /** When the first of its versions reached the bucket. */
  readonly receivedAt: string;
  /** Of the version that stands; at most 120 characters. */
  readonly title: string;
  readonly kind: StoryKind;
  /**
   * Of the version that stands, also when it has passed; of an earlier one where that is under embargo and names no
   * time. Null without one.
   */
  readonly embargoUntil: string | null;
  /** In the order of versions, the current one last. Empty while only orders of other documents are known. */
  readonly versions: readonly VersionRef[];
  /** Topics that the standing version matches, the best first. */
  readonly matches: readonly TopicScore[];
  /** The object of the standing version. */
  readonly source: SourceRef | null;
  /** What other documents said about this story, in the order of their times. */
  readonly orders: readonly Order[];
  /** The story that this one copies, or null. */
  readonly copyOf: StoryRef | null;
  /** Keys of stories much like this one that were being taken in at the same moment; nearly always none. */
  readonly rivals: readonly string[];
  /** The story whose next version this one turned out to be; then nothing else of this head counts. */
  readonly mergedInto: StoryRef | null;
  /** What was told, or is held back, oldest first. */
  readonly told: readonly Told[];
}

/** A version as the head names it. */
export interface VersionRef {
  /** Names what the version says; the same for the same content, whichever object brought it. */
  readonly digest: string;
  /** Names its item in the table: hash of story, version and topic set. */
  readonly commit: string;
  /** Names its words alone: the same when only quote marks, white space or data about the story differ. */
  readonly words: string;
  /** The format's version number, or null. */
  readonly version: number | null;
  readonly versionedAt: string | null;
  /** S3's LastModified of the first object that brought it. */
  readonly receivedAt: string;
  /** When the same came again last, where nothing but receipt says where it stands in the order; else null. */
  readonly repeatedAt: string | null;
  readonly status: StoryStatus;
  /** `order`: it kills other documents. */
  readonly revision: Revision['kind'] | 'order';
  readonly urgency: number | null;
  readonly embargoUntil: string | null;
  /** Names the document that it came from; null: the story's own. */
  readonly document: string | null;
}

/** A topic that fits, and how well: 0 to 100. */
export interface TopicScore {
  readonly topic: string;
  readonly score: number;
}

/** An item of a dropped object; `part` counts the object's items from 0. */
export interface SourceRef {
  readonly key: string;
  readonly versionId: string;
  readonly part: number;
}

/** Another story, by its key (26 characters) and by what people call it (`W-7Q3FK2`). */
export interface StoryRef {
  readonly key: string;
  readonly code: string;
}

/** A kill by another document, which may come before the story itself. */
export interface Order {
  /** The key of the story that gave it. */
  readonly by: string;
  readonly status: 'canceled' | 'withheld';
  /** The ordering document's own time, else when it came. */
  readonly at: string;
  readonly reason: string | null;
}

/**
 * One alert of a story. `attempted` is written before publishing and counts as told: after a crash the
 * alert may go out again. `held` waits for a digest or was kept back for good (see `why`).
 */
export interface Told {
  /** Unique within the head: `1`, `2`, …, or the id of the briefing's item. */
  readonly id: string;
  readonly kind: MessageKind;
  /** The digest of the version told. */
  readonly digest: string;
  readonly to: readonly Token[];
  readonly state: 'attempted' | 'sent' | 'refused' | 'held' | 'cancelled';
  /** When it came into this state. */
  readonly at: string;
  /** Why it is held: too many alerts, too old on arrival, a paused topic, a match found later. */
  readonly why: 'flood' | 'backlog' | 'paused' | 'rematch' | null;
  /** When a held alert goes into a digest; null: never. */
  readonly until: string | null;
  /** The subject without its marker, for a kill to repeat. */
  readonly subject: string | null;
  /** What a kill said: a withheld story may be killed for good, and then is told again. */
  readonly status: 'canceled' | 'withheld' | null;
}

/** The current version, or null while none is known. */
export function currentVersion(head: Head): VersionRef | null {
  return head.versions.at(-1) ?? null;
}

/** Whether a version is a kill rather than copy. */
export function isKill(version: Pick<VersionRef, 'status' | 'revision'>): boolean {
  const { status, revision } = version;
  return status === 'canceled' || revision === 'kill' || revision === 'order';
}

/** Whether nothing is known of a story but that others like it made it look again. */
export function isPlaceholder(head: Head): boolean {
  return head.mergedInto === null && head.versions.length + head.orders.length === 0;
}

/** Whether no copy of the story itself is known: only kills, or what other documents said of it. */
export function isWithoutCopy(head: Head): boolean {
  return head.mergedInto === null && head.versions.every(isKill);
}

/** Whether every version known of a story revises another one that is not known. */
export function onlyRevises(head: Head): boolean {
  return head.versions.every((version) => isKill(version) || version.revision !== 'none');
}

/** The version whose text stands for the story: the newest that is no kill, else the newest. */
export function standingVersion(head: Head): VersionRef | null {
  return head.versions.findLast((version) => !isKill(version)) ?? currentVersion(head);
}
