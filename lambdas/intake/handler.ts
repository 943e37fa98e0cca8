import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { ObjectOutcome } from '../../core/ports.ts';
import { takeIn } from '../../core/story/take-in.ts';
import { setUp } from '../setting-up.ts';
import { readDropEvent } from './drop-events.ts';

const { settings, metrics, ...ports } = setUp(import.meta.url);

/** Takes in what was dropped. What fails goes back to the queue by itself; the rest of the batch is done. */
export const handler = async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
  const done = await Promise.all(Records.map(takeRecord));
  metrics.publishStoredMetrics();
  const failed = Records.filter((_, index) => !done[index]);
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};

/** Whether a message was dealt with. One that names no object never will be: it ends in the dead-letter queue. */
async function takeRecord({ body, messageId }: SQSRecord): Promise<boolean> {
  const event = readDropEvent(body);
  if (event.kind === 'unknown') {
    ports.log.warn('a message that is no S3 event', { message: messageId });
    return false;
  }
  try {
    for (const object of event.objects) count(await takeIn(object, ports, settings));
    return true;
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    ports.log.warn('an object could not be taken in; it is tried again', { message: messageId, reason });
    return false;
  }
}

function count(outcome: ObjectOutcome | null): void {
  if (outcome === null) return;
  const { key, versionId, entries } = outcome;
  const rejected = entries.filter(({ kind }) => kind === 'rejected').length;
  const untagged = entries.filter(({ kind }) => kind === 'untagged').length;
  metrics.addMetric('StoriesRead', MetricUnit.Count, entries.length - rejected - untagged);
  if (rejected > 0) metrics.addMetric('StoriesRejected', MetricUnit.Count, rejected);
  ports.log.info('taken in', { key, versionId, stories: entries.length, untagged, rejected });
}
