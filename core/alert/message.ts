/**
 * What dispatch has to say (a {@link Notice}) and what goes out (an {@link OutgoingMessage}).
 * A notice holds facts only; `compose` turns it into words in the deployment's language.
 */

/** An address on the SNS topic: `nato-missions/now`, `all/now`, `briefing/morning`, `nato-missions/test`. */
export type Token = string;

/** The attribute `kind` of a message. */
export type MessageKind = 'new' | 'update' | 'correction' | 'kill' | 'briefing' | 'flood';

/** A story as a notice tells it. Times are ISO 8601 UTC. */
export interface NoticeStory {
  /** `W-7Q3FK2`. */
  readonly code: string;
  readonly id: string;
  /** Counts from 1 in the order of the story's versions. */
  readonly version: number;
  readonly wire: string;
  /** The wire as people read it: `Ritzau`. */
  readonly wireName: string;
  readonly via: string | null;
  readonly headline: string | null;
  /** What people call the story by, without a mark that says what the version is. */
  readonly title: string;
  readonly lead: string | null;
  /** Paragraphs separated by `\n`. */
  readonly body: string;
  readonly words: number;
  readonly language: string;
  readonly urgency: number | null;
  readonly receivedAt: string;
  /** The agency's own time of this version, or null. */
  readonly versionedAt: string | null;
  /** S3 key of the object it came in. */
  readonly objectKey: string;
  readonly pressRelease: boolean;
}

/** Why a topic fits: quotes with the matched words between asterisks. */
export interface Why {
  readonly topic: string;
  readonly score: number;
  /** At least one; `"*Nato* holds firmly in its *training mission* in Iraq…"` without the outer quote marks. */
  readonly quotes: readonly string[];
}

/** A sentence that differs between two versions; `was` null: added, `now` null: dropped. */
export interface Change {
  readonly was: string | null;
  readonly now: string | null;
}

/** A line of a briefing or flood. */
export interface DigestEntry {
  readonly code: string;
  readonly title: string;
  readonly receivedAt: string;
  readonly topics: readonly string[];
}

interface About {
  readonly to: readonly Token[];
  readonly test: boolean;
}

export interface NewNotice extends About {
  readonly kind: 'new';
  readonly story: NoticeStory;
  readonly why: readonly Why[];
}
/** What is new about a story besides its text. */
export type News =
  /** It was on hold, those who are told heard so, and it may be used again. */
  | { readonly kind: 'released' }
  /** The agency's words on the correction with which it lifted its hold. */
  | { readonly kind: 'note'; readonly note: string }
  /** It fits topics that it did not fit before. */
  | { readonly kind: 'topics'; readonly topics: readonly string[] }
  /** The agency raised its urgency (1 is the highest). */
  | { readonly kind: 'urgency'; readonly was: number; readonly now: number };
export interface UpdateNotice extends About {
  readonly kind: 'update';
  readonly story: NoticeStory;
  readonly news: readonly News[];
  readonly why: readonly Why[];
  readonly changes: readonly Change[];
  /** When the story was told first, if it was. */
  readonly toldAt: string | null;
}
export interface CorrectionNotice extends About {
  readonly kind: 'correction';
  readonly story: NoticeStory;
  readonly topics: readonly string[];
  readonly changes: readonly Change[];
  /** The agency's note on the correction, or null. */
  readonly note: string | null;
  readonly toldAt: string;
}
export interface KillNotice extends About {
  readonly kind: 'kill';
  readonly code: string;
  readonly wire: string;
  readonly wireName: string;
  readonly topics: readonly string[];
  readonly language: string;
  /** The subject line without its marker, as the alert carried it; null where only a digest told the story. */
  readonly subject: string | null;
  /** What it was called then. */
  readonly title: string;
  readonly killedAt: string;
  /** When it is said; a kill of another day is told with its day. */
  readonly saidAt: string;
  readonly toldAt: string;
  readonly reason: string | null;
  /** `withheld` may be lifted again; `canceled` is final. */
  readonly status: 'canceled' | 'withheld';
}
export interface BriefingNotice extends About {
  readonly kind: 'briefing';
  /** Its id. */
  readonly briefing: string;
  /** What it is called in each language; null: what its id suggests. */
  readonly name: Readonly<Record<Wording['language'], string>> | null;
  readonly scheduledAt: string;
  readonly entries: readonly DigestEntry[];
  readonly withdrawn: readonly { readonly code: string; readonly toldAt: string }[];
  /** Stories read since the last briefing, and when the last one came (null: none). */
  readonly read: { readonly count: number; readonly lastAt: string | null };
}
export interface FloodNotice extends About {
  readonly kind: 'flood';
  readonly topics: readonly string[];
  readonly minutes: number;
  /** How many of the stories were old when they came: a replay, or a feed that was down. */
  readonly late: number;
  readonly entries: readonly DigestEntry[];
}
export type Notice = NewNotice | UpdateNotice | CorrectionNotice | KillNotice | BriefingNotice | FloodNotice;

/** How a deployment words its messages. */
export interface Wording {
  readonly language: 'en' | 'da';
  /** IANA zone for the times people read. */
  readonly timeZone: string;
  /** How much of the story goes into the mail. */
  readonly body: 'lead' | 'full';
  /** Where to complain about a wrong alert, or null. */
  readonly contact: string | null;
  /** A topic's name in the deployment's language; its id where it is not known any more. */
  readonly topicName: (id: string) => string;
}

/** An SNS message attribute; values are strings, numbers or String.Array. */
export type AttributeValue = string | number | readonly string[];

/** One message as the SNS topic gets it (`MessageStructure: json`). */
export interface OutgoingMessage {
  /** At most 99 characters and 99 bytes of UTF-8; no line breaks or control characters. */
  readonly subject: string;
  /** The subject without its marker (`CORRECTION`), for a later kill to repeat. */
  readonly plainSubject: string;
  readonly email: string;
  readonly sms: string;
  /** JSON text for machines, with a `schema` number. */
  readonly json: string;
  readonly kind: MessageKind;
  /** `to` and the attributes for machines. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}
