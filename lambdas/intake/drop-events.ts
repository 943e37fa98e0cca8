import * as z from 'zod/mini';
import type { ObjectRef } from '../../core/ports.ts';

/**
 * Reads what a queue message says was dropped: an event of EventBridge (`Object Created`), or a
 * notification that S3 sent to the queue directly. Other messages name nothing.
 */

const eventBridge = z.object({
  'detail-type': z.literal('Object Created'),
  detail: z.object({
    object: z.object({ key: z.string(), 'version-id': z.optional(z.string()) }),
  }),
});

const notification = z.object({
  Records: z.array(
    z.object({
      eventName: z.string(),
      s3: z.object({ object: z.object({ key: z.string(), versionId: z.optional(z.string()) }) }),
    }),
  ),
});

/** What S3 sends once when notifications are switched on. */
const testEvent = z.object({ Event: z.literal('s3:TestEvent') });

export type DropEvent =
  | { readonly kind: 'dropped'; readonly objects: readonly ObjectRef[] }
  | { readonly kind: 'unknown' };

/** The objects that a message's body names. */
export function readDropEvent(body: string): DropEvent {
  const message = parseJson(body);
  const event = z.safeParse(eventBridge, message);
  if (event.success) {
    const { key, 'version-id': versionId = null } = event.data.detail.object;
    return { kind: 'dropped', objects: [{ key, versionId }] };
  }
  const direct = z.safeParse(notification, message);
  if (direct.success) {
    const created = direct.data.Records.filter(({ eventName }) => eventName.includes('ObjectCreated'));
    return { kind: 'dropped', objects: created.map(({ s3 }) => notified(s3.object)) };
  }
  return z.safeParse(testEvent, message).success ? { kind: 'dropped', objects: [] } : { kind: 'unknown' };
}

/** Notifications, unlike EventBridge, encode keys as forms do: spaces as `+`, the rest with `%`. */
function notified({
  key,
  versionId = undefined,
}: {
  key: string;
  versionId?: string | undefined;
}): ObjectRef {
  return { key: formDecoded(key), versionId: versionId ?? null };
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
