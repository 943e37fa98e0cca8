import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import {
  ConfirmSubscriptionCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  NotFoundException,
  SetSubscriptionAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { run } from '../fake-terminal.ts';

const TOPIC = 'arn:aws:sns:eu-north-1:111122223333:alerts';
const ARN = `${TOPIC}:one`;
const cloudFormation = mockClient(CloudFormationClient);
const dynamo = mockClient(DynamoDBClient);
const s3 = mockClient(S3Client);
const sns = mockClient(SNSClient);
const sqs = mockClient(SQSClient);

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'eu-north-1');
  for (const mock of [cloudFormation, dynamo, s3, sns, sqs]) mock.reset();
  const outputs = {
    BucketName: 'drops',
    TableName: 'stories',
    SnsTopicArn: TOPIC,
    IntakeQueueUrl: 'https://queue',
  };
  cloudFormation.on(DescribeStacksCommand).resolves({
    Stacks: [
      {
        StackName: 'Wirewatch',
        CreationTime: new Date(0),
        StackStatus: 'CREATE_COMPLETE',
        Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
      },
    ],
  });
  cloudFormation.on(ListStackResourcesCommand).resolves({ StackResourceSummaries: [] });
  dynamo.on(QueryCommand).resolves({ Items: [] });
  sns.on(ListSubscriptionsByTopicCommand).resolves({ Subscriptions: [] });
});

/** SNS has this subscription of desk@example.com. */
function subscribed(to: readonly string[], pending = false): void {
  sns.on(ListSubscriptionsByTopicCommand).resolves({
    Subscriptions: [
      {
        Endpoint: 'desk@example.com',
        Protocol: 'email',
        SubscriptionArn: pending ? 'PendingConfirmation' : ARN,
      },
    ],
  });
  sns.on(GetSubscriptionAttributesCommand).resolves({
    Attributes: {
      Endpoint: 'desk@example.com',
      Protocol: 'email',
      PendingConfirmation: String(pending),
      FilterPolicy: JSON.stringify({ to, wire: ['ritzau'] }),
    },
  });
}

/** The deployment's configuration made the subscription. */
function configured(): void {
  cloudFormation.on(ListStackResourcesCommand).resolves({
    StackResourceSummaries: [
      {
        ResourceType: 'AWS::SNS::Subscription',
        LogicalResourceId: 'Email1',
        PhysicalResourceId: ARN,
        LastUpdatedTimestamp: new Date(0),
        ResourceStatus: 'CREATE_COMPLETE',
      },
    ],
  });
}

function recorded(tokens: readonly string[]): void {
  const record = {
    endpoint: 'desk@example.com',
    protocol: 'email',
    arn: ARN,
    tokens,
    at: '2026-04-01T00:00:00.000Z',
  };
  dynamo
    .on(QueryCommand, { ExpressionAttributeValues: { ':pk': { S: 'SUBSCRIPTION' } } })
    .resolves({ Items: [marshall(record)] });
}

describe('subscribe', () => {
  test('makes one subscription with its filter from the start, and says how to confirm it', async () => {
    sns.on(SubscribeCommand).resolves({ SubscriptionArn: ARN });
    sns.on(GetSubscriptionAttributesCommand).resolves({
      Attributes: {
        Endpoint: 'desk@example.com',
        Protocol: 'email',
        PendingConfirmation: 'true',
        FilterPolicy: '{"to":["nato-missions/now"]}',
      },
    });
    const { exit, out } = await run(['subscribe', 'desk@example.com', '--topic', 'nato-missions']);
    expect(exit).toBe(0);
    expect(sns.commandCalls(SubscribeCommand)[0]?.args[0].input).toEqual({
      TopicArn: TOPIC,
      Protocol: 'email',
      Endpoint: 'desk@example.com',
      Attributes: { FilterPolicy: '{"to":["nato-missions/now"]}' },
      ReturnSubscriptionArn: true,
    });
    expect(dynamo.commandCalls(PutItemCommand)).toHaveLength(1);
    expect(out).toContain('Subscription Confirmation');
    expect(out).toContain('wirewatch confirm');
  });

  test('adds to the filter of an address that is subscribed, and keeps the rest of it', async () => {
    subscribed(['nato-missions/now']);
    const { exit, out } = await run([
      'subscribe',
      'Desk@example.com',
      '--topic',
      'drones',
      '--briefing',
      'morning',
    ]);
    expect(exit).toBe(0);
    expect(sns.commandCalls(SubscribeCommand)).toHaveLength(0);
    const { AttributeValue = '' } =
      sns.commandCalls(SetSubscriptionAttributesCommand)[0]?.args[0].input ?? {};
    expect(JSON.parse(AttributeValue)).toEqual({
      to: ['briefing/morning', 'drones/now', 'nato-missions/now'],
      wire: ['ritzau'],
    });
    expect(out).toContain('15 minutes');
  });

  test('leaves an address of the configuration alone, and says where to change it', async () => {
    subscribed(['nato-missions/now']);
    configured();
    const { exit, err } = await run(['subscribe', 'desk@example.com', '--topic', 'drones']);
    expect(exit).toBe(1);
    expect(err).toContain('wirewatch.config.yaml');
    expect(sns.commandCalls(SetSubscriptionAttributesCommand)).toHaveLength(0);
  });

  test('refuses a topic that there is not, and an address that is none', async () => {
    expect(await run(['subscribe', 'desk@example.com', '--topic', 'natoo'])).toMatchObject({
      exit: 1,
      err: expect.stringContaining('There are: '),
    });
    expect((await run(['subscribe', 'desk', '--topic', 'drones'])).exit).toBe(2);
    expect((await run(['subscribe', 'desk@example.com'])).exit).toBe(2);
    expect(sns.commandCalls(SubscribeCommand)).toHaveLength(0);
  });
});

describe('subscriptions', () => {
  test('shows who has not confirmed with what was asked for, although SNS does not list it', async () => {
    subscribed(['nato-missions/now'], true);
    recorded(['nato-missions/now']);
    const { exit, json } = await run(['subscriptions', '--json']);
    expect(exit).toBe(0);
    expect(json()).toEqual([
      expect.objectContaining({
        endpoint: 'desk@example.com',
        status: 'pending',
        tokens: ['nato-missions/now'],
      }),
    ]);
  });

  test('shows as lost what SNS has forgotten', async () => {
    recorded(['drones/now']);
    sns
      .on(GetSubscriptionAttributesCommand)
      .rejects(new NotFoundException({ message: 'gone', $metadata: {} }));
    expect((await run(['subscriptions', '--json'])).json()).toEqual([
      expect.objectContaining({ endpoint: 'desk@example.com', status: 'lost', tokens: ['drones/now'] }),
    ]);
  });
});

describe('unsubscribe and confirm', () => {
  test('takes one topic away, or the whole subscription', async () => {
    subscribed(['drones/now', 'nato-missions/now']);
    expect((await run(['unsubscribe', 'desk@example.com', '--topic', 'drones'])).out).toContain(
      'nato-missions',
    );
    expect(sns.commandCalls(UnsubscribeCommand)).toHaveLength(0);
    expect((await run(['unsubscribe', 'desk@example.com'])).exit).toBe(0);
    expect(sns.commandCalls(UnsubscribeCommand)[0]?.args[0].input).toEqual({ SubscriptionArn: ARN });
  });

  test('confirms so that only the owner can unsubscribe', async () => {
    sns.on(ConfirmSubscriptionCommand).resolves({ SubscriptionArn: ARN });
    const link = `https://sns.eu-north-1.amazonaws.com/confirmation.html?TopicArn=${TOPIC}&Token=abc&Endpoint=x`;
    expect(await run(['confirm', link])).toMatchObject({ exit: 0, out: `Confirmed. ${ARN}` });
    expect(sns.commandCalls(ConfirmSubscriptionCommand)[0]?.args[0].input).toEqual({
      TopicArn: TOPIC,
      Token: 'abc',
      AuthenticateOnUnsubscribe: 'true',
    });
    expect((await run(['confirm', link.replace('alerts', 'other')])).exit).toBe(1);
    expect((await run(['confirm', 'https://example.com'])).exit).toBe(2);
  });
});

describe('replay', () => {
  test('hands over what came since then, newest versions only, page by page', async () => {
    const version = (Key: string, LastModified: string, IsLatest = true) => ({
      Key,
      VersionId: `v-${Key}`,
      LastModified: new Date(LastModified),
      IsLatest,
    });
    s3.on(ListObjectVersionsCommand)
      .resolvesOnce({
        Versions: [
          version('incoming/a', '2026-04-02T11:00Z'),
          version('incoming/a', '2026-04-02T10:59Z', false),
        ],
        IsTruncated: true,
        NextKeyMarker: 'incoming/a',
        NextVersionIdMarker: 'x',
      })
      .resolvesOnce({
        Versions: [version('incoming/b', '2026-04-01T11:00Z'), version('incoming/c', '2026-04-02T11:30Z')],
      });
    sqs.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [] });
    const { exit, json } = await run(['replay', '--since', '2h', '--json']);
    expect(exit).toBe(0);
    expect(json()).toEqual([{ schema: 1, objects: 2, last: 'incoming/c', interrupted: false }]);
    const bodies = sqs
      .commandCalls(SendMessageBatchCommand)
      .flatMap(({ args }) => args[0].input.Entries ?? [])
      .map(({ MessageBody = '' }) => JSON.parse(MessageBody).detail.object);
    expect(bodies).toEqual([
      { key: 'incoming/a', 'version-id': 'v-incoming/a' },
      { key: 'incoming/c', 'version-id': 'v-incoming/c' },
    ]);
  });

  const listing = (count: number) => ({
    Versions: Array.from({ length: count }, (_, index) => ({
      Key: `incoming/${String(index).padStart(3, '0')}`,
      VersionId: 'v',
      LastModified: new Date('2026-04-02T11:30Z'),
      IsLatest: true,
    })),
  });
  const handedOver = () =>
    sqs
      .commandCalls(SendMessageBatchCommand)
      .flatMap(({ args }) => args[0].input.Entries ?? [])
      .map(({ MessageBody = '' }) => JSON.parse(MessageBody).detail.object.key);

  test('that is interrupted says how to go on, and then takes the rest, no faster than it may', async () => {
    s3.on(ListObjectVersionsCommand).resolves(listing(25));
    sqs.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [] });
    let stop = () => {};
    const waits: number[] = [];
    const first = await run(['replay', '--since', '2h', '--pace', '5'], {
      onInterrupt: (work) => {
        stop = work;
        return () => undefined;
      },
      sleep: async (milliseconds) => {
        waits.push(milliseconds);
        stop();
      },
    });
    expect(first.exit).toBe(3);
    expect(waits).toEqual([1000]);
    expect(first.err).toContain('--since 2026-04-02T10:00:00.000Z --after "incoming/004"');
    const rest = ['--since', '2026-04-02T10:00:00.000Z', '--after', 'incoming/004'];
    expect((await run(['replay', ...rest])).out).toBe('20 objects taken in again.');
    expect(handedOver()).toEqual(listing(25).Versions.map(({ Key }) => Key));
  });

  test('that fails half-way says how to go on', async () => {
    s3.on(ListObjectVersionsCommand).resolves(listing(25));
    sqs
      .on(SendMessageBatchCommand)
      .resolvesOnce({ Successful: [], Failed: [] })
      .resolves({ Successful: [], Failed: [{ Id: '1', SenderFault: false, Code: 'Throttled' }] });
    const { exit, err } = await run(['replay', '--since', '2h']);
    expect(exit).toBe(3);
    expect(err).toContain('--after "incoming/009"');
    expect(err).toContain('did not take 1 of 10 objects');
  });
});

describe('what goes wrong', () => {
  test('says that there is no such deployment, and what to do', async () => {
    cloudFormation.on(DescribeStacksCommand).rejects(new Error('Stack with id Nope does not exist'));
    const { exit, err } = await run(['stories', '--stack', 'Nope']);
    expect({ exit, err }).toEqual({
      exit: 3,
      err: expect.stringContaining('There is no stack "Nope" in eu-north-1. Deploy it with "npx cdk deploy"'),
    });
  });

  test('says that credentials are missing, without a stack trace', async () => {
    const error = Object.assign(new Error('Could not load credentials'), {
      name: 'CredentialsProviderError',
    });
    cloudFormation.on(DescribeStacksCommand).rejects(error);
    const { exit, err } = await run(['stories']);
    expect(exit).toBe(3);
    expect(err).toContain('No AWS credentials were found');
    expect(err).not.toMatch(/\n\s+at /u);
  });
});
