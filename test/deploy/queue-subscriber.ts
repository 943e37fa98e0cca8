import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { waitFor } from './commands.ts';
import { clientOptions } from './deployed-stack.ts';
import type { Emulator } from './emulator.ts';

const envelopeSchema = z.object({
  Message: z.string(),
  Subject: z.string(),
  MessageAttributes: z.record(z.string(), z.object({ Type: z.string(), Value: z.string() })),
});

/** A message as a queue gets it from the SNS topic. */
export interface Received {
  readonly subject: string;
  /** The message for machines, parsed. */
  readonly json: unknown;
  readonly kind: string;
  /** The address tokens that it went to. */
  readonly to: readonly string[];
}

/** A queue that is subscribed to the SNS topic with a filter policy, like a machine that listens in. */
export class QueueSubscriber {
  readonly #sqs: SQSClient;
  readonly #url: string;

  private constructor(sqs: SQSClient, url: string) {
    this.#sqs = sqs;
    this.#url = url;
  }

  static async open(emulator: Emulator, topicArn: string, name: string, to: readonly string[]) {
    const sqs = new SQSClient(clientOptions(emulator));
    const { QueueUrl: url } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
    if (url === undefined) throw new Error('The emulator made no queue.');
    const { Attributes: attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
    );
    await new SNSClient(clientOptions(emulator)).send(
      new SubscribeCommand({
        TopicArn: topicArn,
        Protocol: 'sqs',
        Endpoint: attributes?.QueueArn,
        Attributes: { FilterPolicy: JSON.stringify({ to }) },
      }),
    );
    return new QueueSubscriber(sqs, url);
  }

  /** The next message, taken off the queue. */
  next(what: string, seconds = 60): Promise<Received> {
    return waitFor(what, seconds, async () => (await this.#take())[0]);
  }

  /** What comes within a time, which should mostly be nothing. */
  async during(seconds: number): Promise<readonly Received[]> {
    const end = Date.now() + seconds * 1000;
    const got: Received[] = [];
    while (Date.now() < end) got.push(...(await this.#take()));
    return got;
  }

  async #take(): Promise<readonly Received[]> {
    const { Messages: messages = [] } = await this.#sqs.send(
      new ReceiveMessageCommand({ QueueUrl: this.#url, MaxNumberOfMessages: 1, WaitTimeSeconds: 1 }),
    );
    return Promise.all(
      messages.map(async ({ Body: body = '', ReceiptHandle: handle }) => {
        await this.#sqs.send(new DeleteMessageCommand({ QueueUrl: this.#url, ReceiptHandle: handle }));
        return receivedOf(body);
      }),
    );
  }
}

function receivedOf(body: string): Received {
  const envelope = envelopeSchema.parse(JSON.parse(body));
  const { kind, to } = envelope.MessageAttributes;
  return {
    subject: envelope.Subject,
    json: JSON.parse(envelope.Message),
    kind: kind?.Value ?? '',
    to: z.array(z.string()).parse(JSON.parse(to?.Value ?? '[]')),
  };
}
