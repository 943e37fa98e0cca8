import { readFileSync } from 'node:fs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { parseSettings } from '../core/config.ts';
import { rereadFrom } from '../core/story/reread.ts';
import { DynamoStoryStore } from './aws/dynamo-story-store.ts';
import { S3ObjectSource } from './aws/s3-object-source.ts';
import { topicSource } from './aws/topic-source.ts';
import { BUNDLED_FILES } from './bundled-files.ts';
import { requireEnvironment } from './environment.ts';
import { operations } from './operations.ts';
import { systemClock } from './system-clock.ts';

/**
 * What both functions work with, made once for each container.
 * @param here the handler's own `import.meta.url`, beside which the bundle's files lie.
 * @throws a sentence for the operator when the deployment is incomplete.
 */
export function setUp(here: string) {
  const file = (name: string) => readFileSync(new URL(name, here));
  const settings = parseSettings(file(`./${BUNDLED_FILES.settings}`).toString('utf8'));
  const { log, metrics } = operations();
  const objects = new S3ObjectSource(new S3Client({}), requireEnvironment('WIREWATCH_BUCKET'));
  const store = new DynamoStoryStore({
    client: new DynamoDBClient({}),
    table: requireEnvironment('WIREWATCH_TABLE'),
    reread: rereadFrom(objects, settings),
  });
  const bundled = file(`./${BUNDLED_FILES.topics}`);
  const topics = topicSource({ bundled, objects, pointers: store, clock: systemClock, log });
  return { settings, log, metrics, objects, store, topics, clock: systemClock };
}
