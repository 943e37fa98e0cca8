import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileTopics } from '../core/watch/compiled/compile.ts';
import { renderMistake } from '../core/watch/mistake.ts';
import type { Topic } from '../core/watch/topic.ts';
import { readTopics } from '../core/watch/topics.ts';

const PROJECT = fileURLToPath(new URL('../', import.meta.url));

/** The topics cannot be deployed as they are; the message lists what is wrong. */
export class TopicsFailure extends Error {
  override readonly name = 'TopicsFailure';
}

/** The topics of the project, made ready for the functions. */
export interface ShippedTopics {
  /** In order of id. */
  readonly topics: readonly Topic[];
  /** Compiled: what lies beside the functions' code. */
  readonly compiled: Uint8Array;
}

/**
 * Reads and compiles the topics in the project's `topics/`.
 * @throws TopicsFailure with every mistake in them, for whoever wrote them.
 */
export function shippedTopics(project = PROJECT): ShippedTopics {
  const names = readdirSync(join(project, 'topics')).filter((name) => /^[^.].*\.ya?ml$/u.test(name));
  const files = names.map((name) => ({
    path: `topics/${name}`,
    text: readFileSync(join(project, 'topics', name), 'utf8'),
  }));
  const { topics, mistakes } = readTopics(files);
  if (mistakes.length > 0) {
    const texts = new Map(files.map(({ path, text }) => [path, text]));
    throw new TopicsFailure(
      mistakes.map((one) => renderMistake(one, texts.get(one.file) ?? null)).join('\n'),
    );
  }
  return { topics, compiled: compileTopics(topics).bytes };
}
