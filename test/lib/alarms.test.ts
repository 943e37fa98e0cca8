import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { idOf, type Resource, resourcesOf, templateOf } from './synthesised.ts';

const template = templateOf({ silenceHours: 6 });
const alarms = Object.values(resourcesOf(template, 'AWS::CloudWatch::Alarm'));
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** The statements of the policy that is attached to a queue or an SNS topic. */
function policyOf(type: string, list: string, id: string): readonly Record<string, unknown>[] {
  const policies = Object.values(resourcesOf(template, type)).filter((policy: Resource) =>
    JSON.stringify(policy.Properties[list]).includes(`{"Ref":"${id}"}`),
  );
  expect(policies).toHaveLength(1);
  return JSON.parse(JSON.stringify(policies[0]?.Properties.PolicyDocument)).Statement;
}

describe('the way of an alarm to the operators', () => {
  const operators = idOf(template, 'AWS::SNS::Topic', 'Operators');

  test('begins at the same SNS topic for all, when it is raised and when it is over', () => {
    expect(alarms.length).toBeGreaterThan(8);
    for (const { Properties } of alarms) {
      expect(Properties.AlarmActions).toEqual([{ Ref: operators }]);
      expect(Properties.OKActions).toEqual([{ Ref: operators }]);
    }
  });

  test('is open: CloudWatch of this account may publish, and no key stands in the way', () => {
    expect(policyOf('AWS::SNS::TopicPolicy', 'Topics', operators)).toContainEqual({
      Sid: 'AlarmsMayPublish',
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: { Ref: operators },
      Condition: {
        StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
        ArnLike: { 'aws:SourceArn': expect.anything() },
      },
    });
    const topic = resourcesOf(template, 'AWS::SNS::Topic')[operators];
    expect(topic?.Properties).not.toHaveProperty('KmsMasterKeyId');
  });
});

test('the way of a drop is open: the rule may send to its queue and its dead-letter queue, without a key', () => {
  const ruleId = idOf(template, 'AWS::Events::Rule', 'Feed');
  const rule = resourcesOf(template, 'AWS::Events::Rule')[ruleId];
  const queue = idOf(template, 'AWS::SQS::Queue', 'FeedQueue');
  const undelivered = idOf(template, 'AWS::SQS::Queue', 'FeedUndelivered');
  expect(rule?.Properties.EventPattern).toEqual({
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: {
      bucket: { name: [{ Ref: idOf(template, 'AWS::S3::Bucket', 'Drop') }] },
      object: { key: [{ prefix: 'incoming/' }] },
    },
  });
  expect(rule?.Properties.Targets).toMatchObject([
    { Arn: arnOf(queue), DeadLetterConfig: { Arn: arnOf(undelivered) } },
  ]);
  for (const id of [queue, undelivered]) {
    expect(policyOf('AWS::SQS::QueuePolicy', 'Queues', id)).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: expect.toSatisfy((action: unknown) => [action].flat().includes('sqs:SendMessage')),
        Resource: arnOf(id),
        Condition: { ArnEquals: { 'aws:SourceArn': arnOf(ruleId) } },
      }),
    );
  }
  for (const { Properties } of Object.values(resourcesOf(template, 'AWS::SQS::Queue'))) {
    expect(Properties.SqsManagedSseEnabled).toBe(true);
    expect(Properties).not.toHaveProperty('KmsMasterKeyId');
  }
});

describe('alarms', () => {
  test('cover both dead-letter queues', () => {
    const watched = alarms
      .filter(({ Properties }) => Properties.MetricName === 'ApproximateNumberOfMessagesVisible')
      .map(({ Properties }) => JSON.stringify(Properties.Dimensions));
    expect(watched.some((dimensions) => dimensions.includes('FeedDeadLetters'))).toBe(true);
    expect(watched.some((dimensions) => dimensions.includes('FeedUndelivered'))).toBe(true);
  });

  test('hear silence: no story for the configured hours, and no data is silence, too', () => {
    const silence = alarms.find(({ Properties }) => Properties.MetricName === 'StoriesRead');
    expect(silence?.Properties).toMatchObject({
      Namespace: 'Wirewatch',
      Dimensions: [{ Name: 'service', Value: 'Wirewatch' }],
      Period: 3600,
      EvaluationPeriods: 6,
      Statistic: 'Sum',
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
  });

  test('look back no further than CloudWatch can, even for the longest silence', () => {
    const longest = resourcesOf(templateOf({ silenceHours: 168 }), 'AWS::CloudWatch::Alarm');
    for (const { Properties } of Object.values(longest)) {
      const [period, periods] = [Number(Properties.Period), Number(Properties.EvaluationPeriods)];
      expect(period * periods).toBeLessThanOrEqual(period < 3600 ? 86_400 : 604_800);
    }
  });

  test('each lead to a heading of the runbook, and each heading to an alarm', () => {
    const runbook = readFileSync(new URL('../../docs/operators.md', import.meta.url), 'utf8');
    const [, alarmPart = ''] = runbook.split(/^## Alarms$/mu);
    const headings = [...(alarmPart.split(/^## /mu)[0] ?? '').matchAll(/^### (.+)$/gmu)].map((found) =>
      String(found[1]).toLowerCase(),
    );
    const anchors = alarms.map(
      ({ Properties }) => /docs\/operators\.md#(\w+)$/u.exec(String(Properties.AlarmDescription))?.[1],
    );
    expect([...headings].sort()).toEqual([...anchors].sort());
  });
});
