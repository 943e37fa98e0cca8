import { basename, relative } from 'node:path';
import { TEST_PREFIX } from '../core/story/dropped-key.ts';
import { STDIN } from './files.ts';

/** Where in the bucket dropped files go. */
export interface DropPlace {
  /** A folder below `incoming/` (`ritzau`), or null. */
  readonly under: string | null;
  readonly test: boolean;
}

/**
 * The object key of a dropped file: a file's own name, and for one found in a folder its path inside that folder,
 * under `incoming/` (or the place for tests).
 */
export function dropKey(file: string, folder: string | null, { under, test }: DropPlace, now: Date): string {
  const place = [test ? TEST_PREFIX.replace(/\/$/u, '') : 'incoming', ...(under ? [under] : [])].join('/');
  return `${place}/${nameOf(file, folder, now)}`;
}

function nameOf(file: string, folder: string | null, now: Date): string {
  if (file === STDIN) return `stdin-${now.toISOString().replace(/[:.]/gu, '-')}`;
  const name = folder === null ? basename(file) : relative(folder, file).replaceAll('\\', '/');
  return name.normalize('NFC');
}
