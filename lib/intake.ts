import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { type Code, EventSourceMapping, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DROP_PREFIX, TOPICS_PREFIX } from './drop-bucket.ts';
import { WireFunction } from './wire-function.ts';

/** How long intake may work on one batch of drops. */
export const INTAKE_TIMEOUT = Duration.seconds(60);

export interface IntakeProps {
  readonly code: Code;
  readonly bucket: Bucket;
  readonly table: Table;
  /** One message for each dropped object. */
  readonly drops: IQueue;
  /** How many batches may be worked on at once; bounds intake without reserving concurrency. */
  readonly maxConcurrency: number;
}

/** Takes dropped objects off the queue: reads, matches and stores what is in them. */
export class Intake extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: IntakeProps) {
    super(scope, id);
    const { bucket, table, drops } = props;
    this.function = new WireFunction(this, 'Lambda', {
      description: 'Wirewatch: reads dropped stories, matches them against the topics and stores them',
      code: props.code,
      timeout: INTAKE_TIMEOUT,
      memorySize: 1024,
      environment: { WIREWATCH_TABLE: table.tableName, WIREWATCH_BUCKET: bucket.bucketName },
      permissions: [
        {
          actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
          resources: [drops.queueArn],
        },
        {
          actions: ['s3:GetObject', 's3:GetObjectVersion'],
          resources: [bucket.arnForObjects(`${DROP_PREFIX}*`)],
          wildcard: 'Droppers choose the keys under incoming/.',
        },
        {
          actions: ['s3:GetObject'],
          resources: [bucket.arnForObjects(`${TOPICS_PREFIX}*`)],
          wildcard: 'Topic sets are named by their content.',
        },
        // Without it S3 answers "forbidden" for an object that is gone.
        { actions: ['s3:ListBucket'], resources: [bucket.bucketArn] },
        {
          actions: ['dynamodb:BatchWriteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
          resources: [table.tableArn],
        },
      ],
    }).function;
    new EventSourceMapping(this, 'Drops', {
      target: this.function,
      eventSourceArn: drops.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
      maxConcurrency: props.maxConcurrency,
    });
  }
}
