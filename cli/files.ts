import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { CommandFailure, type Terminal } from './terminal.ts';

/** A file that a command was given, or one that was found in a folder it was given. */
export type FoundFile =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'unreadable'; readonly path: string; readonly reason: string };

/** What came of reading one file. */
export type FileBytes =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large'; readonly size: number }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Stands for standard input among file arguments. */
export const STDIN = '-';

/**
 * The files that the arguments mean, in order: a file itself, a folder's files with those of its folders, by name.
 * Names that begin with a dot are left out of folders, and links in folders are not followed.
 */
export async function* findFiles(paths: readonly string[]): AsyncGenerator<FoundFile> {
  for (const path of paths) {
    if (path === STDIN) yield { kind: 'file', path };
    else yield* findFrom(path);
  }
}

async function* findFrom(path: string): AsyncGenerator<FoundFile> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(path)).isDirectory();
  } catch (error) {
    yield { kind: 'unreadable', path, reason: fileProblem(error) };
    return;
  }
  if (isFolder) yield* walk(path);
  else yield { kind: 'file', path };
}

async function* walk(folder: string): AsyncGenerator<FoundFile> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield { kind: 'unreadable', path: folder, reason: fileProblem(error) };
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = `${folder.replace(/\/$/u, '')}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(path);
    else if (entry.isFile()) yield { kind: 'file', path };
  }
}

/** Reads a file, or standard input for `-`; its size is looked at before anything is read. */
export async function readBytes(
  path: string,
  maxBytes: number,
  terminal: Pick<Terminal, 'stdin'>,
): Promise<FileBytes> {
  if (path === STDIN) return { kind: 'bytes', bytes: await terminal.stdin(maxBytes) };
  try {
    const { size } = await stat(path);
    if (size > maxBytes) return { kind: 'too-large', size };
    return { kind: 'bytes', bytes: await readFile(path) };
  } catch (error) {
    return { kind: 'unreadable', reason: fileProblem(error) };
  }
}

/** The text of a file that a command cannot do without. @throws CommandFailure when it cannot be read. */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new CommandFailure(`${path} cannot be read: ${fileProblem(error)}.`);
  }
}

/** What went wrong with a file, in words. */
export function fileProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EACCES' || code === 'EPERM') return 'you may not open it';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'ENOTDIR') return 'a part of its path is not a folder';
  if (code === 'ENOSPC') return 'the disk is full';
  return error instanceof Error ? error.message : String(error);
}
