import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Config } from '../core/config.ts';
import { Alarms } from './alarms.ts';
import { AlertsTopic } from './alerts-topic.ts';
import { Dispatch } from './dispatch.ts';
import { DROP_PREFIX, DropBucket } from './drop-bucket.ts';
import { DropFeed } from './drop-feed.ts';
import { INTAKE_TIMEOUT, Intake } from './intake.ts';
import { OperatorsTopic } from './operators-topic.ts';
import { StoryTable } from './story-table.ts';

export interface WirewatchStackProps extends StackProps {
  readonly config: Config;
  /** The functions' code, bundled with the configuration's settings and the topics. */
  readonly code: { readonly intake: Code; readonly dispatch: Code };
}

/** So many batches of drops are taken in at once. */
const INTAKE_CONCURRENCY = 5;

/**
 * One deployment of Wirewatch. Nothing in it has a physical name, so that several live in one account
 * and region; the command line finds things by the stack's outputs.
 */
export class WirewatchStack extends Stack {
  constructor(scope: Construct, id: string, { config, code, ...props }: WirewatchStackProps) {
    super(scope, id, { description: 'Wirewatch: watches a news wire and alerts by topic', ...props });
    const { bucket } = new DropBucket(this, 'Drop');
    const { table, streamArn } = new StoryTable(this, 'Stories');
    const feed = new DropFeed(this, 'Feed', { bucket, prefix: DROP_PREFIX, readerTimeout: INTAKE_TIMEOUT });
    const alerts = new AlertsTopic(this, 'Alerts', { subscribers: config.subscribers });
    const operators = new OperatorsTopic(this, 'Operators', { operators: config.operators });
    const intake = new Intake(this, 'Intake', {
      code: code.intake,
      bucket,
      table,
      drops: feed.queue,
      maxConcurrency: INTAKE_CONCURRENCY,
    });
    const dispatch = new Dispatch(this, 'Dispatch', {
      code: code.dispatch,
      bucket,
      table,
      streamArn,
      topic: alerts.topic,
    });
    new Alarms(this, 'Alarms', {
      operators: operators.topic,
      intake: intake.function,
      dispatch: dispatch.function,
      alerts: alerts.topic,
      drops: feed.queue,
      deadLetters: feed.deadLetters,
      undelivered: feed.undelivered,
      silenceHours: config.silenceHours,
    });

    const folder = config.wires[0]?.prefixes[0] ?? DROP_PREFIX;
    this.tell('BucketName', 'The bucket that stories are dropped into', bucket.bucketName);
    this.tell(
      'DropCommand',
      'Drops a story',
      `aws s3 cp STORY.txt s3://${bucket.bucketName}/${folder} --region ${this.region}`,
    );
    this.tell('TableName', 'The table that holds stories and what was told', table.tableName);
    this.tell('SnsTopicArn', 'The SNS topic that alerts go to', alerts.topic.topicArn);
    this.tell('IntakeQueueUrl', 'What "wirewatch replay" takes in again goes here', feed.queue.queueUrl);
    this.tell('IntakeDeadLetterQueueUrl', 'Drops that intake gave up on', feed.deadLetters.queueUrl);
    this.tell('IntakeFunctionName', 'Reads and stores stories', intake.function.functionName);
    this.tell('DispatchFunctionName', 'Sends alerts', dispatch.function.functionName);
    this.tell('NextStep', 'What to do now', nextStep(config, this.stackName));
  }

  private tell(key: string, description: string, value: string): void {
    new CfnOutput(this, key, { description, value });
  }
}

/** What to do after the deployment, in one line. */
function nextStep({ subscribers, operators }: Config, stackName: string): string {
  const listen =
    subscribers.length > 0
      ? 'Everybody in the configuration confirms the mail from AWS.'
      : `Subscribe: npx wirewatch subscribe EMAIL --topic nato-missions --stack ${stackName}.`;
  const drop = `Then drop a story: npx wirewatch drop FILE --stack ${stackName}.`;
  const alarms = 'Nobody gets alarms yet: name operators in wirewatch.config.yaml and deploy again.';
  return operators.length > 0 ? `${listen} ${drop}` : `${listen} ${drop} ${alarms}`;
}
