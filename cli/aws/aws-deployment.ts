import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { settingsOf } from '../../core/config.ts';
import { rereadFrom } from '../../core/story/reread.ts';
import { DynamoStoryStore } from '../../lambdas/aws/dynamo-story-store.ts';
import { S3ObjectSource } from '../../lambdas/aws/s3-object-source.ts';
import { loadConfig } from '../configuration.ts';
import type { Deployment } from '../deployment.ts';
import { queueIntake } from './intake-queue.ts';
import { s3Bucket } from './s3-bucket.ts';
import { snsSubscriptions } from './sns-subscriptions.ts';
import { readStackOutputs, stackResources } from './stack.ts';
import { tableSubscriptionRecords } from './subscription-records.ts';

/**
 * Opens a deployed Wirewatch by its stack's name. Region, credentials and `AWS_ENDPOINT_URL` are the SDK's usual.
 * @throws CommandFailure when there is no such deployment.
 */
export async function openStack(stack: string): Promise<Deployment> {
  const clients = makeClients();
  const { bucket, table, snsTopicArn, intakeQueueUrl } = await readStackOutputs(
    clients.cloudFormation,
    stack,
  );
  const reread = rereadFrom(new S3ObjectSource(clients.s3, bucket), settingsOf(await loadConfig(undefined)));
  return {
    name: `${stack} in ${await clients.cloudFormation.config.region()}`,
    store: new DynamoStoryStore({ client: clients.dynamo, table, reread }),
    bucket: s3Bucket(clients.s3, bucket),
    subscriptions: snsSubscriptions({
      client: clients.sns,
      topicArn: snsTopicArn,
      records: tableSubscriptionRecords(clients.dynamo, table),
      configured: async () =>
        new Set((await stackResources(clients.cloudFormation, stack, 'AWS::SNS::Subscription')).values()),
      now: () => new Date(),
    }),
    takeInAgain: queueIntake(clients.sqs, intakeQueueUrl, bucket),
    close: async () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

function makeClients() {
  // An endpoint of one's own (an emulator) has no host name for each bucket.
  const ownEndpoint = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
  return {
    cloudFormation: new CloudFormationClient({}),
    dynamo: new DynamoDBClient({}),
    s3: new S3Client({ forcePathStyle: ownEndpoint !== undefined }),
    sns: new SNSClient({}),
    sqs: new SQSClient({}),
  };
}
