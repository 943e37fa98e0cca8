import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActiveTopics, Log, TopicSource } from '../core/ports.ts';
import { compileTopics } from '../core/watch/compiled/compile.ts';
import { renderMistake } from '../core/watch/mistake.ts';
import type { TextFile } from '../core/watch/topic-file/yaml-file.ts';
import { readTopics } from '../core/watch/topics.ts';
import { activeTopics } from '../lambdas/aws/active-topics.ts';
import { hasCode } from './atomic-file.ts';
import { LocalFailure } from './local-failure.ts';

/** How often to look whether the files have changed. */
const LOOK = 1_000;

/**
 * The topics of a folder of YAML files. A changed file is in force a second later; while one has a mistake,
 * the last good set stays. Throws LocalFailure when the first set has a mistake.
 */
export async function topicsFolder(folder: string, log: Log): Promise<TopicSource> {
  let state = await stateOf(folder);
  let active = activeOf(await readFiles(folder));
  let looked = performance.now();
  const refresh = async () => {
    const now = await stateOf(folder);
    if (now === state) return;
    state = now;
    active = activeOf(await readFiles(folder));
    log.info('topics changed', { set: active.version });
  };
  return {
    active: async () => {
      if (performance.now() - looked < LOOK) return active;
      looked = performance.now();
      try {
        await refresh();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        log.warn(`The changed topics cannot be used; the last good ones stay in force.\n${reason}`);
      }
      return active;
    },
  };
}

/** Throws LocalFailure with every mistake in the files. */
function activeOf(files: readonly TextFile[]): ActiveTopics {
  const { topics, mistakes } = readTopics(files);
  if (mistakes.length > 0) {
    const textOf = (path: string) => files.find((file) => file.path === path)?.text ?? null;
    throw new LocalFailure(mistakes.map((one) => renderMistake(one, textOf(one.file))).join('\n'));
  }
  return activeTopics(compileTopics(topics));
}

async function readFiles(folder: string): Promise<readonly TextFile[]> {
  const paths = (await namesIn(folder)).map((name) => join(folder, name));
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(path, 'utf8') })));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => /^[^.].*\.ya?ml$/u.test(name)).sort();
  } catch (error) {
    if (!hasCode(error, 'ENOENT') && !hasCode(error, 'ENOTDIR')) throw error;
    throw new LocalFailure(`There is no folder ${folder} with topics. Name one with --topics.`);
  }
}

/** Changes whenever a topic file does. */
async function stateOf(folder: string): Promise<string> {
  const files = (await namesIn(folder)).map(async (name) => {
    const { mtimeMs, size } = await stat(join(folder, name));
    return `${name} ${mtimeMs} ${size}`;
  });
  return (await Promise.all(files)).join('\n');
}
