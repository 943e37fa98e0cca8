import * as z from 'zod/mini';
import type { StoredVersion } from '../../core/ports.ts';
import { type Story, TEXT_FIELDS } from '../../core/story/story.ts';
import type { Match } from '../../core/watch/match.ts';
import { bytes, deflated, inflated, text } from './attributes.ts';
import { versionKey } from './keys.ts';
import type { Item } from './table.ts';

/** A version's text and evidence as an item; the text deflated, or left in its object when it is too long. */

/** DynamoDB takes 400 KB an item; keys and the other attributes need little. */
const MOST_PACKED = 380_000;
/** Evidence kept of one topic where all of it does not fit beside the text. */
const LEAST_EVIDENCE = 20;

const nullableText = z.nullable(z.string());

const story: z.ZodMiniType<Story> = z.object({
  id: z.string(),
  version: z.nullable(z.number()),
  wire: nullableText,
  via: nullableText,
  source: nullableText,
  headline: nullableText,
  lead: nullableText,
  body: z.string(),
  byline: nullableText,
  place: nullableText,
  language: z.string(),
  urgency: z.nullable(z.number()),
  status: z.enum(['usable', 'embargoed', 'withheld', 'canceled']),
  kind: z.enum(['story', 'flash', 'press-release', 'advisory']),
  embargoUntil: nullableText,
  createdAt: nullableText,
  versionedAt: nullableText,
  slug: nullableText,
  keywords: z.array(z.string()),
  subjects: z.array(z.string()),
  editorsNote: nullableText,
  revision: z.object({
    kind: z.enum(['none', 'update', 'correction', 'kill']),
    of: z.array(z.string()),
    note: nullableText,
  }),
});

const matches: z.ZodMiniType<readonly Match[]> = z.array(
  z.object({
    topic: z.string(),
    score: z.number(),
    evidence: z.array(
      z.object({
        field: z.enum(TEXT_FIELDS),
        start: z.number(),
        end: z.number(),
        text: z.string(),
        clause: z.string(),
      }),
    ),
  }),
);

const source = z.tuple([z.string(), z.string(), z.number()]);

/** A version of the story with this key as an item of at most 400 KB: too long a text stays in its object, and evidence is cut. */
export function versionItem(key: string, version: StoredVersion): Item {
  const { commit, digest, format, receivedAt, sketch } = version;
  return {
    ...versionKey(key, commit),
    type: { S: 'version' },
    schema: { N: '1' },
    digest: { S: digest },
    format: { S: format },
    received: { S: receivedAt },
    source: { S: JSON.stringify([version.source.key, version.source.versionId, version.source.part]) },
    ...(sketch.length === 0 ? {} : { sketch: { B: sketch } }),
    ...content(version),
  };
}

/** A version as its item has it; `story` is null when the text stayed in its object. */
export type ReadVersion = Omit<StoredVersion, 'story'> & { readonly story: Story | null };

/** Reads what {@link versionItem} wrote. @throws Error when an attribute is missing or damaged. */
export function versionOf(item: Item): ReadVersion {
  const [key, versionId, part] = source.parse(JSON.parse(text(item, 'source')));
  const [, , commit = ''] = text(item, 'sk').split('#');
  return {
    commit,
    digest: text(item, 'digest'),
    format: text(item, 'format'),
    receivedAt: text(item, 'received'),
    source: { key, versionId, part },
    sketch: item.sketch?.B ?? new Uint8Array(0),
    story: item.story === undefined ? null : story.parse(inflated(bytes(item, 'story'))),
    matches: matches.parse(inflated(bytes(item, 'matches'))),
  };
}

function content(version: StoredVersion): Item {
  const packedStory = deflated(version.story);
  const packedMatches = deflated(version.matches);
  if (packedStory.length + packedMatches.length <= MOST_PACKED) {
    return { story: { B: packedStory }, matches: { B: packedMatches } };
  }
  if (packedMatches.length <= MOST_PACKED) return { matches: { B: packedMatches } };
  const fewer = version.matches.map((match) => ({
    ...match,
    evidence: match.evidence.slice(0, LEAST_EVIDENCE),
  }));
  return { matches: { B: deflated(fewer) } };
}
