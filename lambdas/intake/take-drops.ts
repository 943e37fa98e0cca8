import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Settings } from '../../core/config.ts';
import type { IntakePorts, ObjectOutcome } from '../../core/ports.ts';
import { takeIn } from '../../core/story/take-in.ts';
import { readDropEvent } from './drop-events.ts';

/** How the stories of a batch are counted. */
export type CountStories = (counted: {
  readonly stories: number;
  readonly untagged: number;
  readonly rejected: number;
}) => void;

/**
 * Takes in what a batch of queue messages names. What fails goes back to the queue by itself; the rest of
 * the batch is done. A message that names no object never will, and ends in the dead-letter queue.
 */
export async function takeDrops(
  { Records }: SQSEvent,
  ports: IntakePorts,
  settings: Settings,
  count: CountStories,
): Promise<SQSBatchResponse> {
  const done = await Promise.all(Records.map((record) => takeRecord(record, ports, settings, count)));
  const failed = Records.filter((_, index) => !done[index]);
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

async function takeRecord(
  { body, messageId }: SQSRecord,
  ports: IntakePorts,
  settings: Settings,
  count: CountStories,
): Promise<boolean> {
  const event = readDropEvent(body);
  if (event.kind === 'unknown') {
    ports.log.warn('a message that is no S3 event', { message: messageId });
    return false;
  }
  try {
    for (const object of event.objects) {
      const outcome = await takeIn(object, ports, settings);
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
  ports: IntakePorts,
  count: CountStories,
): void {
  const rejected = entries.filter(({ kind }) => kind === 'rejected').length;
  const untagged = entries.filter(({ kind }) => kind === 'untagged').length;
  const stories = entries.length - rejected - untagged;
  count({ stories, untagged, rejected });
  ports.log.info('taken in', { key, versionId, stories, untagged, rejected });
}
