import * as z from 'zod/mini';
import type { ObjectRef } from '../../core/ports.ts';

/**
 * Reads what a queue message says was dropped: an event of EventBridge (`Object Created`), or a
 * notification that S3 sent to the queue directly. Other messages name nothing.
 */

const eventBridge = z.object({
  'detail-type': z.literal('Object Created'),
  detail: z.object({
    object: z.object({
      key: z.string(),
      'version-id': z.optional(z.string()),
      size: z.optional(z.number()),
    }),
  }),
});

const notifiedObject = z.object({
  key: z.string(),
  versionId: z.optional(z.string()),
  size: z.optional(z.number()),
});

const notification = z.object({
  Records: z.array(
    z.object({
      eventName: z.string(),
      s3: z.object({ object: notifiedObject }),
    }),
  ),
});

/** What S3 sends once when notifications are switched on. */
const testEvent = z.object({ Event: z.literal('s3:TestEvent') });

/** An object as its event names it. */
export interface DroppedObject extends ObjectRef {
  /** In bytes; null where the event does not say. */
  readonly size: number | null;
}

export type DropEvent =
  | { readonly kind: 'dropped'; readonly objects: readonly DroppedObject[] }
  | { readonly kind: 'unknown' };

/** The objects that a message's body names. */
export function readDropEvent(body: string): DropEvent {
  const message = parseJson(body);
  const event = z.safeParse(eventBridge, message);
  if (event.success) {
    const { key, 'version-id': versionId = null, size = null } = event.data.detail.object;
    return { kind: 'dropped', objects: [{ key, versionId, size }] };
  }
  const direct = z.safeParse(notification, message);
  if (direct.success) {
    const created = direct.data.Records.filter(({ eventName }) => eventName.includes('ObjectCreated'));
    return { kind: 'dropped', objects: created.map(({ s3 }) => notified(s3.object)) };
  }
  return z.safeParse(testEvent, message).success ? { kind: 'dropped', objects: [] } : { kind: 'unknown' };
}

/** Notifications, unlike EventBridge, encode keys as forms do: spaces as `+`, the rest with `%`. */
function notified({ key, versionId, size }: z.infer<typeof notifiedObject>): DroppedObject {
  return { key: formDecoded(key), versionId: versionId ?? null, size: size ?? null };
}

function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
