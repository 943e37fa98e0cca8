import type { Revision, StoryKind, StoryStatus } from '../story/story.ts';
import type { ReadOptions } from './outcome.ts';
import type { Named, XmlElement } from './xml.ts';

/** One wire format: how its copy is recognised, and how it is read. */
export interface Format {
  /** What `match --json` calls it: `nitf`. */
  readonly id: string;
  /** Whether the content is of this format. Cheap; never looks at the file's name. */
  readonly detect: (source: Source) => boolean;
  /** The items in the file, in its order; called only where `detect` said yes. Rejects rather than guesses. */
  readonly parse: (source: Source, options: ReadOptions) => readonly DraftReading[];
  /** For XML formats whose files hold many items: how these are read one at a time. */
  readonly items?: ItemReading;
}

/**
 * How the items of one file are read as they come, so that never more of it stands in memory as a tree than one item. It
 * gives what `parse` gives of the whole tree.
 */
export interface ItemReading {
  /** Whether a root of that name holds items. */
  readonly isEnvelope: (root: string) => boolean;
  /** Whether an element of that name is an item; `within` are those around it, the root first. Not asked within an item. */
  readonly isItem: (name: string, within: readonly Named[]) => boolean;
  /** Asked once, when the first item has come: `before` is the root with what stands there before it. Null: it takes the whole tree. */
  readonly reader: (before: XmlElement) => ((item: XmlElement) => readonly DraftReading[]) | null;
}

/** A file's content, decoded once for all formats. */
export interface Source {
  /** The whole text, without byte-order mark; empty where it is XML. */
  readonly text: string;
  /** The root element where the text is XML; then it is well-formed. Null for everything else. */
  readonly root: XmlElement | null;
}

/** What a format made of one item. `reason` is one sentence. */
export type DraftReading =
  | { readonly kind: 'draft'; readonly draft: StoryDraft }
  | { readonly kind: 'rejected'; readonly reason: string };

/**
 * What a format's parser found in one item, as the item says it. `finish` makes the story of it: wire,
 * sign-off, lead, language, times in UTC, parents of subjects. A parser need not clean white space in
 * one-line fields, and fills what its format lacks with {@link EMPTY_DRAFT}.
 */
export interface StoryDraft {
  /** The format's identity of the story without its version, or null: then its text is its identity. */
  readonly id: string | null;
  readonly version: number | null;
  /** What the item names as its source, the most telling first: `/ritzau/`, `ritzau.dk`. */
  readonly sources: readonly string[];
  /** The agency that is relayed or relays, where the format itself says so. */
  readonly via: string | null;
  readonly headline: string | null;
  /** The format's own abstract, not the body's first paragraph. */
  readonly lead: string | null;
  /** Headlines below the main one, in their order, which may say again what other fields say. */
  readonly subHeadlines: readonly string[];
  /** The running text with its sign-off; paragraphs separated by `\n`, no markup. */
  readonly body: string;
  readonly byline: string | null;
  readonly place: string | null;
  /** As declared: `da`, `no-NO`, `swe`. */
  readonly language: string | null;
  /** What the format's copy is written in where neither a declaration nor the text says; null: nothing usual. */
  readonly usualLanguage: string | null;
  /** 1 (highest) to 9. */
  readonly urgency: number | null;
  readonly status: StoryStatus;
  readonly kind: StoryKind;
  /** An ISO 8601 time, or the desk's words for it ({@link import('./embargo-words.ts').embargoEnd}). */
  readonly embargoUntil: string | null;
  /** ISO 8601 times; those without an offset are local to `timeZone`. What is no time counts as missing. */
  readonly createdAt: string | null;
  readonly versionedAt: string | null;
  /** The zone of times without an offset; null: that of the story's wire, else UTC. */
  readonly timeZone: string | null;
  readonly slug: string | null;
  readonly keywords: readonly string[];
  /** Qualified codes (`medtop:20000059`, `subj:16010001`), parents not needed; see `qualifySubject` in subject-codes.ts. */
  readonly subjects: readonly string[];
  readonly editorsNote: string | null;
  readonly revision: Revision;
}

/** A draft that says nothing yet. */
export const EMPTY_DRAFT: StoryDraft = {
  id: null,
  version: null,
  sources: [],
  via: null,
  headline: null,
  lead: null,
  subHeadlines: [],
  body: '',
  byline: null,
  place: null,
  language: null,
  usualLanguage: null,
  urgency: null,
  status: 'usable',
  kind: 'story',
  embargoUntil: null,
  createdAt: null,
  versionedAt: null,
  timeZone: null,
  slug: null,
  keywords: [],
  subjects: [],
  editorsNote: null,
  revision: { kind: 'none', of: [], note: null },
};
