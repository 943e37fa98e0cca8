import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { ObjectOutcome, OutcomeEntry } from '../../core/ports.ts';
import { DynamoStoryStore } from '../../lambdas/aws/dynamo-story-store.ts';
import { waitFor } from './commands.ts';
import { clientOptions } from './deployed-stack.ts';
import type { Emulator } from './emulator.ts';

/** Drops objects into a deployment's bucket and sees in its table what became of them. */
export class DropBox {
  readonly store: DynamoStoryStore;
  readonly #s3: S3Client;
  readonly #bucket: string;

  constructor(emulator: Emulator, bucket: string, table: string) {
    const client = new DynamoDBClient(clientOptions(emulator));
    this.store = new DynamoStoryStore({ client, table, reread: async () => null });
    this.#s3 = new S3Client({ ...clientOptions(emulator), forcePathStyle: true });
    this.#bucket = bucket;
  }

  /** Puts an object; answers its version. */
  async put(key: string, body: string | Uint8Array): Promise<string> {
    const { VersionId: version } = await this.#s3.send(
      new PutObjectCommand({ Bucket: this.#bucket, Key: key, Body: Buffer.from(body) }),
    );
    return version ?? '';
  }

  /** Drops an object and waits for its record. */
  async drop(key: string, body: string | Uint8Array): Promise<ObjectOutcome> {
    const version = await this.put(key, body);
    return waitFor(`the record of ${key}`, 60, async () => {
      const outcomes = await this.store.outcomes(key);
      return outcomes.find(({ versionId }) => versionId === version);
    });
  }

  /** Drops an object with one story in it and waits for what became of that. */
  async dropOne(key: string, body: string | Uint8Array): Promise<OutcomeEntry> {
    const { entries } = await this.drop(key, body);
    const [entry] = entries;
    if (entry === undefined || entries.length > 1) throw new Error(`${key} has ${entries.length} entries.`);
    return entry;
  }
}
