import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isAlive, readRunning } from '../../local/running-file.ts';
import { makeStateDirectory, type StateDirectory, stateDirectory } from '../../local/state-directory.ts';
import { LOCAL_TABLE, openTable, tableClient } from '../../local/table.ts';
import { temporaryFolder, until } from './temporary.ts';

const KEY = { pk: { S: 'a' }, sk: { S: 'b' } };

async function newState(): Promise<StateDirectory> {
  const state = stateDirectory(await temporaryFolder());
  await makeStateDirectory(state);
  return state;
}

/** Another process that holds the state until it is killed. */
async function holder(state: StateDirectory): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', HOLDER, state.path], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child;
}
const HOLDER = fileURLToPath(new URL('./hold-state.ts', import.meta.url));

/** What a killed process leaves behind. */
async function staleLock(state: StateDirectory, port: number): Promise<void> {
  await mkdir(state.running);
  await writeFile(
    join(state.running, '7.json'),
    JSON.stringify({ pid: process.pid, port, token: 'gone', drop: '' }),
  );
}

describe('the table of the local run', () => {
  it('is there the next time, too', async () => {
    const state = await newState();
    const first = await openTable(state);
    await first.client.send(new PutItemCommand({ TableName: LOCAL_TABLE, Item: KEY }));
    await first.close();
    const second = await openTable(state);
    onTestFinished(() => second.close());
    const { Item } = await second.client.send(new GetItemCommand({ TableName: LOCAL_TABLE, Key: KEY }));
    expect(Item).toEqual(KEY);
  });

  it('can be reached by other processes that may read the state directory', async () => {
    const state = await newState();
    const table = await openTable(state);
    onTestFinished(() => table.close());
    await table.client.send(new PutItemCommand({ TableName: LOCAL_TABLE, Item: KEY }));
    const running = await readRunning(state.running);
    if (running === null) throw new Error('the state names no process');
    const client = tableClient(running);
    onTestFinished(() => client.destroy());
    const { Item } = await client.send(new GetItemCommand({ TableName: LOCAL_TABLE, Key: KEY }));
    expect(Item).toEqual(KEY);
    const stranger = tableClient({ ...running, token: 'guess' });
    onTestFinished(() => stranger.destroy());
    await expect(stranger.send(new GetItemCommand({ TableName: LOCAL_TABLE, Key: KEY }))).rejects.toThrow();
  });

  it('lets no web page in, though it runs on the same machine', async () => {
    const state = await newState();
    const table = await openTable(state);
    onTestFinished(() => table.close());
    const running = await readRunning(state.running);
    const status = (headers: Readonly<Record<string, string>>) =>
      new Promise((resolve) => {
        request({ host: '127.0.0.1', port: running?.port, method: 'POST', headers })
          .once('response', (response) => resolve(response.resume().statusCode))
          .end('{}');
      });
    const authorization = `AWS4-HMAC-SHA256 Credential=${running?.token}/20260402/local/dynamodb/aws4_request`;
    expect(await status({ authorization, origin: 'https://evil.example' })).toBe(403);
    expect(await status({})).toBe(403);
  });
});

describe('the lock on a state directory', () => {
  it('keeps a second process out, and says which one is in', async () => {
    const state = await newState();
    const child = await holder(state);
    await expect(openTable(state, { patience: 0 })).rejects.toThrow(
      `is in use by process ${child.pid}. Stop that first`,
    );
  });

  it('is taken over after kill -9', async () => {
    const state = await newState();
    const child = await holder(state);
    child.kill('SIGKILL');
    await until(() => child.signalCode);
    const table = await openTable(state, { patience: 0 });
    await table.close();
    const last = await readRunning(state.running);
    expect(last?.pid).toBe(process.pid);
    expect(last !== null && (await isAlive(last))).toBe(false);
  });

  it('is waited for a little', async () => {
    const state = await newState();
    const child = await holder(state);
    setTimeout(() => child.kill('SIGKILL'), 300);
    const table = await openTable(state, { patience: 5_000 });
    await table.close();
  });

  it('is not believed when the process it names is another one by now', async () => {
    const state = await newState();
    const other = createServer((socket) => socket.end('220 mail ready\r\n')).listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await staleLock(state, port);
    const table = await openTable(state, { patience: 0 });
    onTestFinished(() => table.close());
    expect((await readRunning(state.running))?.port).not.toBe(port);
    expect(await readdir(state.running)).toEqual(['8.json']);
  });

  it('goes to one of many that try at once', async () => {
    const state = await newState();
    await staleLock(state, 1);
    const tables = await Promise.allSettled(
      Array.from({ length: 5 }, () => openTable(state, { patience: 0 })),
    );
    const open = tables.filter((one) => one.status === 'fulfilled');
    expect(open).toHaveLength(1);
    for (const { value } of open) await value.close();
  });
});
