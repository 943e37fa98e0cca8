import {
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  paginateQuery,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { Token } from '../../core/alert/message.ts';

/**
 * What the command line remembers of a subscription that it made. SNS tells neither the name nor the filter of
 * one that waits for confirmation, and forgets those that were never confirmed.
 */
export interface SubscriptionRecord {
  readonly endpoint: string;
  readonly protocol: string;
  readonly arn: string;
  readonly tokens: readonly Token[];
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** The records, in the deployment's table. */
export interface SubscriptionRecords {
  readonly list: () => Promise<readonly SubscriptionRecord[]>;
  readonly put: (record: SubscriptionRecord) => Promise<void>;
  readonly remove: (protocol: string, endpoint: string) => Promise<void>;
}

const PARTITION = 'SUBSCRIPTION';
const SCHEMA = 1;

const recordSchema = z.object({
  endpoint: z.string(),
  protocol: z.string(),
  arn: z.string(),
  tokens: z.array(z.string()),
  at: z.string(),
});

export function tableSubscriptionRecords(client: DynamoDBClient, table: string): SubscriptionRecords {
  const key = (protocol: string, endpoint: string) => ({
    pk: PARTITION,
    sk: `${protocol}#${endpoint.toLowerCase()}`,
  });
  return {
    list: async () => {
      const records: SubscriptionRecord[] = [];
      const query = {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: PARTITION } },
      };
      for await (const page of paginateQuery({ client }, query)) {
        for (const item of page.Items ?? []) records.push(recordSchema.parse(unmarshall(item)));
      }
      return records;
    },
    put: async (record) => {
      const item = {
        ...key(record.protocol, record.endpoint),
        type: 'subscription',
        schema: SCHEMA,
        ...record,
      };
      await client.send(new PutItemCommand({ TableName: table, Item: marshall(item) }));
    },
    remove: async (protocol, endpoint) => {
      await client.send(new DeleteItemCommand({ TableName: table, Key: marshall(key(protocol, endpoint)) }));
    },
  };
}
