import { compileTopics } from './compiled/compile.ts';
import type { CompiledTopics } from './compiled/compiled-topics.ts';
import { unpackFiles } from './pushed-set.ts';
import { readTopics } from './topics.ts';

/** A set compiled by this release. */
export interface CompiledAnew {
  readonly topics: CompiledTopics;
  /** The files that this release cannot read; their topics are missing. */
  readonly left: readonly string[];
}

/** Compiles a pushed set from the bytes of its stored files. Throws when they are something else. */
export function compileStored(files: Uint8Array): CompiledAnew {
  const { topics, mistakes } = readTopics(unpackFiles(files).files);
  return { topics: compileTopics(topics), left: [...new Set(mistakes.map(({ file }) => file))] };
}
