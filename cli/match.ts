import { Command, Option } from 'commander';
import type { Config } from '../core/config.ts';
import type { Story } from '../core/story/story.ts';
import type { Match } from '../core/watch/match.ts';
import type { ReadOutcome } from '../core/wire/outcome.ts';
import { readObject } from '../core/wire/read-object.ts';
import { audienceOf } from './audience.ts';
import { loadConfig } from './configuration.ts';
import { describeReport } from './describe-report.ts';
import { findFiles, readBytes } from './files.ts';
import {
  evidenceTexts,
  type ItemRead,
  type MatchReport,
  matchReport,
  rejectedReport,
  untaggedReport,
} from './match-report.ts';
import { jsonOption } from './options.ts';
import { startProgress } from './progress.ts';
import { type Cli, EXIT, type ExitCode, type Terminal } from './terminal.ts';
import { addTopicOptions, loadTopicSet, type TopicOptions, type TopicSet } from './topic-set.ts';
import { count } from './words.ts';

const EXAMPLES = `
Examples:
  $ wirewatch match story.txt
  $ wirewatch match --who samples/
  $ wirewatch match --json --text incoming/ | jq -r .outcome
  $ cat story.txt | wirewatch match --key incoming/ritzau/story.txt -

Exit codes: 0 a topic matched a story, 1 none did, 3 a file could not be opened (the others are still matched).`;

interface MatchOptions extends TopicOptions {
  readonly json?: true;
  readonly who?: true;
  readonly text?: true;
  readonly key?: string;
}

/** `wirewatch match`: which topics stories match, and why, without any deployment. */
export function matchCommand({ terminal, finish }: Cli): Command {
  const command = new Command('match')
    .description('say which topics match a story, and why (works offline)')
    .argument('<files...>', 'files or folders; - for standard input')
    .addOption(jsonOption('print one JSON object a line for each story'))
    .addOption(new Option('--who', 'also say who would be told'))
    .addOption(new Option('--text', 'with --json: also the full text that the evidence stands in'))
    .addOption(
      new Option('--key <key>', 'the place in the bucket to read them as, for wires tagged by place'),
    );
  return addTopicOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (files: readonly string[], options: MatchOptions) => {
      finish(await matchFiles(files, options, terminal));
    });
}

/** What the stories are read and matched with. */
interface Desk {
  readonly config: Config;
  readonly topics: TopicSet;
  readonly options: MatchOptions;
}

async function matchFiles(
  files: readonly string[],
  options: MatchOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const config = await loadConfig(options.config);
  const desk: Desk = { config, options, topics: await loadTopicSet(options.topics) };
  const reader = {
    topics: desk.topics.topics,
    timeZone: config.timeZone,
    now: terminal.now(),
    colours: terminal.colours,
    width: terminal.width,
  };
  const progress = startProgress(terminal);
  const totals = { stories: 0, matched: 0, unopened: 0 };
  for await (const found of findFiles(files)) {
    const reading = found.kind === 'file' ? await readBytes(found.path, config.maxBytes, terminal) : found;
    if (reading.kind === 'unreadable') {
      totals.unopened += 1;
      terminal.err(`wirewatch: ${found.path} cannot be opened: ${reading.reason}.`);
      continue;
    }
    for (const { report, story } of reportsOn(found.path, reading, desk)) {
      totals.stories += 1;
      if (report.outcome === 'matched') totals.matched += 1;
      progress.done();
      if (options.json) terminal.out(JSON.stringify(report));
      else for (const line of describeReport(report, story, reader)) terminal.out(line);
    }
    progress.say(`${count(totals.stories, 'story', 'stories')} read, ${totals.matched} matched`);
  }
  progress.done();
  if (!options.json && totals.stories > 1) {
    terminal.out(`${count(totals.stories, 'story', 'stories')} read, ${totals.matched} matched.`);
  }
  if (totals.unopened > 0) return EXIT.failure;
  return totals.matched > 0 ? EXIT.done : EXIT.no;
}

type Content =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large'; readonly size: number };

/** A report, and the whole story that it is on; null where it could not be read. */
interface Reported {
  readonly report: MatchReport;
  readonly story: Story | null;
}

function reportsOn(file: string, content: Content, desk: Desk): readonly Reported[] {
  const { maxBytes, wires } = desk.config;
  if (content.kind === 'too-large') {
    const reason = `The file has ${content.size} bytes; at most ${maxBytes} are read.`;
    return [{ report: rejectedReport({ file, format: null }, reason), story: null }];
  }
  const key = desk.options.key ?? file.replaceAll('\\', '/').replace(/^(?:\.\/)+/u, '');
  return readObject(content.bytes, { wires, key, maxBytes }).map((outcome) => reportOn(file, outcome, desk));
}

function reportOn(file: string, outcome: ReadOutcome, { config, topics, options }: Desk): Reported {
  const item: ItemRead = { file, format: outcome.format };
  if (outcome.kind === 'rejected') return { report: rejectedReport(item, outcome.reason), story: null };
  const { story } = outcome;
  if (story.wire === null) {
    const wires = config.wires.map(({ id }) => id);
    return { report: untaggedReport(item, story, wires), story };
  }
  const matches = byRelevance(topics.matcher.match(story));
  const report = {
    ...matchReport(item, story, matches),
    ...(options.text ? { text: evidenceTexts(story, matches) } : {}),
    ...(options.who
      ? {
          who: audienceOf(
            matches.map(({ topic }) => topic),
            config,
          ),
        }
      : {}),
  };
  return { report, story };
}

/** The best first; of equals in order of their ids, as the matcher has them. */
function byRelevance(matches: readonly Match[]): readonly Match[] {
  return [...matches].sort((one, other) => other.score - one.score);
}
