import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { createTable } from '../lambdas/aws/table-definition.ts';
import { listenOn } from './inbox-server.ts';
import { LocalFailure } from './local-failure.ts';
import { ALIVE_PATH, aliveAnswer, type Running, readRunning, takeLock } from './running-file.ts';
import type { StateDirectory } from './state-directory.ts';

/** The table of the local run is called so. */
export const LOCAL_TABLE = 'wirewatch';

/** How long to wait for another process, such as a command that reads, to let go of the state. */
const PATIENCE = 5_000;

/** The embedded store of this process, and a client for it. */
export interface LocalTable {
  readonly client: DynamoDBClient;
  /** What this process says of itself to those who may read the state. */
  readonly holder: Running & { readonly inboxToken: string };
  readonly close: () => Promise<void>;
}

/**
 * Opens the table kept in a state directory, which this process holds from then on, and makes it on first
 * use. Others reach it through the port and secret in the state's `running` folder.
 * `drop` is the folder that this process takes stories from.
 * Throws LocalFailure when another process holds the directory for longer than `patience` milliseconds.
 */
export async function openTable(
  state: StateDirectory,
  { drop = state.drop, patience = PATIENCE }: { readonly drop?: string; readonly patience?: number } = {},
): Promise<LocalTable> {
  const token = randomBytes(16).toString('hex');
  let store: Store | null = null;
  const door = createServer((request, response) => letIn(request, response, token, store));
  door.keepAliveTimeout = 60_000;
  const mine = {
    pid: process.pid,
    port: await listenOn(door, 0),
    token,
    drop,
    inboxToken: (await readRunning(state.running))?.inboxToken ?? randomBytes(16).toString('base64url'),
  };
  try {
    await waitForLock(state, mine, patience);
  } catch (error) {
    await closed(door);
    throw error;
  }
  // Only now: a second process on the same folder would crash.
  const opened = await openStore(state.table);
  store = opened;
  const client = tableClient(mine);
  await createTable(client, LOCAL_TABLE);
  return {
    client,
    holder: mine,
    close: async () => {
      client.destroy();
      await closed(door);
      await opened.close();
    },
  };
}

interface Store {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  readonly close: () => Promise<void>;
}

/** The store behind the door. Its own server has to listen, else it does not close properly; it refuses everybody. */
async function openStore(path: string): Promise<Store> {
  const server = dynalite({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  const handlers = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (_request, response) => response.writeHead(403).end());
  await listenOn(server, 0);
  return {
    handle: (request, response) => {
      for (const handler of handlers) handler.call(server, request, response);
    },
    close: () => closed(server),
  };
}

/** A client for the table of a running process. */
export function tableClient({ port, token }: Pick<Running, 'port' | 'token'>): DynamoDBClient {
  return new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'local',
    credentials: { accessKeyId: token, secretAccessKey: 'local' },
  });
}

/** Passes on what comes from this machine with the secret; a web page has no way to know that. */
function letIn(request: IncomingMessage, response: ServerResponse, token: string, store: Store | null): void {
  if (request.url === ALIVE_PATH) {
    response.writeHead(204, { 'x-wirewatch': aliveAnswer(token) }).end();
  } else if (request.headers.origin !== undefined || !credentialOf(request)?.startsWith(`${token}/`)) {
    response.writeHead(403).end();
  } else if (store === null) {
    response.writeHead(503).end();
  } else {
    store.handle(request, response);
  }
}

function credentialOf({ headers }: IncomingMessage): string | undefined {
  return /Credential=([^, ]{1,200})/u.exec(headers.authorization ?? '')?.[1];
}

async function waitForLock(state: StateDirectory, mine: Running, patience: number): Promise<void> {
  for (let waited = 0; ; waited += 200) {
    const holder = await takeLock(state.running, mine);
    if (holder === 'taken') return;
    if (waited >= patience) {
      const inbox = holder.inbox === undefined ? '' : ` Its inbox is ${holder.inbox}`;
      throw new LocalFailure(
        `${state.path} is in use by process ${holder.pid}. Stop that first (Ctrl-C), or name another folder with --state.${inbox}`,
      );
    }
    await sleep(200);
  }
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
