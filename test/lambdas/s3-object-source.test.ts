import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { S3ObjectSource } from '../../lambdas/aws/s3-object-source.ts';

/** What a bucket answers to a path; everything else is not there. */
const ANSWERS: Readonly<Record<string, { readonly status: number; readonly body: string }>> = {
  '/drops/incoming/a%20b%2Bc%C3%A6.txt?versionId=v2': { status: 200, body: 'text' },
  '/drops/large.txt': { status: 200, body: 'x'.repeat(5_000_000) },
  '/drops/gone.txt?versionId=v1': { status: 404, body: '<Error><Code>NoSuchVersion</Code></Error>' },
  '/drops/marked.txt?versionId=v1': { status: 405, body: '<Error><Code>MethodNotAllowed</Code></Error>' },
  '/drops/slow.txt': { status: 503, body: '<Error><Code>SlowDown</Code></Error>' },
};

let server: Server;
let client: S3Client;
beforeAll(async () => {
  server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/[?&]x-id=GetObject/u, '');
    const answer = ANSWERS[path] ?? { status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' };
    response.writeHead(answer.status, {
      'content-length': Buffer.byteLength(answer.body),
      'last-modified': 'Thu, 02 Apr 2026 12:00:00 GMT',
      ...(answer.status === 200 ? { 'x-amz-version-id': 'v2' } : { 'content-type': 'application/xml' }),
    });
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'local',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  server.closeAllConnections();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
});

describe('an object', () => {
  const read = (key: string, versionId: string | null, most = 100) =>
    new S3ObjectSource(client, 'drops').read({ key, versionId }, most);

  it('is read in the version that the event names', async () => {
    expect(await read('incoming/a b+cæ.txt', 'v2')).toEqual({
      kind: 'object',
      versionId: 'v2',
      lastModified: '2026-04-02T12:00:00.000Z',
      bytes: new Uint8Array(Buffer.from('text')),
    });
  });

  it('too large is not read', async () => {
    expect(await read('large.txt', null)).toMatchObject({
      kind: 'too-large',
      size: 5_000_000,
      versionId: 'v2',
    });
  });

  it('that was deleted is gone', async () => {
    expect(await read('none.txt', null)).toEqual({ kind: 'gone' });
    expect(await read('gone.txt', 'v1')).toEqual({ kind: 'gone' });
    expect(await read('marked.txt', 'v1')).toEqual({ kind: 'gone' });
  });

  it('in a bucket that does not answer is a failure, to be tried again', async () => {
    await expect(read('slow.txt', null)).rejects.toThrow();
  });
});
