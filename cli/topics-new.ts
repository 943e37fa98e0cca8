import { mkdir, writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { fold } from '../core/watch/analysis/fold.ts';
import { fileProblem } from './files.ts';
import { jsonOption } from './options.ts';
import { type Cli, CommandFailure, EXIT } from './terminal.ts';
import { capitalised } from './words.ts';

const EXAMPLES = `
Examples:
  $ wirewatch topics new baltic-sea --name "Baltic Sea" --danish Østersøen
  $ wirewatch topics new drones --dir my-topics`;

interface NewOptions {
  readonly dir: string;
  readonly name?: string;
  readonly danish?: string;
  readonly json?: true;
}

/** `wirewatch topics new`: writes a topic file to begin with, explained line by line. */
export function topicsNewCommand({ terminal }: Cli): Command {
  return new Command('new')
    .description('write a topic file to begin with, with comments')
    .argument('<id>', 'the new topic: small letters, digits and hyphens', topicIdArgument)
    .addOption(new Option('--name <text>', 'its name in English (default: from the id)'))
    .addOption(new Option('--danish <text>', 'its name in Danish (default: the English one)'))
    .addOption(new Option('--dir <dir>', 'the topics folder').default('topics'))
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (id: string, options: NewOptions) => {
      const name = options.name ?? nameFrom(id);
      const path = `${options.dir.replace(/\/+$/u, '')}/${id}.yaml`;
      await writeNew(options.dir, path, newTopic(name, options.danish ?? name));
      if (options.json) terminal.out(JSON.stringify({ schema: 1, id, file: path }));
      else terminal.out(`Wrote ${path}. Put your words in, then run: wirewatch topics check ${options.dir}`);
    });
}

async function writeNew(dir: string, path: string, text: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (exists)
      throw new CommandFailure(`${path} is there already. Choose another id, or change that file.`, EXIT.no);
    throw new CommandFailure(`${path} cannot be written: ${fileProblem(error)}.`);
  }
}

function topicIdArgument(text: string): string {
  if (
    /^[a-z0-9]+(-[a-z0-9]+)*$/u.test(text) &&
    text.length <= 60 &&
    text !== 'lists' &&
    text !== 'all' &&
    text !== 'briefing'
  ) {
    return text;
  }
  const near = fold(text)
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '');
  const example = near === '' || near === text ? 'baltic-sea' : near.slice(0, 60);
  throw new InvalidArgumentError(
    `Use small letters, digits and single hyphens: ${example}. Not "lists", "all" or "briefing".`,
  );
}

function nameFrom(id: string): string {
  return capitalised(id.replaceAll('-', ' '));
}

function newTopic(name: string, danish: string): string {
  return `# A watch topic. docs/topics.md explains every building block; check with: wirewatch topics check
name: {en: ${JSON.stringify(name)}, da: ${JSON.stringify(danish)}}

# What it is about and what it is not, for whoever changes it next.
about: >
  Say in a sentence what somebody who follows this topic wants to hear about.
  Say also what not.

# Words, by a name of your choice. They match in every inflection, Danish and English; several words: together, in
# this order. harbo* is any word that begins so, -mission any word that ends so.
lists:
  places: [Køge Bugt, Storstrømmen]
  events: [ferry, færge, collision, kollision]

# A clause that you need more than once gets a name here; "clause: at sea" stands for it below.
# clauses:
#   at sea:
#     same sentence: [ferry, water]

# One of these clauses is enough.
alert on any:
  - same sentence: [places, events]
  # - one of: places
  # - top: places  # in headline or lead
  # - clause: at sea
  # - within 10 words: [places, events]

# Stories with one of these are left out.
# none of: [model railway]

# Words inside these do not count.
# ignore inside: [Køge Bugt Marina]

# The topic's own tests: files that it must, and must not, match. A push that breaks one is refused.
# must match: [samples/my-story.txt]
# must not match: [samples/another-story.txt]
`;
}
