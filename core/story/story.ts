import { DEFAULT_MARKERS, type HeadlineMarkers, withoutMarker } from '../wire/markers.ts';

/**
 * One item of wire copy, as every part of Wirewatch sees it after reading. Times are ISO 8601 in UTC
 * (`2026-04-02T12:32:00.000Z`); text fields are what the agency wrote, with markup turned into text.
 *
 * Text conventions, on which evidence offsets rest:
 * - offsets are UTF-16 code units into exactly these strings;
 * - `body` is the whole running text without headline and sign-off. Each run of `\n` separates two
 *   paragraphs; inside a paragraph there is none (hard-wrapped lines are joined with a space);
 * - `lead` is the format's own abstract, or else the body's first paragraph. It may therefore stand
 *   in the body, too ({@link leadOpensBody}).
 */
export interface Story {
  /** The format's own identity of the story across its versions; for plain text `text:` and a hash of the text. */
  readonly id: string;
  /** The format's version number, or null where it has none. */
  readonly version: number | null;
  /** The watched wire (`ritzau`), or null: then the story is untagged and goes no further. */
  readonly wire: string | null;
  /** The agency whose copy the wire relays, or that relays the wire (`AFP`), else null. */
  readonly via: string | null;
  /** The source as the format names it (`/ritzau/`, `ritzau.dk`), else null. */
  readonly source: string | null;
  readonly headline: string | null;
  readonly lead: string | null;
  readonly body: string;
  readonly byline: string | null;
  readonly place: string | null;
  /** BCP 47 primary subtag (`da`, `en`; machine-translated English is `en`), or `und`. */
  readonly language: string;
  /** 1 (highest) to 9, or null where the format says nothing. */
  readonly urgency: number | null;
  readonly status: StoryStatus;
  readonly kind: StoryKind;
  /** Not to be told before this time; null without embargo. */
  readonly embargoUntil: string | null;
  readonly createdAt: string | null;
  readonly versionedAt: string | null;
  readonly slug: string | null;
  readonly keywords: readonly string[];
  /** Qualified codes with their parents: `medtop:20000059`, `subj:16010001`. */
  readonly subjects: readonly string[];
  /** Note to editors; never told to readers as story text. */
  readonly editorsNote: string | null;
  readonly revision: Revision;
}

/** NITF's management status, in the words of the standard; `withheld` may be lifted, `canceled` is final. */
export type StoryStatus = 'usable' | 'embargoed' | 'withheld' | 'canceled';

/** What sort of item it is. Advisories (service notices to editors) are not stories and alert nobody. */
export type StoryKind = 'story' | 'flash' | 'press-release' | 'advisory';

/** What this version says it is to earlier ones or to other documents. */
export interface Revision {
  /** `none`: the format says nothing (a first version, or an unmarked later one). */
  readonly kind: 'none' | 'update' | 'correction' | 'kill';
  /** Ids of other documents that this one replaces, corrects or kills; empty when it means its own story. */
  readonly of: readonly string[];
  /** The agency's own words on what changed or why, else null. */
  readonly note: string | null;
}

/** The fields whose text can be matched and quoted as evidence. */
export const TEXT_FIELDS = ['headline', 'lead', 'body', 'byline', 'place', 'keyword'] as const;
/** One of {@link TEXT_FIELDS}. */
export type TextField = (typeof TEXT_FIELDS)[number];

/**
 * The text of one field, as evidence offsets count it. Keywords are joined by `\n`.
 * Returns the empty string where the story lacks the field.
 */
export function fieldText(story: Story, field: TextField): string {
  return field === 'keyword' ? story.keywords.join('\n') : (story[field] ?? '');
}

/** Whether the lead is just the body's first paragraph, so that its words must not be counted twice. */
export function leadOpensBody(story: Pick<Story, 'lead' | 'body'>): boolean {
  return story.lead !== null && story.body.startsWith(story.lead);
}

/** What opens a flash; its words follow at once. */
const FLASH_MARK = /^\*{1,3} ?(?=[^\s*])/u;

/**
 * What people call the story by: its headline, else its lead, else the start of its body; one line, without the
 * marks that say what sort of version it is (its wire's `markers`, `KORR:`; a flash's `*`). Its own text keeps them.
 */
export function storyTitle(
  story: Pick<Story, 'headline' | 'lead' | 'body'>,
  markers: HeadlineMarkers = DEFAULT_MARKERS,
): string {
  const title = (story.headline || story.lead || story.body.slice(0, 300)).replace(/\s+/gu, ' ').trim();
  return withoutMarker(title, markers).replace(FLASH_MARK, '');
}
