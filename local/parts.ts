import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Settings } from '../core/config.ts';
import type { Clock, ObjectSource, StoryStore } from '../core/ports.ts';
import { rereadFrom } from '../core/story/reread.ts';
import { DynamoStoryStore } from '../lambdas/aws/dynamo-story-store.ts';
import { type DropFolder, dropFolder, firstOf } from './drop-folder.ts';
import type { StateDirectory } from './state-directory.ts';
import { type SubscriptionsFile, subscriptionsFile } from './subscriptions-file.ts';
import { LOCAL_TABLE } from './table.ts';

/** The project's own stories, which a newcomer sees first. */
export const SHIPPED_SAMPLES = fileURLToPath(new URL('../samples/', import.meta.url));
/** Where they stand among the objects. */
export const SAMPLES_PREFIX = 'incoming/samples/';
/** The watch topics that ship. */
export const SHIPPED_TOPICS = fileURLToPath(new URL('../topics/', import.meta.url));

/** Where pushed sets of topics stand among the objects. */
export const TOPICS_PREFIX = 'topics/';
/** A larger object is not read. */
export const MOST_BYTES = 100_000_000;

/** The machine's own clock. */
export const CLOCK: Clock = { now: Date.now, sleep: (milliseconds) => sleep(milliseconds) };

/** What the local run and the commands that talk to it both work with. */
export interface LocalParts {
  readonly folder: DropFolder;
  readonly samples: DropFolder;
  /** Pushed sets of topics. */
  readonly pushed: DropFolder;
  /** The drop folder with the samples behind it. */
  readonly objects: ObjectSource;
  readonly store: StoryStore;
  readonly subscriptions: SubscriptionsFile;
}

/** Puts the deployed adapter on the embedded table, and the drop folder in the bucket's place. */
export function localParts(
  state: StateDirectory,
  drop: string,
  client: DynamoDBClient,
  settings: Settings,
): LocalParts {
  const folder = dropFolder(drop, { maxBytes: settings.maxBytes });
  const samples = dropFolder(state.samples, {
    maxBytes: settings.maxBytes,
    prefix: SAMPLES_PREFIX,
  });
  const pushed = dropFolder(state.topics, { maxBytes: MOST_BYTES, prefix: TOPICS_PREFIX, deep: false });
  const objects = firstOf([folder, samples]);
  const reread = rereadFrom(objects, settings);
  return {
    folder,
    samples,
    pushed,
    objects,
    store: new DynamoStoryStore({ client, table: LOCAL_TABLE, reread }),
    subscriptions: subscriptionsFile(state.subscriptions),
  };
}
