import { PublishCommand, SNSClient, SNSServiceException } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { SnsPublisher } from '../../lambdas/aws/sns-publisher.ts';

const sns = mockClient(SNSClient);
beforeEach(() => {
  sns.reset();
});

const message = {
  subject: '[Nato] Frigate leaves',
  plainSubject: '[Nato] Frigate leaves',
  email: 'mail',
  sms: 'line',
  json: '{"schema":1}',
  kind: 'new',
  attributes: { to: ['nato/now', 'all/now'], urgency: 4, kind: 'new' },
} as const;
const publisher = new SnsPublisher(new SNSClient({ region: 'eu-west-1' }), 'arn:topic');

function failing(name: string): SNSServiceException {
  return new SNSServiceException({ name, $fault: 'client', $metadata: {}, message: name });
}

describe('a message', () => {
  it('goes out with a text for mail, one for phones and JSON for machines', async () => {
    sns.on(PublishCommand).resolves({ MessageId: 'm1' });
    expect(await publisher.publish(message)).toEqual({ kind: 'published', messageId: 'm1' });
    const input = sns.commandCalls(PublishCommand)[0]?.args[0].input;
    expect(input).toMatchObject({
      TopicArn: 'arn:topic',
      Subject: message.subject,
      MessageStructure: 'json',
    });
    expect(JSON.parse(input?.Message ?? '')).toEqual({ default: '{"schema":1}', email: 'mail', sms: 'line' });
    expect(input?.MessageAttributes).toEqual({
      to: { DataType: 'String.Array', StringValue: '["nato/now","all/now"]' },
      urgency: { DataType: 'Number', StringValue: '4' },
      kind: { DataType: 'String', StringValue: 'new' },
    });
  });

  it('that SNS will never take is refused; any other failure is worth another try', async () => {
    sns
      .on(PublishCommand)
      .rejectsOnce(failing('InvalidParameter'))
      .rejectsOnce(failing('Throttled'))
      .rejectsOnce('socket');
    expect(await publisher.publish(message)).toEqual({ kind: 'refused', reason: 'InvalidParameter' });
    expect(await publisher.publish(message)).toEqual({ kind: 'failed', reason: 'Throttled' });
    expect((await publisher.publish(message)).kind).toBe('failed');
  });
});
