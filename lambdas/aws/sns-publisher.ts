import {
  type MessageAttributeValue,
  PublishCommand,
  type SNSClient,
  SNSServiceException,
} from '@aws-sdk/client-sns';
import type { AttributeValue, OutgoingMessage } from '../../core/alert/message.ts';
import type { Publisher, PublishResult } from '../../core/ports.ts';

/** What SNS answers to a message that it will never take; everything else is worth another try. */
const REFUSALS = new Set([
  'InvalidParameter',
  'InvalidParameterException',
  'ParameterValueInvalid',
  'ValidationException',
]);

/** Publishes to one SNS topic, with a text for each protocol. */
export class SnsPublisher implements Publisher {
  readonly #client: Pick<SNSClient, 'send'>;
  readonly #topicArn: string;

  constructor(client: Pick<SNSClient, 'send'>, topicArn: string) {
    this.#client = client;
    this.#topicArn = topicArn;
  }

  publish = async (message: OutgoingMessage): Promise<PublishResult> => {
    try {
      const { MessageId } = await this.#client.send(new PublishCommand(inputOf(message, this.#topicArn)));
      return { kind: 'published', messageId: MessageId ?? '' };
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'unknown';
      const refused = error instanceof SNSServiceException && REFUSALS.has(error.name);
      return { kind: refused ? 'refused' : 'failed', reason };
    }
  };
}

function inputOf({ subject, email, sms, json, attributes }: OutgoingMessage, topicArn: string) {
  // Queues, webhooks and functions get the default.
  const texts = { default: json, email, sms };
  return {
    TopicArn: topicArn,
    Subject: subject,
    MessageStructure: 'json',
    Message: JSON.stringify(texts),
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, attributeOf(value)]),
    ),
  };
}

function attributeOf(value: AttributeValue): MessageAttributeValue {
  if (typeof value === 'string') return { DataType: 'String', StringValue: value };
  if (typeof value === 'number') return { DataType: 'Number', StringValue: String(value) };
  return { DataType: 'String.Array', StringValue: JSON.stringify(value) };
}
