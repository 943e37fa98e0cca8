import { createHash, randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import * as z from 'zod/mini';
import { hasCode } from './atomic-file.ts';

const running = z.object({ pid: z.number(), port: z.number(), token: z.string() });

/**
 * The process that holds a state directory, and how to reach it: a port on this machine and the secret
 * that it answers to. The file is the directory's lock as well.
 */
export type Running = z.infer<typeof running>;

/** Where a held directory answers whether its holder is alive. */
export const ALIVE_PATH = '/alive';

/**
 * Takes the lock, unless a living process has it: then answers that. A lock whose process is gone, say by
 * `kill -9`, is taken over; process ids come again, so being alive is proved by an answer at its port.
 */
export async function takeLock(path: string, mine: Running): Promise<'taken' | Running> {
  const content = `${path}.${randomBytes(4).toString('hex')}.part`;
  await writeFile(content, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (;;) {
      if (await linkNew(content, path)) return 'taken';
      const holder = await readRunning(path);
      if (holder !== null && (await isAlive(holder))) return holder;
      await removeStale(path, holder);
    }
  } finally {
    await rm(content, { force: true });
  }
}

/** Gives the lock back, if it is still this process's. */
export async function releaseLock(path: string, mine: Running): Promise<void> {
  const holder = await readRunning(path);
  if (holder?.token === mine.token) await rm(path, { force: true });
}

/** Who holds a state directory, living or not; null: nobody. */
export async function readRunning(path: string): Promise<Running | null> {
  try {
    const result = running.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return result.success ? result.data : null;
  } catch (error) {
    if (error instanceof SyntaxError || hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Makes the file with all its content at once, unless there is one. */
async function linkNew(content: string, path: string): Promise<boolean> {
  try {
    await link(content, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Moves the stale lock aside first: should somebody else have taken over just now, theirs is put back. */
async function removeStale(path: string, stale: Running | null): Promise<void> {
  const aside = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  const moved = await readRunning(aside);
  if (moved !== null && moved.token !== stale?.token) await linkNew(aside, path);
  await rm(aside, { force: true });
}

/** Whether the holder answers at its port. One that takes the call but is busy counts as alive. */
export function isAlive({ port, token }: Running): Promise<boolean> {
  return new Promise((resolve) => {
    const call = request({ host: '127.0.0.1', port, path: ALIVE_PATH, timeout: 3000 }, (response) => {
      response.resume();
      resolve(response.headers['x-wirewatch'] === aliveAnswer(token));
    });
    call.once('timeout', () => {
      resolve(true);
      call.destroy();
    });
    call.once('error', () => resolve(false));
    call.end();
  });
}

/** What a holder answers: it proves to know the token to those who know it, and tells it to nobody. */
export function aliveAnswer(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
