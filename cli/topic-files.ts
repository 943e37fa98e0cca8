import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Config } from '../core/config.ts';
import { renderMistake } from '../core/watch/mistake.ts';
import type { TextFile } from '../core/watch/topic-file/yaml-file.ts';
import { readTopics, type TopicsReading } from '../core/watch/topics.ts';
import { fileProblem, readText } from './files.ts';
import { CommandFailure } from './terminal.ts';

/** The topics that ship with the project. */
export const SHIPPED_TOPICS = fileURLToPath(new URL('../topics', import.meta.url));

/** A topics folder, read and checked. */
export interface TopicFolder extends TopicsReading {
  readonly folder: string;
  readonly files: readonly TextFile[];
}

/**
 * Reads a folder of topic files: `*.yaml`, not those of its folders.
 * With a configuration, names of wires that it does not have are warned of.
 * @throws CommandFailure when the folder or a file cannot be read, or it holds no topics.
 */
export async function readTopicFolder(folder: string, config?: Pick<Config, 'wires'>): Promise<TopicFolder> {
  const names = await topicFileNames(folder);
  if (names.length === 0) throw new CommandFailure(`There are no topic files (*.yaml) in ${folder}.`);
  const files = await Promise.all(
    names.map(async (name) => {
      const path = `${folder.replace(/\/+$/u, '')}/${name}`;
      return { path, text: await readText(path) };
    }),
  );
  const wires = config?.wires.map(({ id }) => id);
  return { folder, files, ...readTopics(files, wires) };
}

/** The mistakes as people read them, each with its line and a caret. */
export function renderMistakes({
  files,
  mistakes,
}: Pick<TopicFolder, 'files' | 'mistakes'>): readonly string[] {
  return mistakes.map((mistake) =>
    renderMistake(mistake, files.find(({ path }) => path === mistake.file)?.text ?? null),
  );
}

/** The warnings as people read them. */
export function renderWarnings({
  files,
  warnings,
}: Pick<TopicFolder, 'files' | 'warnings'>): readonly string[] {
  return renderMistakes({ files, mistakes: warnings }).map((text) => `Warning: ${text}`);
}

async function topicFileNames(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => /^[^.].*\.ya?ml$/u.test(name)).sort();
  } catch (error) {
    throw new CommandFailure(`The topics folder ${folder} cannot be read: ${fileProblem(error)}.`);
  }
}
