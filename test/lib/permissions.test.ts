import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { idOf, resourcesOf, templateOf } from './synthesised.ts';

/** Names of resources as the test writes them: `Drop.Arn` for the bucket's ARN. */
function named(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(named).join('');
  if (typeof value !== 'object' || value === null) throw new Error(`unexpected ${JSON.stringify(value)}`);
  const [kind, inside] = Object.entries(value)[0] ?? [];
  if (kind === 'Fn::GetAtt' && Array.isArray(inside)) return `{${inside.join('.')}}`;
  if (kind === 'Fn::Join' && Array.isArray(inside)) return named(inside[1]);
  if (kind === 'Ref') return `{${String(inside)}}`;
  throw new Error(`unexpected ${JSON.stringify(value)}`);
}

/** Everything a function may do, as `action on resource`, sorted. */
function permissionsOf(template: Template, start: string): readonly string[] {
  const role = resourcesOf(template, 'AWS::IAM::Role')[idOf(template, 'AWS::IAM::Role', start)];
  expect(Object.keys(role?.Properties ?? {}).sort()).toEqual(['AssumeRolePolicyDocument', 'Policies']);
  const statements = JSON.parse(JSON.stringify(role?.Properties.Policies)).flatMap(
    (policy: { PolicyDocument: { Statement: object[] } }) => policy.PolicyDocument.Statement,
  );
  return statements
    .flatMap((statement: { Effect: string; Action: string | string[]; Resource: unknown }) => {
      expect(Object.keys(statement).sort()).toEqual(['Action', 'Effect', 'Resource']);
      expect(statement.Effect).toBe('Allow');
      const resources = Array.isArray(statement.Resource) ? statement.Resource : [statement.Resource];
      return [statement.Action]
        .flat()
        .flatMap((action) => resources.map((resource) => `${action} on ${named(resource)}`));
    })
    .sort();
}

describe('least privilege', () => {
  const template = templateOf();
  const bucket = idOf(template, 'AWS::S3::Bucket', 'Drop');
  const table = idOf(template, 'AWS::DynamoDB::Table', 'Stories');
  const queue = idOf(template, 'AWS::SQS::Queue', 'FeedQueue');
  const topic = idOf(template, 'AWS::SNS::Topic', 'Alerts');
  const log = (start: string) => idOf(template, 'AWS::Logs::LogGroup', start);

  test('intake may do exactly this', () => {
    expect(permissionsOf(template, 'Intake')).toEqual(
      [
        `dynamodb:BatchWriteItem on {${table}.Arn}`,
        `dynamodb:GetItem on {${table}.Arn}`,
        `dynamodb:PutItem on {${table}.Arn}`,
        `dynamodb:Query on {${table}.Arn}`,
        `logs:CreateLogStream on {${log('Intake')}.Arn}`,
        `logs:PutLogEvents on {${log('Intake')}.Arn}`,
        `s3:GetObject on {${bucket}.Arn}/incoming/*`,
        `s3:GetObject on {${bucket}.Arn}/topics/*`,
        `s3:GetObjectVersion on {${bucket}.Arn}/incoming/*`,
        `s3:ListBucket on {${bucket}.Arn}`,
        `sqs:DeleteMessage on {${queue}.Arn}`,
        `sqs:GetQueueAttributes on {${queue}.Arn}`,
        `sqs:ReceiveMessage on {${queue}.Arn}`,
      ].sort(),
    );
  });

  test('dispatch may do exactly this', () => {
    expect(permissionsOf(template, 'Dispatch')).toEqual(
      [
        'dynamodb:ListStreams on *',
        `dynamodb:BatchGetItem on {${table}.Arn}`,
        `dynamodb:DescribeStream on {${table}.StreamArn}`,
        `dynamodb:GetItem on {${table}.Arn}`,
        `dynamodb:GetRecords on {${table}.StreamArn}`,
        `dynamodb:GetShardIterator on {${table}.StreamArn}`,
        `dynamodb:PutItem on {${table}.Arn}`,
        `dynamodb:Query on {${table}.Arn}`,
        `dynamodb:Query on {${table}.Arn}/index/gsi1`,
        `dynamodb:Query on {${table}.Arn}/index/gsi2`,
        `dynamodb:UpdateItem on {${table}.Arn}`,
        `logs:CreateLogStream on {${log('Dispatch')}.Arn}`,
        `logs:PutLogEvents on {${log('Dispatch')}.Arn}`,
        `s3:GetObject on {${bucket}.Arn}/topics/*`,
        `s3:GetObjectVersion on {${bucket}.Arn}/incoming/*`,
        `s3:ListBucket on {${bucket}.Arn}`,
        `sns:Publish on {${topic}}`,
      ].sort(),
    );
  });

  test('no other role or policy exists, and only Lambda may take these', () => {
    expect(Object.keys(resourcesOf(template, 'AWS::IAM::Role'))).toHaveLength(2);
    expect(Object.keys(resourcesOf(template, 'AWS::IAM::Policy'))).toEqual([]);
    expect(Object.keys(resourcesOf(template, 'AWS::IAM::ManagedPolicy'))).toEqual([]);
    for (const role of Object.values(resourcesOf(template, 'AWS::IAM::Role'))) {
      expect(role.Properties.AssumeRolePolicyDocument).toEqual({
        Version: '2012-10-17',
        Statement: [
          { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
        ],
      });
    }
  });
});
