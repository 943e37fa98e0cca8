import { Duration, Validations } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** How often a drop is tried before it goes to the dead-letter queue. */
const TRIES = 5;

export interface DropFeedProps {
  readonly bucket: Bucket;
  /** Only objects whose key begins so are passed on. */
  readonly prefix: string;
  /** How long the reader of the queue may work on one batch. */
  readonly readerTimeout: Duration;
}

/**
 * The way from bucket to intake: EventBridge hears of each new object and passes it to a queue. What
 * EventBridge cannot deliver and what intake gives up on each wait in a dead-letter queue.
 */
export class DropFeed extends Construct {
  /** One message for each dropped object. */
  readonly queue: Queue;
  /** Drops that intake failed on too often. */
  readonly deadLetters: Queue;
  /** Events that EventBridge could not put into the queue. */
  readonly undelivered: Queue;

  constructor(scope: Construct, id: string, props: DropFeedProps) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', COMMON);
    this.undelivered = new Queue(this, 'Undelivered', COMMON);
    Validations.of(this.undelivered).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: "It is the dead-letter queue of the rule's target, which the check does not see.",
    });
    this.queue = new Queue(this, 'Queue', {
      ...COMMON,
      // Lambda asks for six times the function's time, so that a throttled batch is not seen twice.
      visibilityTimeout: Duration.seconds(props.readerTimeout.toSeconds() * 6),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: TRIES },
    });
    new Rule(this, 'Rule', {
      description: `Objects created under ${props.prefix}`,
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [props.bucket.bucketName] }, object: { key: [{ prefix: props.prefix }] } },
      },
      targets: [
        new SqsQueue(this.queue, { deadLetterQueue: this.undelivered, maxEventAge: Duration.hours(24) }),
      ],
    });
  }
}

/** SSE-SQS: EventBridge and CloudWatch need no key, as they would with a customer's one. */
const COMMON = {
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  retentionPeriod: Duration.days(14),
} as const;
