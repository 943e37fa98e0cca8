import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { type FileHandle, mkdir, open, readdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { ObjectReading, ObjectRef, ObjectSource } from '../core/ports.ts';
import { hasCode, writeFileAtomic } from './atomic-file.ts';
import { LocalFailure } from './local-failure.ts';

/** Keys of the bucket under which stories are dropped; a file in the folder is the object under it. */
const INCOMING = 'incoming/';

/** A file as the bucket would list it. */
export interface DroppedFile {
  readonly key: string;
  readonly versionId: string;
  /** ISO 8601 UTC. */
  readonly lastModified: string;
}

/** A folder that stands for the bucket: `drop/ritzau/8812.xml` is `incoming/ritzau/8812.xml`. */
export interface DropFolder extends ObjectSource {
  readonly path: string;
  /** Every object in the folder in the order of keys; reads all files, for their versions. */
  readonly list: () => AsyncIterable<DroppedFile>;
  /** Stores an object whose key begins with `incoming/`. */
  readonly put: (key: string, bytes: Uint8Array) => Promise<DroppedFile>;
}

/** What a folder holds and how it is called. */
export interface FolderOptions {
  /** What stands before a file's path in its key. */
  readonly prefix: string;
  /** Whether folders in it count. */
  readonly deep: boolean;
  /** A larger file is not read, not even to name its version. */
  readonly maxBytes: number;
}

/** The folder as a bucket. Hidden files and those that other programs are still writing are not in it. */
export function dropFolder(
  path: string,
  given: Partial<FolderOptions> & Pick<FolderOptions, 'maxBytes'>,
): DropFolder {
  const options: FolderOptions = { prefix: INCOMING, deep: true, ...given };
  return {
    path,
    read: (ref, maxBytes) => readKey(path, options, ref, maxBytes),
    list: () => listFolder(path, options),
    put: (key, bytes) => putKey(path, options, key, bytes),
  };
}

/** Sources asked in turn, until one has the object. */
export function firstOf(sources: readonly ObjectSource[]): ObjectSource {
  return {
    read: async (ref, maxBytes) => {
      for (const source of sources) {
        const reading = await source.read(ref, maxBytes);
        if (reading.kind !== 'gone') return reading;
      }
      return { kind: 'gone' };
    },
  };
}

/** The path, relative to the folder, of every file that counts as dropped. A folder that is not there is empty. */
export async function droppedFiles(path: string, deep: boolean): Promise<readonly string[]> {
  const files: string[] = [];
  const folders = [path];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await entriesOf(folder)) {
      if (isPassedOver(entry.name)) continue;
      const full = join(folder, entry.name);
      // Links, pipes and devices are neither: only what lies in the folder itself is dropped.
      if (entry.isDirectory() && deep) folders.push(full);
      else if (entry.isFile()) files.push(relative(path, full));
    }
  }
  return files.sort();
}

/** The object's key of a file in the folder. */
export function keyOf(file: string, prefix = INCOMING): string {
  return `${prefix}${file.split(sep).join('/')}`;
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** Hidden, or half-written by an editor, a browser or a copying program. */
function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name.endsWith('~') || /\.(part|tmp|swp|crdownload|download)$/iu.test(name);
}

async function* listFolder(
  path: string,
  options: FolderOptions,
): AsyncGenerator<DroppedFile, void, undefined> {
  for (const file of await droppedFiles(path, options.deep)) {
    const key = keyOf(file, options.prefix);
    const reading = await readKey(path, options, { key, versionId: null }, options.maxBytes);
    if (reading.kind === 'gone') continue;
    yield { key, versionId: reading.versionId, lastModified: reading.lastModified };
  }
}

async function readKey(
  path: string,
  options: FolderOptions,
  ref: ObjectRef,
  maxBytes: number,
): Promise<ObjectReading> {
  const file = fileOf(path, options, ref.key);
  const handle = file === null ? null : await openFile(file);
  if (handle === null) return { kind: 'gone' };
  try {
    const reading = await readOpen(handle, Math.min(maxBytes, options.maxBytes));
    return ref.versionId === null || reading.kind === 'gone' || ref.versionId === reading.versionId
      ? reading
      : { kind: 'gone' };
  } finally {
    await handle.close();
  }
}

async function readOpen(handle: FileHandle, maxBytes: number): Promise<ObjectReading> {
  const stats = await handle.stat();
  if (!stats.isFile()) return { kind: 'gone' };
  // When it came into the folder: copying and moving keep a file's own time, but not this one.
  const lastModified = stats.ctime.toISOString();
  if (stats.size > maxBytes) {
    return {
      kind: 'too-large',
      versionId: versionOf(stats, String(stats.size)),
      lastModified,
      size: stats.size,
    };
  }
  const bytes = new Uint8Array(await handle.readFile());
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return { kind: 'object', versionId: versionOf(stats, hash), lastModified, bytes };
}

/** A file written anew is a new version, also with the old content, as it is in a versioned bucket. */
function versionOf({ mtimeMs }: Stats, content: string): string {
  return `${Math.floor(mtimeMs).toString(36)}-${content}`;
}

async function openFile(file: string): Promise<FileHandle | null> {
  try {
    return await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EISDIR', 'ENXIO'].some((code) => hasCode(error, code))) return null;
    throw error;
  }
}

/** The file of a key; null when the key could not be one of this folder's. */
function fileOf(path: string, { prefix }: Pick<FolderOptions, 'prefix'>, key: string): string | null {
  const parts = key.slice(prefix.length).split('/');
  const odd = parts.some((part) => part === '' || part === '.' || part === '..' || /[\\\0]/u.test(part));
  return key.startsWith(prefix) && !odd ? join(path, ...parts) : null;
}

async function putKey(
  path: string,
  options: FolderOptions,
  key: string,
  bytes: Uint8Array,
): Promise<DroppedFile> {
  const file = fileOf(path, options, key);
  if (file === null) throw new LocalFailure(`"${key}" cannot be the name of a dropped file.`);
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, bytes);
  const reading = await readKey(path, options, { key, versionId: null }, options.maxBytes);
  if (reading.kind === 'gone') throw new LocalFailure(`"${key}" was taken away while it was dropped.`);
  return { key, versionId: reading.versionId, lastModified: reading.lastModified };
}
