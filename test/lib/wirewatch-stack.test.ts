import { Validations } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { appWith, idOf, resourcesOf, templateOf } from './synthesised.ts';

const PEOPLE = {
  operators: ['ops@example.org'],
  subscribers: [
    { email: 'anna@example.org', topics: 'all', delivery: ['now'] },
    { email: 'Bo@example.org', topics: ['nato-missions'], delivery: ['now', 'test', 'morning'] },
  ],
} as const;

describe('a deployment', () => {
  const template = templateOf(PEOPLE);

  test('passes the AWS Solutions checks', () => {
    const { app } = appWith(PEOPLE);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).not.toThrow();
  });

  test('needs no custom resource, and no function but its own two', () => {
    const types = Object.values<{ Type: string }>(template.toJSON().Resources).map(({ Type }) => Type);
    expect(types.filter((type) => type.includes('Custom'))).toEqual([]);
    template.resourceCountIs('AWS::Lambda::Function', 2);
  });

  test('names nothing, so that several live in one account and region', () => {
    const named = Object.entries<{ Properties?: object }>(template.toJSON().Resources).flatMap(
      ([id, { Properties }]) =>
        Object.entries(Properties ?? {})
          .filter(([, value]) => typeof value === 'string')
          .map(([key]) => key)
          .filter((key) => /^(?:Bucket|Table|Queue|Topic|Function|Role|Alarm|LogGroup)?Name$/u.test(key))
          .map((key) => `${id}.${key}`),
    );
    expect(named).toEqual([]);
    const metrics = (stackName: string) =>
      Object.values(resourcesOf(templateOf({}, stackName), 'AWS::CloudWatch::Alarm'))
        .filter(({ Properties }) => Properties.Namespace === 'Wirewatch')
        .map(({ Properties }) => Properties.Dimensions);
    expect(metrics('Desk')).toEqual(Array(6).fill([{ Name: 'service', Value: 'Desk' }]));
    expect(metrics('Night')).toEqual(Array(6).fill([{ Name: 'service', Value: 'Night' }]));
  });

  test('encrypts, versions and closes the bucket, keeps it, and tells EventBridge of new objects', () => {
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        VersioningConfiguration: { Status: 'Enabled' },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      },
    });
  });

  test('keeps the table, its point-in-time recovery, its stream and the time items live', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      },
    });
  });

  test('lets nobody reach bucket, queues or SNS topics without TLS', () => {
    const policies = ['AWS::S3::BucketPolicy', 'AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy'].flatMap(
      (type) => Object.values(resourcesOf(template, type)),
    );
    expect(policies).toHaveLength(6);
    for (const policy of policies) {
      expect(JSON.stringify(policy)).toMatch(
        /"Condition":\{"Bool":\{"aws:SecureTransport":"false"\}\},"Effect":"Deny"/u,
      );
    }
  });

  test('runs both functions on nodejs24.x and arm64, with log groups that forget', () => {
    for (const { Properties } of Object.values(resourcesOf(template, 'AWS::Lambda::Function'))) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
      });
      expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
      expect(Properties.LoggingConfig).toMatchObject({
        LogFormat: 'JSON',
        LogGroup: { Ref: expect.any(String) },
      });
    }
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
  });

  test('tells the functions where things are', () => {
    const environment = (start: string) => {
      const functions = resourcesOf(template, 'AWS::Lambda::Function');
      return functions[idOf(template, 'AWS::Lambda::Function', start)]?.Properties.Environment;
    };
    const own = {
      WIREWATCH_TABLE: { Ref: idOf(template, 'AWS::DynamoDB::Table', 'Stories') },
      WIREWATCH_BUCKET: { Ref: idOf(template, 'AWS::S3::Bucket', 'Drop') },
      POWERTOOLS_SERVICE_NAME: 'Wirewatch',
      POWERTOOLS_METRICS_NAMESPACE: 'Wirewatch',
    };
    const topic = { WIREWATCH_SNS_TOPIC: { Ref: idOf(template, 'AWS::SNS::Topic', 'Alerts') } };
    expect(environment('Intake')).toEqual({ Variables: own });
    expect(environment('Dispatch')).toEqual({ Variables: { ...own, ...topic } });
  });

  test('takes drops in batches, each failure by itself, and only so many at once', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [idOf(template, 'AWS::SQS::Queue', 'FeedQueue'), 'Arn'] },
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 5 },
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: 360,
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': [idOf(template, 'AWS::SQS::Queue', 'FeedDead'), 'Arn'] },
        maxReceiveCount: 5,
      },
    });
  });

  test('is woken by heads that became due, and every minute', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [idOf(template, 'AWS::DynamoDB::Table', 'Stories'), 'StreamArn'] },
      StartingPosition: 'LATEST',
      MaximumRetryAttempts: 2,
      MaximumRecordAgeInSeconds: 60,
      FilterCriteria: {
        Filters: [
          { Pattern: '{"dynamodb":{"NewImage":{"type":{"S":["head"]},"due":{"S":[{"exists":true}]}}}}' },
        ],
      },
    });
    template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)' });
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0 });
  });

  test('tells a newcomer where to go', () => {
    expect(Object.keys(template.toJSON().Outputs).sort()).toEqual([
      'BucketName',
      'DispatchFunctionName',
      'DropCommand',
      'IntakeDeadLetterQueueUrl',
      'IntakeFunctionName',
      'IntakeQueueUrl',
      'NextStep',
      'SnsTopicArn',
      'TableName',
    ]);
    template.hasOutput('DropCommand', {
      Value: {
        'Fn::Join': ['', Match.arrayWith(['aws s3 cp STORY.txt s3://', '/incoming/ritzau/ --region '])],
      },
    });
    templateOf().hasOutput('NextStep', {
      Value: Match.stringLikeRegexp('subscribe EMAIL .*--stack Wirewatch'),
    });
  });
});

describe('subscriptions from the configuration', () => {
  const subscriptions = (config: Parameters<typeof templateOf>[0]) =>
    resourcesOf(templateOf(config), 'AWS::SNS::Subscription');

  test('are one for each address, filtered, and kept', () => {
    const all = Object.values(subscriptions(PEOPLE));
    expect(all.map(({ Properties }) => [Properties.Endpoint, Properties.FilterPolicy])).toEqual([
      ['anna@example.org', { to: ['all/now'] }],
      ['Bo@example.org', { to: ['briefing/morning', 'nato-missions/now', 'nato-missions/test'] }],
      ['ops@example.org', undefined],
    ]);
    for (const { DeletionPolicy, UpdateReplacePolicy, Properties } of all) {
      expect(Properties.Protocol).toBe('email');
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
    }
  });

  test('are the same whatever their order and however their letters are written', () => {
    const [anna, bo] = PEOPLE.subscribers;
    const ids = (subscribers: readonly (typeof anna | typeof bo)[]) =>
      Object.keys(subscriptions({ subscribers })).sort();
    expect(ids([bo, anna])).toEqual(ids([anna, bo]));
    expect(Object.keys(subscriptions({ subscribers: [{ ...bo, email: 'bo@EXAMPLE.org' }] }))).toEqual(
      Object.keys(subscriptions({ subscribers: [bo] })),
    );
  });

  test('are none without a configuration', () => {
    expect(subscriptions({})).toEqual({});
  });
});
