import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Where the local run keeps what it knows. */
export interface StateDirectory {
  readonly path: string;
  /** The drop folder, unless another one is named. */
  readonly drop: string;
  readonly table: string;
  readonly inbox: string;
  readonly subscriptions: string;
  /** The topic sets that were pushed. */
  readonly topics: string;
  /** Says which process runs on this state, and how to reach it. */
  readonly running: string;
  /** The samples, copied here: then they have come when this state was new, not when the project was. */
  readonly samples: string;
  /** There once the samples have been taken in. */
  readonly samplesDone: string;
}

/** The folder that the local run uses where none is named, beside where it is started. */
export const DEFAULT_STATE = '.wirewatch';

/** The places in a state directory, which need not exist. */
export function stateDirectory(path: string): StateDirectory {
  const root = resolve(path);
  return {
    path: root,
    drop: join(root, 'drop'),
    table: join(root, 'table'),
    inbox: join(root, 'inbox'),
    subscriptions: join(root, 'subscriptions.json'),
    topics: join(root, 'topics'),
    running: join(root, 'running'),
    samples: join(root, 'samples'),
    samplesDone: join(root, 'samples-done'),
  };
}

/** Makes the directory; only its owner may look into it, since it holds addresses and stories. */
export async function makeStateDirectory(state: StateDirectory): Promise<void> {
  await mkdir(state.path, { recursive: true, mode: 0o700 });
  await mkdir(state.inbox, { recursive: true, mode: 0o700 });
}
