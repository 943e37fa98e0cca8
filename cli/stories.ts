import { Command, Option } from 'commander';
import type { StoryReads } from '../core/ports.ts';
import type { Head } from '../core/story/head.ts';
import { loadConfig } from './configuration.ts';
import { withDeployment } from './deployment.ts';
import { type Since, sinceTime } from './duration.ts';
import { checkTopic } from './known-names.ts';
import {
  addDeploymentOptions,
  type DeploymentOptions,
  deploymentChoice,
  jsonOption,
  sinceOption,
  wholeNumber,
} from './options.ts';
import { storyFacts } from './story-line.ts';
import { isHidden, type Reader, storyState } from './story-state.ts';
import { type Column, renderTable } from './table.ts';
import { type Cli, EXIT, type Terminal } from './terminal.ts';
import { count, shortTime } from './words.ts';

const EXAMPLES = `
Examples:
  $ wirewatch stories                                     what came in during the last 24 hours
  $ wirewatch stories --topic nato-missions --since 7d
  $ wirewatch stories --waiting                           kills that wait for their story
  $ wirewatch stories --all --json | jq -r .code          with withdrawn stories and copies`;

interface StoriesOptions extends DeploymentOptions {
  readonly topic?: string;
  readonly since: Since;
  readonly all?: true;
  readonly waiting?: true;
  readonly limit: number;
  readonly json?: true;
}

/** `wirewatch stories`: what is stored, newest first. */
export function storiesCommand({ terminal, finish }: Cli): Command {
  const command = new Command('stories')
    .description('list stored stories, the newest first')
    .addOption(new Option('--topic <id>', 'only those that match this topic'))
    .addOption(sinceOption('24h'))
    .addOption(new Option('--all', 'also withdrawn stories and copies'))
    .addOption(
      new Option('--waiting', 'instead kills whose story has not come; they wait 72 hours for it').conflicts([
        'topic',
        'all',
      ]),
    )
    .addOption(new Option('--limit <n>', 'at most so many').argParser(wholeNumber(1, 100_000)).default(200))
    .addOption(jsonOption('print one JSON object a line for each story'));
  return addDeploymentOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options: StoriesOptions) => {
      const found = await withDeployment(deploymentChoice(options), async (deployment) => {
        const stories = await listStories(deployment.store, options, terminal.now());
        // Not before: a topic that there is no more may still have its stories.
        if (options.topic !== undefined && stories.heads.length + stories.hidden === 0)
          await checkTopic(options.topic, deployment);
        return stories;
      });
      await print(found, options, terminal);
      finish(found.heads.length > 0 ? EXIT.done : EXIT.no);
    });
}

interface Found {
  readonly heads: readonly Head[];
  /** Left out because they are withdrawn or copies. */
  readonly hidden: number;
  /** There are more than the limit. */
  readonly more: boolean;
  /** Kills that wait for their story. */
  readonly waiting: number;
}

async function listStories(store: StoryReads, options: StoriesOptions, now: Date): Promise<Found> {
  const waiting: Head[] = [];
  if (options.topic === undefined) for await (const head of store.waitingKills()) waiting.push(head);
  if (options.waiting) return { ...page(waiting, options.limit), hidden: 0, waiting: 0 };
  const since = sinceTime(options.since, now).toISOString();
  const heads: Head[] = [];
  let hidden = 0;
  const stored = options.topic ? store.storiesOfTopic(options.topic, since) : store.storiesSince(since, null);
  for await (const head of stored) {
    if (!options.all && isHidden(head)) hidden += 1;
    else heads.push(head);
    if (heads.length > options.limit) break;
  }
  return { ...page(heads, options.limit), hidden, waiting: waiting.length };
}

function page(heads: readonly Head[], limit: number): Pick<Found, 'heads' | 'more'> {
  return { heads: heads.slice(0, limit), more: heads.length > limit };
}

async function print(found: Found, options: StoriesOptions, terminal: Terminal): Promise<void> {
  if (options.json) {
    for (const head of found.heads) terminal.out(JSON.stringify(storyLine(head)));
    return;
  }
  const { timeZone } = await loadConfig(undefined);
  const reader = { timeZone, now: terminal.now() };
  if (found.heads.length > 0) {
    for (const line of renderTable(columns(reader, terminal), found.heads, terminal.width))
      terminal.out(line);
  } else terminal.err(options.waiting ? 'No kill waits for its story.' : 'No stories in this time.');
  if (found.more) terminal.err(`There are more: these are the newest ${options.limit} (--limit).`);
  if (found.hidden > 0) {
    terminal.err(
      `Left out: ${count(found.hidden, 'withdrawn story or copy', 'withdrawn stories or copies')} (--all).`,
    );
  }
  if (found.waiting > 0) {
    const [kills, whose] =
      found.waiting === 1 ? ['kill waits', 'its story'] : ['kills wait', 'their stories'];
    terminal.err(`${found.waiting} ${kills} for ${whose} (--waiting).`);
  }
}

function columns(reader: Reader, { colours }: Terminal): readonly Column<Head>[] {
  return [
    { title: 'Received', text: (head) => shortTime(head.receivedAt, reader.timeZone, reader.now) },
    { title: 'Story', text: (head) => head.code, style: colours.bold },
    { title: 'Topics', text: (head) => head.matches.map(({ topic }) => topic).join(', '), shrinks: true },
    { title: 'Title', text: (head) => head.title || head.id, shrinks: true },
    { title: 'State', text: (head) => storyState(head, reader), style: colours.yellow },
  ];
}

/** One line of `stories --json`; the contract is in docs/commands.md. */
function storyLine(head: Head): unknown {
  return {
    ...storyFacts(head),
    versions: head.versions.length,
    object: head.source?.key ?? null,
    matches: head.matches,
    alerts: head.told.map(({ kind, to, state, at }) => ({ kind, to, state, at })),
  };
}
