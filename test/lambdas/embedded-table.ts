import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { createTable } from '../../lambdas/aws/table-definition.ts';

/** An embedded DynamoDB for tests; each call of `newTable` makes an empty table in it. */
export interface EmbeddedTables {
  readonly client: DynamoDBClient;
  readonly newTable: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Starts one in memory, or in a folder. */
export async function embeddedTables(path?: string): Promise<EmbeddedTables> {
  const options = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
  const server = dynalite(path === undefined ? options : { ...options, path });
  // Else a connection that lay idle for five seconds is cut just when it is used again.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${portOf(server)}`,
    region: 'local',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  let tables = 0;
  return {
    client,
    newTable: async () => {
      tables += 1;
      const name = `table-${tables}`;
      await createTable(client, name);
      return name;
    },
    close: async () => {
      client.destroy();
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
