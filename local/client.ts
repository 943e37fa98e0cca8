import { existsSync } from 'node:fs';
import { type Config, DEFAULT_CONFIG, type Settings, settingsOf } from '../core/config.ts';
import type { Log, ObjectRef, StoryStore, Subscriptions } from '../core/ports.ts';
import { takeIn } from '../core/story/take-in.ts';
import { Closers } from './closers.ts';
import type { DroppedFile } from './drop-folder.ts';
import { LocalFailure } from './local-failure.ts';
import { CLOCK, type LocalParts, localParts, MOST_BYTES, SHIPPED_TOPICS, TOPICS_PREFIX } from './parts.ts';
import { pushedTopics } from './pushed-topics.ts';
import { isAlive, readRunning } from './running-file.ts';
import { DEFAULT_STATE, makeStateDirectory, type StateDirectory, stateDirectory } from './state-directory.ts';
import { openTable, tableClient } from './table.ts';
import { topicsFolder } from './topics-folder.ts';

/** The local run, as commands work with it: the same store and subscriptions as a deployment's. */
export interface LocalClient {
  /** Whether a local run is going on; if not, what is dropped waits for the next start. */
  readonly running: boolean;
  /** Where stories are dropped; absolute path. */
  readonly drop: string;
  readonly store: StoryStore;
  readonly subscriptions: Subscriptions;
  /** Stores an object: a drop under `incoming/`, a set of topics under `topics/`. */
  readonly put: (key: string, bytes: Uint8Array) => Promise<DroppedFile>;
  /** An object's content, or null when there is none. */
  readonly get: (key: string) => Promise<Uint8Array | null>;
  /** Dropped objects whose key begins so, in the order of keys; the samples last. */
  readonly list: (prefix: string) => AsyncIterable<DroppedFile>;
  /** Takes objects in again here and now; the local run tells what comes of it. */
  readonly takeInAgain: (objects: readonly ObjectRef[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface LocalClientOptions {
  readonly state?: string | undefined;
  readonly config?: Config | undefined;
  /** Folder with the watch topics: the project's. */
  readonly topics?: string | undefined;
  readonly log?: Log;
}

/**
 * Opens the local run of a state directory: through the process that runs on it, or by holding the
 * directory for as long as the client is open. Throws LocalFailure when nothing has run there yet.
 */
export async function openLocalClient(options: LocalClientOptions = {}): Promise<LocalClient> {
  const state = stateDirectory(options.state ?? DEFAULT_STATE);
  if (!existsSync(state.table)) {
    throw new LocalFailure(`There is no local run in ${state.path}. Start one with: npx wirewatch local`);
  }
  const closers = new Closers();
  const settings = settingsOf(options.config ?? DEFAULT_CONFIG);
  const reached = await reach(state, closers);
  const parts = localParts(state, reached.drop, reached.client, settings);
  return {
    running: reached.running,
    drop: reached.drop,
    store: parts.store,
    subscriptions: parts.subscriptions,
    put: (key, bytes) => (key.startsWith(TOPICS_PREFIX) ? parts.pushed : parts.folder).put(key, bytes),
    get: async (key) => {
      const source = key.startsWith(TOPICS_PREFIX) ? parts.pushed : parts.objects;
      const reading = await source.read({ key, versionId: null }, MOST_BYTES);
      return reading.kind === 'object' ? reading.bytes : null;
    },
    list: (prefix) => listAll(parts, prefix),
    takeInAgain: (objects) => takeInAgain(objects, parts, settings, options),
    close: () => closers.close(),
  };
}

async function reach(state: StateDirectory, closers: Closers) {
  const holder = await readRunning(state.running);
  if (holder !== null && (await isAlive(holder))) {
    const client = tableClient(holder);
    closers.add(() => client.destroy());
    return { client, drop: holder.drop, running: true };
  }
  await makeStateDirectory(state);
  const table = await openTable(state);
  closers.add(table.close);
  return { client: table.client, drop: state.drop, running: false };
}

async function* listAll(
  { folder, samples }: LocalParts,
  prefix: string,
): AsyncGenerator<DroppedFile, void, undefined> {
  for (const source of [folder, samples]) {
    for await (const file of source.list()) if (file.key.startsWith(prefix)) yield file;
  }
}

async function takeInAgain(
  objects: readonly ObjectRef[],
  { objects: source, store, pushed }: LocalParts,
  settings: Settings,
  { topics: folder = SHIPPED_TOPICS, log = SILENT }: LocalClientOptions,
): Promise<void> {
  const files = await topicsFolder(folder, log);
  const topics = pushedTopics(files, { objects: pushed, pointers: store, clock: CLOCK, log });
  for (const object of objects)
    await takeIn(object, { objects: source, store, topics, clock: CLOCK, log }, settings);
}

const SILENT: Log = { info: () => undefined, warn: () => undefined };
