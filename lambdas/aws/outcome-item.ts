import * as z from 'zod/mini';
import type { ObjectOutcome, OutcomeEntry } from '../../core/ports.ts';
import { bytes, deflated, inflated, text } from './attributes.ts';
import { INDEX, itemKey } from './keys.ts';
import type { Item } from './table.ts';

/** What became of a dropped object, as an item. */

/** Outcomes are kept for 90 days; stories for good. */
const KEPT_SECONDS = 90 * 24 * 3600;

const part = z.number();
const topics = z.array(z.string());
const ref = z.object({ key: z.string(), code: z.string() });
const note = z.nullable(z.string());

const entries: z.ZodMiniType<readonly OutcomeEntry[]> = z.array(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['stored', 'version', 'repeat']), part, story: ref, topics, note }),
    z.object({ kind: z.literal('copy'), part, story: ref, of: ref, topics }),
    z.object({ kind: z.literal('untagged'), part, title: z.string() }),
    z.object({ kind: z.literal('rejected'), part, reason: z.string() }),
  ]),
);

/** The partition that holds the outcomes of all versions of an object. */
export function outcomePartition(objectKey: string): string {
  return `O#${objectKey}`;
}

/** An outcome as an item, which expires after 90 days; one with something rejected is listed by time as well. */
export function outcomeItem(outcome: ObjectOutcome): Item {
  const { key, versionId, receivedAt, at } = outcome;
  const rejected = outcome.entries.some(({ kind }) => kind === 'rejected');
  return {
    ...itemKey(outcomePartition(key), versionId),
    type: { S: 'outcome' },
    schema: { N: '1' },
    received: { S: receivedAt },
    at: { S: at },
    entries: { B: deflated(outcome.entries) },
    expiresAt: { N: String(Math.floor(Date.parse(at) / 1000) + KEPT_SECONDS) },
    ...(rejected
      ? {
          [INDEX.lists.partition]: { S: 'REJECTED' },
          [INDEX.lists.sort]: { S: `${at}#${versionId.slice(0, 100)}` },
        }
      : {}),
  };
}

/** Reads what {@link outcomeItem} wrote. @throws Error when an attribute is missing or damaged. */
export function outcomeOf(item: Item): ObjectOutcome {
  return {
    key: text(item, 'pk').slice('O#'.length),
    versionId: text(item, 'sk'),
    receivedAt: text(item, 'received'),
    at: text(item, 'at'),
    entries: entries.parse(inflated(bytes(item, 'entries'))),
  };
}
