import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Settings } from '../../core/config.ts';
import type { IntakePorts, ObjectOutcome } from '../../core/ports.ts';
import { takeIn } from '../../core/story/take-in.ts';
import { type DroppedObject, readDropEvent } from './drop-events.ts';
import { roomFor } from './room.ts';

/** How the stories of a batch are counted. */
export type CountStories = (counted: {
  readonly stories: number;
  readonly untagged: number;
  readonly rejected: number;
}) => void;

/** So many of the largest objects are taken in side by side; more would not fit into the function's memory. */
const LARGEST_AT_ONCE = 2;
/** An object may be packed: what it becomes in memory is reckoned with so many times its size. */
const UNPACKED = 10;

/**
 * Takes in what a batch of queue messages names, small objects side by side, large ones few at a time. What fails goes
 * back to the queue by itself; the rest of the batch is done. A message that names no object never will, and ends in
 * the dead-letter queue.
 */
export async function takeDrops(
  { Records }: SQSEvent,
  ports: IntakePorts,
  settings: Settings,
  count: CountStories,
): Promise<SQSBatchResponse> {
  const run = roomFor(LARGEST_AT_ONCE * settings.maxBytes);
  const take: Take = ({ key, versionId, size }) =>
    run(Math.min((size ?? settings.maxBytes) * UNPACKED, settings.maxBytes), () =>
      takeIn({ key, versionId }, ports, settings),
    );
  const done = await Promise.all(Records.map((record) => takeRecord(record, take, ports, count)));
  const failed = Records.filter((_, index) => !done[index]);
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

type Take = (object: DroppedObject) => Promise<ObjectOutcome | null>;

async function takeRecord(
  { body, messageId }: SQSRecord,
  take: Take,
  ports: Pick<IntakePorts, 'log'>,
  count: CountStories,
): Promise<boolean> {
  const event = readDropEvent(body);
  if (event.kind === 'unknown') {
    ports.log.warn('a message that is no S3 event', { message: messageId });
    return false;
  }
  try {
    for (const object of event.objects) {
      const outcome = await take(object);
      if (outcome !== null) tellOutcome(outcome, ports, count);
    }
    return true;
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    ports.log.warn('an object could not be taken in; it is tried again', { message: messageId, reason });
    return false;
  }
}

function tellOutcome(
  { key, versionId, entries }: ObjectOutcome,
  ports: Pick<IntakePorts, 'log'>,
  count: CountStories,
): void {
  const rejected = entries.filter(({ kind }) => kind === 'rejected').length;
  const untagged = entries.filter(({ kind }) => kind === 'untagged').length;
  const stories = entries.length - rejected - untagged;
  count({ stories, untagged, rejected });
  ports.log.info('taken in', { key, versionId, stories, untagged, rejected });
}
