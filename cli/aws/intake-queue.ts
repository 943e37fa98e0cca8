import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ListedObject } from '../deployment.ts';
import { CommandFailure } from '../terminal.ts';

/** SQS takes so many messages at once. */
const MOST_PER_BATCH = 10;

/** Has intake take objects in again: with the very message that EventBridge sends for a new object. */
export function queueIntake(client: SQSClient, queueUrl: string, bucket: string) {
  return async (objects: readonly ListedObject[]): Promise<void> => {
    for (let start = 0; start < objects.length; start += MOST_PER_BATCH) {
      const batch = objects.slice(start, start + MOST_PER_BATCH);
      const { Failed = [] } = await client.send(
        new SendMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: batch.map((object, index) => ({
            Id: String(index),
            MessageBody: eventOf(object, bucket),
          })),
        }),
      );
      if (Failed.length > 0) {
        throw new CommandFailure(
          `The intake queue did not take ${Failed.length} of ${batch.length} objects (${Failed[0]?.Code}).`,
        );
      }
    }
  };
}

function eventOf({ key, versionId }: ListedObject, bucket: string): string {
  return JSON.stringify({
    source: 'aws.s3',
    'detail-type': 'Object Created',
    detail: {
      bucket: { name: bucket },
      object: { key, 'version-id': versionId },
      reason: 'wirewatch replay',
    },
  });
}
