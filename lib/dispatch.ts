import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import {
  type Code,
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  type Function as LambdaFunction,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { HEAD_TYPE, INDEXES, TABLE } from '../lambdas/table-keys.ts';
import { DROP_PREFIX, TOPICS_PREFIX } from './drop-bucket.ts';
import { WireFunction } from './wire-function.ts';

export interface DispatchProps {
  readonly code: Code;
  readonly bucket: Bucket;
  readonly table: Table;
  /** The table's stream, which wakes dispatch. */
  readonly streamArn: string;
  readonly topic: ITopic;
}

/**
 * Tells what is due. The table's stream wakes it as soon as a story's head has become due; a sweep
 * every minute is the guarantee, and serves embargoes and briefings.
 */
export class Dispatch extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: DispatchProps) {
    super(scope, id);
    const { bucket, table, topic, streamArn } = props;
    this.function = new WireFunction(this, 'Lambda', {
      description: 'Wirewatch: tells subscribers what is due, one sender at a time',
      code: props.code,
      timeout: Duration.seconds(120),
      memorySize: 512,
      environment: {
        WIREWATCH_TABLE: table.tableName,
        WIREWATCH_BUCKET: bucket.bucketName,
        WIREWATCH_SNS_TOPIC: topic.topicArn,
      },
      permissions: [
        { actions: ['sns:Publish'], resources: [topic.topicArn] },
        {
          actions: [
            'dynamodb:BatchGetItem',
            'dynamodb:GetItem',
            'dynamodb:PutItem',
            'dynamodb:Query',
            'dynamodb:UpdateItem',
          ],
          resources: [table.tableArn],
        },
        {
          actions: ['dynamodb:Query'],
          resources: INDEXES.map((index) => `${table.tableArn}/index/${index.name}`),
        },
        {
          actions: ['s3:GetObject'],
          resources: [bucket.arnForObjects(`${TOPICS_PREFIX}*`)],
          wildcard: 'Topic sets are named by their content.',
        },
        {
          actions: ['s3:GetObjectVersion'],
          resources: [bucket.arnForObjects(`${DROP_PREFIX}*`)],
          wildcard: 'Droppers choose the keys under incoming/.',
        },
        // Without it S3 answers "forbidden" for an object that is gone.
        { actions: ['s3:ListBucket'], resources: [bucket.bucketArn] },
        {
          actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
          resources: [streamArn],
        },
        {
          actions: ['dynamodb:ListStreams'],
          resources: ['*'],
          wildcard: 'Lambda asks for ListStreams, which knows no resource.',
        },
      ],
    }).function;
    this.wakeByStream(streamArn);
    this.sweepEveryMinute();
  }

  /** Few tries of young records: a wake that is lost costs a minute, not an alert. */
  private wakeByStream(eventSourceArn: string): void {
    new EventSourceMapping(this, 'Wake', {
      target: this.function,
      eventSourceArn,
      startingPosition: StartingPosition.LATEST,
      batchSize: 100,
      retryAttempts: 2,
      maxRecordAge: Duration.seconds(60),
      filters: [
        FilterCriteria.filter({
          dynamodb: {
            NewImage: {
              [TABLE.type]: { S: FilterRule.isEqual(HEAD_TYPE) },
              [TABLE.due]: { S: FilterRule.exists() },
            },
          },
        }),
      ],
    });
  }

  private sweepEveryMinute(): void {
    this.function.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.seconds(60) });
    new Rule(this, 'Sweep', {
      description: 'Wakes dispatch every minute',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaTarget(this.function, { retryAttempts: 0, maxEventAge: Duration.seconds(60) })],
    });
  }
}
