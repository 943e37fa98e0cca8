import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { INDEXES, TABLE } from '../table-keys.ts';

/** The table as `CreateTable` wants it: what the stack deploys, for the embedded store of the local run and tests. */
export function tableDefinition(name: string): CreateTableCommandInput {
  const keys = [TABLE, ...INDEXES].flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]);
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: 'S' as const })),
    KeySchema: keySchema(TABLE),
    GlobalSecondaryIndexes: INDEXES.map((index) => ({
      IndexName: index.name,
      KeySchema: keySchema(index),
      Projection: { ProjectionType: index.projection },
    })),
  };
}

function keySchema({ partitionKey, sortKey }: { readonly partitionKey: string; readonly sortKey: string }) {
  return [
    { AttributeName: partitionKey, KeyType: 'HASH' as const },
    { AttributeName: sortKey, KeyType: 'RANGE' as const },
  ];
}
