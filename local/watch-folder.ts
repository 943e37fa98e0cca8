import { type FSWatcher, watch } from 'node:fs';
import { lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from './atomic-file.ts';
import { droppedFiles } from './drop-folder.ts';

/** A file is whole when it has not changed for so long; an empty one is probably about to be filled. */
const QUIET = 150;
const QUIET_EMPTY = 1_000;
/** How often to look when nothing says that something changed: network folders tell nothing. */
const POLL = 600;
/** Looking may take up at most this part of the time, however large the folder. */
const MOST_SHARE = 0.1;

interface Seen {
  readonly size: number;
  readonly changedAt: number;
  /** When it was first seen like this. */
  readonly since: number;
  told: boolean;
}

/**
 * Calls back with each file of a folder (its path relative to it) that is there, new or changed, once it has
 * stopped growing, mostly within half a second. The folder is made if it is not there. Answers how to stop.
 */
export async function watchFolder(
  path: string,
  onFile: (file: string) => void,
  onTrouble: (error: unknown) => void,
): Promise<() => void> {
  await mkdir(path, { recursive: true });
  const seen = new Map<string, Seen>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  const look = async () => {
    if (looking || stopped) return;
    looking = true;
    const start = performance.now();
    let next = POLL;
    try {
      if (await lookOnce(path, seen, onFile)) next = QUIET;
    } catch (error) {
      onTrouble(error);
    }
    looking = false;
    plan(Math.max(next, (performance.now() - start) / MOST_SHARE));
  };
  const plan = (milliseconds: number) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void look(), milliseconds);
  };
  const watcher = watchForChanges(path, () => looking || plan(20));
  await look();
  return () => {
    stopped = true;
    clearTimeout(timer);
    watcher?.close();
  };
}

/** Looks through the folder; answers whether a file was seen that may still grow. */
async function lookOnce(
  path: string,
  seen: Map<string, Seen>,
  onFile: (file: string) => void,
): Promise<boolean> {
  const files = await droppedFiles(path, true);
  let growing = false;
  for (const file of files) {
    const state = await lookAt(join(path, file), seen.get(file));
    if (state === null) continue;
    seen.set(file, state);
    if (state.told) continue;
    if (performance.now() - state.since < (state.size === 0 ? QUIET_EMPTY : QUIET)) growing = true;
    else {
      state.told = true;
      onFile(file);
    }
  }
  const there = new Set(files);
  for (const file of seen.keys()) if (!there.has(file)) seen.delete(file);
  return growing;
}

async function lookAt(path: string, before: Seen | undefined): Promise<Seen | null> {
  try {
    const { size, mtimeMs } = await lstat(path);
    if (before?.size === size && before.changedAt === mtimeMs) return before;
    return { size, changedAt: mtimeMs, since: performance.now(), told: false };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Where the system tells of changes; elsewhere, looking now and then has to do. */
function watchForChanges(path: string, onChange: () => void): FSWatcher | null {
  try {
    const watcher = watch(path, { recursive: true }, onChange);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}
