import { storyCode, storyKey } from '../core/story/identity.ts';
import { fieldText, type Revision, type Story, type TextField } from '../core/story/story.ts';
import { wordCount } from '../core/story/word-count.ts';
import type { Evidence, Match } from '../core/watch/match.ts';

/** Grows when a field changes its meaning or goes away; new fields may come without. */
const SCHEMA = 1;

/** One line of `match --json`: the contract is in docs/commands.md. */
export interface MatchReport {
  readonly schema: typeof SCHEMA;
  /** As it was given; `-` for standard input. */
  readonly file: string;
  /** The format that was read, or null when none was recognised. */
  readonly format: string | null;
  readonly outcome: 'matched' | 'unmatched' | 'untagged' | 'rejected';
  /** Why it is untagged or rejected, else null. */
  readonly reason: string | null;
  readonly story: ReportedStory | null;
  readonly matches: readonly ReportedMatch[];
  /** Only with `--text`: the full text of each field that evidence points into. */
  readonly text?: Partial<Record<TextField, string>>;
  /** Only with `--who`. */
  readonly who?: Audience;
}

interface ReportedMatch {
  readonly topic: string;
  readonly score: number;
  readonly evidence: readonly Evidence[];
}

/** The story's data, without its body. */
interface ReportedStory
  extends Pick<
    Story,
    | 'id'
    | 'version'
    | 'wire'
    | 'via'
    | 'source'
    | 'slug'
    | 'headline'
    | 'lead'
    | 'byline'
    | 'place'
    | 'language'
    | 'urgency'
    | 'status'
    | 'kind'
    | 'revision'
    | 'embargoUntil'
    | 'createdAt'
    | 'versionedAt'
    | 'keywords'
    | 'subjects'
    | 'editorsNote'
  > {
  readonly code: string;
  /** How many words the body has. */
  readonly words: number;
}

/** Whom an alert about the story would go to. */
export interface Audience {
  /** Addresses on the SNS topic. */
  readonly tokens: readonly string[];
  /** Those whom the configuration subscribes to one of them. */
  readonly subscribers: readonly string[];
}

/** What reading and matching one item came to, before it is put into words. */
export interface ItemRead {
  readonly file: string;
  readonly format: string | null;
}

/** The report on an item that could not be read. */
export function rejectedReport({ file, format }: ItemRead, reason: string): MatchReport {
  return { schema: SCHEMA, file, format, outcome: 'rejected', reason, story: null, matches: [] };
}

/** The report on a story of no watched wire: it is read, but goes no further. */
export function untaggedReport(
  { file, format }: ItemRead,
  story: Story,
  wires: readonly string[],
): MatchReport {
  const reason = `Neither sign-off, source nor place names a watched wire (${wires.join(', ')}).`;
  return { schema: SCHEMA, file, format, outcome: 'untagged', reason, story: reported(story), matches: [] };
}

/** The report on a story that was asked of every topic. */
export function matchReport(
  { file, format }: ItemRead,
  story: Story,
  matches: readonly Match[],
): MatchReport {
  return {
    schema: SCHEMA,
    file,
    format,
    outcome: matches.length > 0 ? 'matched' : 'unmatched',
    reason: null,
    story: reported(story),
    matches: matches.map(({ topic, score, evidence }) => ({ topic, score, evidence: evidence.map(inOrder) })),
  };
}

/** The texts of the fields that the evidence of some matches points into. */
export function evidenceTexts(story: Story, matches: readonly Match[]): Partial<Record<TextField, string>> {
  const fields = new Set(matches.flatMap(({ evidence }) => evidence.map(({ field }) => field)));
  return Object.fromEntries([...fields].map((field) => [field, fieldText(story, field)]));
}

function inOrder({ field, start, end, text, clause }: Evidence): Evidence {
  return { field, start, end, text, clause };
}

function inRevisionOrder({ kind, of, note }: Revision): Revision {
  return { kind, of, note };
}

function reported(story: Story): ReportedStory {
  return {
    id: story.id,
    code: storyCode(storyKey(story.wire ?? '', story.id, false)),
    version: story.version,
    wire: story.wire,
    via: story.via,
    source: story.source,
    slug: story.slug,
    headline: story.headline,
    lead: story.lead,
    byline: story.byline,
    place: story.place,
    language: story.language,
    urgency: story.urgency,
    status: story.status,
    kind: story.kind,
    revision: inRevisionOrder(story.revision),
    embargoUntil: story.embargoUntil,
    createdAt: story.createdAt,
    versionedAt: story.versionedAt,
    keywords: story.keywords,
    subjects: story.subjects,
    editorsNote: story.editorsNote,
    words: wordCount(story.body),
  };
}
