import { describe, expect, test } from 'vitest';
import { permissionsOf } from './permissions-of.ts';
import { idOf, resourcesOf, templateOf } from './synthesised.ts';

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
