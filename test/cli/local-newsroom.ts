import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startLocal } from '../../local/run.ts';
import { temporaryFolder } from '../local/temporary.ts';
import { type Run, run } from './fake-terminal.ts';

/** A local run of a test's own, over stories and topics of its own, as commands see it. */
export interface LocalNewsroom {
  readonly folder: string;
  readonly state: string;
  /** Where the topics lie that the run was started with. */
  readonly deployed: string;
  /** Runs a command on it. */
  readonly wirewatch: (argv: readonly string[], given?: Parameters<typeof run>[1]) => Promise<Run>;
  /** Writes a folder of topic files, by their names, and answers where it is. */
  readonly topics: (name: string, files: Readonly<Record<string, string>>) => Promise<string>;
  /** Takes in stories as the run does it; answers what it said of each. */
  readonly takeIn: (stories: Readonly<Record<string, string>>) => Promise<readonly string[]>;
}

/** A topic file that asks for some words. */
export function topicOf(name: string, words: string, more = ''): string {
  return `name: ${name}\nalert on any:\n  - one of: [${words}]\n${more}`;
}

/** Writes files into a folder, by their names, and answers where it is. */
export async function writeFiles(dir: string, files: Readonly<Record<string, string>>): Promise<string> {
  await mkdir(dir, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  return dir;
}

/** Starts one that has taken in these stories by these topics. */
export async function localNewsroom(
  topics: Readonly<Record<string, string>>,
  stories: Readonly<Record<string, string>>,
): Promise<LocalNewsroom> {
  const folder = await temporaryFolder();
  const state = join(folder, 'state');
  const deployed = await writeFiles(join(folder, 'deployed'), topics);
  const takeIn = async (dropped: Readonly<Record<string, string>>) => {
    await writeFiles(join(state, 'drop'), dropped);
    const said: string[] = [];
    const out = (line: string) => said.push(line);
    await startLocal({ state, topics: deployed, samples: false, once: true, json: true, out });
    return said.filter((line) => line.includes('"event":"story"'));
  };
  await takeIn(stories);
  return {
    folder,
    state,
    deployed,
    wirewatch: (argv, given) => run([...argv, '--local', '--state', state], given),
    topics: (name, files) => writeFiles(join(folder, name), files),
    takeIn,
  };
}
