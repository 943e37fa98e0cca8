import { Command } from 'commander';
import type { Topic } from '../core/watch/topic.ts';
import { jsonOption } from './options.ts';
import { renderTable } from './table.ts';
import { type Cli, EXIT, type Terminal } from './terminal.ts';
import { readTopicFolder, renderMistakes } from './topic-files.ts';
import { topicFolder } from './topic-set.ts';

const EXAMPLES = `
Examples:
  $ wirewatch topics list
  $ wirewatch topics list my-topics --json | jq -r .id`;

interface ListOptions {
  readonly json?: true;
}

/** `wirewatch topics list`: the topics of a folder. */
export function topicsListCommand({ terminal, finish }: Cli): Command {
  return new Command('list')
    .description('list the topics of a folder')
    .argument('[dir]', 'the topics folder (default: topics/ here, else those that ship)')
    .addOption(jsonOption('print one JSON object a line for each'))
    .addHelpText('after', EXAMPLES)
    .action(async (dir: string | undefined, { json }: ListOptions) => {
      const folder = await readTopicFolder(topicFolder(dir));
      if (json) for (const topic of folder.topics) terminal.out(JSON.stringify(topicLine(topic)));
      else print(folder.topics, terminal);
      for (const mistake of renderMistakes(folder)) terminal.err(mistake);
      if (folder.mistakes.length > 0) finish(EXIT.no);
    });
}

function print(topics: readonly Topic[], { out, colours, width }: Terminal): void {
  const lines = renderTable<Topic>(
    [
      { title: 'Topic', text: ({ id }) => id, style: colours.bold },
      { title: 'Name', text: ({ name }) => name.en },
      { title: 'State', text: stateOf },
      { title: 'About', text: ({ about }) => about, shrinks: true },
    ],
    topics,
    width,
  );
  for (const line of lines) out(line);
}

function stateOf({ paused }: Topic): string {
  if (paused === null) return 'live';
  return paused.until === null ? 'paused' : `paused until ${paused.until}`;
}

function topicLine({ id, name, about, updates, paused, where, mustMatch, mustNotMatch }: Topic): unknown {
  return { schema: 1, id, name, about, updates, paused, where, mustMatch, mustNotMatch };
}
