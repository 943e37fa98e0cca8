import * as z from 'zod/mini';
import type { TextFile } from './topic-file/yaml-file.ts';

/**
 * Pushed topic sets lie in the bucket, named by their content: compiled for intake (`topics/<hash>.bin`), and beside
 * it the files they were compiled from with the samples of their tests (`topics/<hash>.files.json`), for `pull`,
 * `rollback`, differences, and for another release that has to compile them anew.
 */
const FOLDER = 'topics/';
const COMPILED = '.bin';
const FILES = '.files.json';

const filesSchema = z.object({
  schema: z.literal(1),
  files: z.array(z.object({ path: z.string(), text: z.string() })),
  samples: z._default(z.array(z.object({ path: z.string(), base64: z.string() })), []),
});

/** A set's files as they are stored. */
export interface StoredFiles {
  readonly files: readonly TextFile[];
  readonly samples: readonly { readonly path: string; readonly base64: string }[];
}

/** The keys of a set whose content has this hash. */
export function keysOfSet(hash: string): { readonly compiled: string; readonly files: string } {
  return { compiled: `${FOLDER}${hash}${COMPILED}`, files: `${FOLDER}${hash}${FILES}` };
}

/** The key of the files that a compiled set was made from. */
export function filesKeyOf(compiledKey: string): string {
  return compiledKey.replace(COMPILED, FILES);
}

/** A set's files as bytes, and back. Reading throws when the bytes are something else. */
export function packFiles({ files, samples }: StoredFiles): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ schema: 1, files, samples }));
}

export function unpackFiles(bytes: Uint8Array): StoredFiles {
  return filesSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
}
