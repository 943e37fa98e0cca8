import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { compileTopics } from '../../../core/watch/compiled/compile.ts';
import { readTopics } from '../../../core/watch/topics.ts';
import { DynamoStoryStore } from '../../../lambdas/aws/dynamo-story-store.ts';
import { S3ObjectSource } from '../../../lambdas/aws/s3-object-source.ts';
import { topicSource } from '../../../lambdas/aws/topic-source.ts';
import { type EmbeddedTables, embeddedTables } from '../../lambdas/embedded-table.ts';
import { temporaryFolder } from '../../local/temporary.ts';
import { run } from '../fake-terminal.ts';
import { topicOf, writeFiles } from '../local-newsroom.ts';

/** A bucket that keeps versions, as far as the command line and intake need one. */
const objects = new Map<string, Buffer>();
const cloudFormation = mockClient(CloudFormationClient);
let bucket: Server;
let tables: EmbeddedTables;
let table = '';

beforeAll(async () => {
  bucket = createServer(async (request, response) => {
    const path = (request.url ?? '').replace(/\?.*$/u, '');
    if (request.method === 'PUT') {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
      objects.set(path, Buffer.concat(chunks));
      response.writeHead(200, { 'x-amz-version-id': 'v1' }).end();
      return;
    }
    const found = objects.get(path);
    const headers = { 'x-amz-version-id': 'v1', 'last-modified': 'Thu, 02 Apr 2026 12:00:00 GMT' };
    if (found) response.writeHead(200, headers).end(found);
    else response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
  });
  await new Promise<void>((resolve) => bucket.listen(0, '127.0.0.1', resolve));
  tables = await embeddedTables();
});
afterAll(async () => {
  await tables.close();
  bucket.closeAllConnections();
  await new Promise((resolve) => bucket.close(resolve));
});

beforeEach(async () => {
  objects.clear();
  table = await tables.newTable();
  const endpoint = await tables.client.config.endpoint?.();
  vi.stubEnv('AWS_REGION', 'eu-north-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubEnv('AWS_ENDPOINT_URL_S3', bucketUrl());
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `http://127.0.0.1:${endpoint?.port}`);
  const outputs = { BucketName: 'drops', TableName: table, SnsTopicArn: 'arn', IntakeQueueUrl: 'https://q' };
  cloudFormation.reset();
  cloudFormation.on(DescribeStacksCommand).resolves({
    Stacks: [
      {
        StackName: 'Wirewatch',
        CreationTime: new Date(0),
        StackStatus: 'CREATE_COMPLETE',
        Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
      },
    ],
  });
});

function bucketUrl(): string {
  return `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`;
}

/** The topics that a deployed intake goes by, from the same table and bucket; a look a minute. */
function intake() {
  const client = new S3Client({
    endpoint: bucketUrl(),
    region: 'local',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const warnings: string[] = [];
  let now = 0;
  const shipped = readTopics([{ path: 'convoys.yaml', text: topicOf('Convoys', 'convoy') }]).topics;
  const source = topicSource({
    bundled: compileTopics(shipped).bytes,
    objects: new S3ObjectSource(client, 'drops'),
    pointers: new DynamoStoryStore({ client: tables.client, table, reread: async () => null }),
    clock: { now: () => now },
    log: { info: () => undefined, warn: (message) => warnings.push(message) },
  });
  const aMinuteLater = async () => {
    now += 61_000;
    return (await source.active()).ids();
  };
  return { aMinuteLater, warnings };
}

describe('topics of a deployment', () => {
  test('are pushed and rolled back, and intake goes by them within a minute', async () => {
    const folder = await temporaryFolder();
    const harbours = await writeFiles(`${folder}/a`, { 'harbours.yaml': topicOf('Harbours', 'harbour') });
    const farms = await writeFiles(`${folder}/b`, { 'farms.yaml': topicOf('Farms', 'farmer') });
    const { aMinuteLater, warnings } = intake();
    expect(await aMinuteLater()).toEqual(['convoys']);
    const pushed = await run(['topics', 'push', harbours, '--yes', '--by', 'Day desk']);
    expect(pushed).toMatchObject({ exit: 0, err: '' });
    expect(pushed.out).toContain('deployed to Wirewatch in eu-north-1');
    expect(await aMinuteLater()).toEqual(['harbours']);
    expect((await run(['topics', 'push', farms, '--yes'])).exit).toBe(0);
    expect(await aMinuteLater()).toEqual(['farms']);
    expect((await run(['topics', 'rollback'])).exit).toBe(0);
    expect(await aMinuteLater()).toEqual(['harbours']);
    expect((await run(['topics', 'rollback', '--to', 'deployed'])).exit).toBe(0);
    expect(await aMinuteLater()).toEqual(['convoys']);
    const history = (await run(['topics', 'history', '--json'])).json();
    expect(history).toMatchObject([
      { version: 4, object: null },
      { version: 3 },
      { version: 2 },
      { by: 'Day desk' },
    ]);
    expect(warnings).toEqual([]);
  });

  test('stay as they were when the pushed set has gone from the bucket, and intake says so', async () => {
    const folder = await temporaryFolder();
    const dir = await writeFiles(`${folder}/a`, { 'harbours.yaml': topicOf('Harbours', 'harbour') });
    const { aMinuteLater, warnings } = intake();
    expect(await aMinuteLater()).toEqual(['convoys']);
    await run(['topics', 'push', dir, '--yes']);
    objects.clear();
    expect(await aMinuteLater()).toEqual(['convoys']);
    expect(warnings).toHaveLength(1);
    expect(await run(['topics', 'pull', `${folder}/pulled`])).toMatchObject({
      exit: 3,
      err: expect.stringContaining('are not in the bucket'),
    });
  });

  test('are whichever of two rivals pushed first; the other is told to look again', async () => {
    const folder = await temporaryFolder();
    const one = await writeFiles(`${folder}/a`, { 'harbours.yaml': topicOf('Harbours', 'harbour') });
    const two = await writeFiles(`${folder}/b`, { 'farms.yaml': topicOf('Farms', 'farmer') });
    const late = await run(['topics', 'push', one], {
      ask: async () => (await run(['topics', 'push', two, '--yes'])).exit === 0,
    });
    expect(late).toMatchObject({ exit: 1, err: expect.stringContaining('Somebody else changed the topics') });
    expect(await intake().aMinuteLater()).toEqual(['farms']);
  });
});
