import * as z from 'zod/mini';
import type { BriefingRecord, Lease, SenderState, TopicPointer } from '../../core/ports.ts';
import { bytes, deflated, inflated, number, text } from './attributes.ts';
import { itemKey } from './keys.ts';
import type { Item } from './table.ts';

/** The sender's lease, briefings, and the pointer at the topic set in force, as items. */

/** The primary key of the one sender's lease. */
export const LEASE_KEY = itemKey('LEASE', 'dispatch');
/** The partition of the pointers at pushed topic sets. */
export const TOPICS_PARTITION = 'TOPICS';

const senderState = z.object({
  publishedAt: z.number(),
  storm: z.record(z.string(), z.object({ from: z.number(), count: z.number() })),
  lately: z.array(z.object({ key: z.string(), at: z.number(), sketch: z.string() })),
  briefings: z.record(z.string(), z.string()),
  lookedAt: z._default(z.number(), 0),
});

const FRESH: SenderState = { publishedAt: 0, storm: {}, lately: [], briefings: {}, lookedAt: 0 };

/** Reads the lease; a sender that never published has a fresh state. @throws Error when an attribute is damaged. */
export function leaseOf(item: Item): Lease {
  const packed = item.state?.S;
  return {
    owner: text(item, 'holder'),
    fence: number(item, 'fence'),
    until: number(item, 'until'),
    sender: packed === undefined ? FRESH : senderOf(packed),
  };
}

/** The sender's state as the lease's attribute has it. */
export function packSender(sender: SenderState): string {
  const lately = sender.lately.map((one) => ({ ...one, sketch: Buffer.from(one.sketch).toString('base64') }));
  return JSON.stringify({ ...sender, lately });
}

function senderOf(packed: string): SenderState {
  const state = senderState.parse(JSON.parse(packed));
  const lately = state.lately.map((one) => ({
    ...one,
    sketch: new Uint8Array(Buffer.from(one.sketch, 'base64')),
  }));
  return { ...state, lately };
}

const ref = { key: z.string(), code: z.string() };

const briefingContent = z.object({
  entries: z.array(
    z.object({
      ...ref,
      digest: z.string(),
      title: z.string(),
      receivedAt: z.string(),
      topics: z.array(z.string()),
    }),
  ),
  withdrawn: z.array(z.object({ ...ref, toldAt: z.string() })),
  read: z.object({ count: z.number(), lastAt: z.nullable(z.string()) }),
});
const briefingState = z.enum(['attempted', 'sent', 'refused']);

/** The partition of one briefing's records, by the id that the configuration gives it. */
export function briefingPartition(id: string): string {
  return `B#${id}`;
}

/** A briefing's record as an item, its content deflated; it sorts by its scheduled time (ISO 8601 UTC). */
export function briefingItem(briefing: BriefingRecord): Item {
  const { id, scheduledAt, rev, state, at, entries, withdrawn, read } = briefing;
  return {
    ...itemKey(briefingPartition(id), scheduledAt),
    type: { S: 'briefing' },
    schema: { N: '1' },
    rev: { N: String(rev) },
    state: { S: state },
    at: { S: at },
    content: { B: deflated({ entries, withdrawn, read }) },
  };
}

/** Reads what {@link briefingItem} wrote. @throws Error when an attribute is missing or damaged. */
export function briefingOf(item: Item): BriefingRecord {
  return {
    id: text(item, 'pk').slice('B#'.length),
    scheduledAt: text(item, 'sk'),
    rev: number(item, 'rev'),
    state: briefingState.parse(text(item, 'state')),
    at: text(item, 'at'),
    ...briefingContent.parse(inflated(bytes(item, 'content'))),
  };
}

/** A pointer at a pushed topic set as an item; pointers sort by `rev`. */
export function pointerItem(pointer: TopicPointer): Item {
  return {
    ...itemKey(TOPICS_PARTITION, String(pointer.rev).padStart(10, '0')),
    type: { S: 'topics' },
    schema: { N: '1' },
    rev: { N: String(pointer.rev) },
    object: pointer.objectKey === null ? { NULL: true } : { S: pointer.objectKey },
    topics: pointer.topics === null ? { NULL: true } : { N: String(pointer.topics) },
    at: { S: pointer.pushedAt },
    by: { S: pointer.by },
  };
}

/** Reads what {@link pointerItem} wrote. @throws Error when an attribute is missing or damaged. */
export function pointerOf(item: Item): TopicPointer {
  return {
    rev: number(item, 'rev'),
    objectKey: item.object?.NULL === true ? null : text(item, 'object'),
    topics: item.topics?.NULL === true ? null : number(item, 'topics'),
    pushedAt: text(item, 'at'),
    by: text(item, 'by'),
  };
}
