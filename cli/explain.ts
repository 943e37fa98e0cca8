import { Command, Option } from 'commander';
import type { Story } from '../core/story/story.ts';
import { explain } from '../core/watch/explain.ts';
import { renderExplanation } from '../core/watch/explain-text.ts';
import { readObject } from '../core/wire/read-object.ts';
import { loadConfig } from './configuration.ts';
import { readBytes } from './files.ts';
import { jsonOption } from './options.ts';
import { printable } from './table.ts';
import { type Cli, CommandFailure, EXIT, type ExitCode, type Terminal } from './terminal.ts';
import { addTopicOptions, loadTopicSet, type TopicOptions, topicById } from './topic-set.ts';

const EXAMPLES = `
Examples:
  $ wirewatch explain story.txt --topic nato-missions
  $ wirewatch explain feed.xml --topic drones --json | jq .missing

Exit codes: 0 the topic matches, 1 it does not (or there is no such topic), 3 the file cannot be read.`;

interface ExplainOptions extends TopicOptions {
  readonly topic: string;
  readonly json?: true;
}

/** `wirewatch explain`: why a topic matches a story, or what was missing. */
export function explainCommand({ terminal, finish }: Cli): Command {
  const command = new Command('explain')
    .description('say why a topic matches a story, or what was missing')
    .argument('<file>', 'a file, or - for standard input')
    .addOption(new Option('--topic <id>', 'the topic').makeOptionMandatory())
    .addOption(jsonOption('print one JSON object a line for each story in the file'));
  return addTopicOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: ExplainOptions) => {
      finish(await explainFile(file, options, terminal));
    });
}

async function explainFile(file: string, options: ExplainOptions, terminal: Terminal): Promise<ExitCode> {
  const { topics } = await loadTopicSet(options.topics);
  const topic = topicById(topics, options.topic);
  const stories = await readStories(file, options, terminal);
  let matched = false;
  for (const [index, story] of stories.entries()) {
    const explanation = explain(topic, story);
    matched ||= explanation.match !== null;
    if (options.json) {
      terminal.out(JSON.stringify({ schema: 1, file, part: index, ...explanation }));
      continue;
    }
    if (stories.length > 1) terminal.out(`${index > 0 ? '\n' : ''}${file} #${index + 1}`);
    for (const line of renderExplanation(explanation).split('\n')) terminal.out(safeLine(line));
  }
  return matched ? EXIT.done : EXIT.no;
}

/** The stories in a file. @throws CommandFailure when it cannot be read, or holds none that can be. */
async function readStories(
  file: string,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<readonly Story[]> {
  const { wires, maxBytes } = await loadConfig(options.config);
  const reading = await readBytes(file, maxBytes, terminal);
  if (reading.kind === 'unreadable') throw new CommandFailure(`${file} cannot be opened: ${reading.reason}.`);
  if (reading.kind === 'too-large') {
    throw new CommandFailure(`${file} has ${reading.size} bytes; at most ${maxBytes} are read.`);
  }
  const outcomes = readObject(reading.bytes, { wires, maxBytes, key: file });
  const stories = outcomes.flatMap((outcome) => (outcome.kind === 'story' ? outcome.story : []));
  const rejected = outcomes.find((outcome) => outcome.kind === 'rejected');
  if (stories.length === 0 && rejected) {
    throw new CommandFailure(`${file} cannot be read as a story: ${rejected.reason}`);
  }
  return stories;
}

/** Keeps the tree's indentation; what the wire sent cannot move the cursor. */
function safeLine(line: string): string {
  const indent = /^ */u.exec(line)?.[0] ?? '';
  return indent + printable(line);
}
