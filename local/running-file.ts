import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { hasCode, writeFileAtomic } from './atomic-file.ts';

const running = z.object({
  pid: z.number(),
  port: z.number(),
  token: z.string(),
  drop: z.string(),
  /** What the address of the inbox page has to contain, the same at every start; older locks have none. */
  inboxToken: z.optional(z.string()),
  /** Where the inbox page is, while it is served. */
  inbox: z.optional(z.string()),
});

/**
 * The process that holds a state directory, and how to reach it: a port on this machine and the secret
 * that it answers to, and the folder that it takes stories from. It is the directory's lock as well.
 */
export type Running = z.infer<typeof running>;

/** Where a held directory answers whether its holder is alive. */
export const ALIVE_PATH = '/alive';

/**
 * Takes the lock, unless a living process has it: then answers that. A lock whose process is gone, say by
 * `kill -9`, is taken over; process ids come again, so being alive is proved by an answer at its port.
 *
 * Locks are numbered files, the highest counts, and it is only taken away once there is a higher one: so of
 * many that find a dead holder, one alone makes the next number. Giving a lock back is to stop answering.
 */
export async function takeLock(folder: string, mine: Running): Promise<'taken' | Running> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const content = join(folder, `${randomBytes(4).toString('hex')}.part`);
  await writeFile(content, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (;;) {
      const [highest = 0] = await numbersIn(folder);
      const holder = await readLock(folder, highest);
      if (holder !== null && (await isAlive(holder))) return holder;
      if ((await linkNew(content, lockFile(folder, highest + 1))) && (await isHighest(folder, highest + 1)))
        return 'taken';
    }
  } finally {
    await rm(content, { force: true });
  }
}

/** Writes anew what the holder of a lock says of itself. Only the holder may. */
export async function updateLock(folder: string, mine: Running): Promise<void> {
  const [highest = 1] = await numbersIn(folder);
  await writeFileAtomic(lockFile(folder, highest), JSON.stringify(mine));
}

/** Who holds a state directory, or held it last; null: nobody ever did. Ask {@link isAlive} which it is. */
export async function readRunning(folder: string): Promise<Running | null> {
  const [highest] = await numbersIn(folder);
  return highest === undefined ? null : readLock(folder, highest);
}

function lockFile(folder: string, number: number): string {
  return join(folder, `${number}.json`);
}

/** Numbers of the locks in the folder, the highest first. */
async function numbersIn(folder: string): Promise<readonly number[]> {
  try {
    const numbers = (await readdir(folder)).map((name) => Number(/^([1-9]\d{0,14})\.json$/u.exec(name)?.[1]));
    return numbers.filter((number) => !Number.isNaN(number)).sort((one, other) => other - one);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

async function readLock(folder: string, number: number): Promise<Running | null> {
  try {
    const result = running.safeParse(JSON.parse(await readFile(lockFile(folder, number), 'utf8')));
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

/** Takes lower locks away. A number that was used and taken away before now is not the highest: it is given up. */
async function isHighest(folder: string, number: number): Promise<boolean> {
  const [highest, ...lower] = await numbersIn(folder);
  const stale = highest === number ? lower : [number];
  for (const one of stale) await rm(lockFile(folder, one), { force: true });
  return highest === number;
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
