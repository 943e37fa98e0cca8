import { Command, Option } from 'commander';
import type { StoredVersion, StoryWithVersions } from '../core/ports.ts';
import { changesBetween } from '../core/story/changes.ts';
import { type Head, isKill, standingVersion, type VersionRef } from '../core/story/head.ts';
import { parseCode } from '../core/story/identity.ts';
import { wordCount } from '../core/story/word-count.ts';
import type { Wire } from '../core/wire/outcome.ts';
import { inColumns } from '../local/columns.ts';
import { loadConfig } from './configuration.ts';
import { withDeployment } from './deployment.ts';
import { addDeploymentOptions, type DeploymentOptions, deploymentChoice, jsonOption } from './options.ts';
import { storyFacts } from './story-line.ts';
import { alertState, type Reader, storyState } from './story-state.ts';
import { tokenWords } from './subscription-words.ts';
import { printable } from './table.ts';
import { type Cli, CommandFailure, EXIT, type Terminal } from './terminal.ts';
import { listed, shortTime } from './words.ts';

const EXAMPLES = `
Examples:
  $ wirewatch story W-7Q3FK2
  $ wirewatch story 7q3fk2 --text          with the whole text
  $ wirewatch story W-7Q3FK2 --json

Exit codes: 0 done, 1 there is no such story, 2 this is no code.`;

interface StoryOptions extends DeploymentOptions {
  readonly json?: true;
  readonly text?: true;
}

/** `wirewatch story`: everything about one story. */
export function storyCommand({ terminal, finish }: Cli): Command {
  const command = new Command('story')
    .description('show a story: its versions, what it matches, and who was told when')
    .argument('<code>', 'as every mail has it: W-7Q3FK2')
    .addOption(new Option('--text', 'also the text'))
    .addOption(jsonOption('print one JSON object a line for each story of this code'));
  return addDeploymentOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (code: string, options: StoryOptions) => {
      if (parseCode(code) === null) {
        throw new CommandFailure(
          `"${code}" is no story code: six letters and digits, as in W-7Q3FK2.`,
          EXIT.usage,
        );
      }
      const stories = await withDeployment(deploymentChoice(options), ({ store }) =>
        store.storiesByCode(code),
      );
      if (stories.length === 0) {
        terminal.err(`wirewatch: there is no story ${parseCode(code)}.`);
        return finish(EXIT.no);
      }
      if (options.json) for (const story of stories) terminal.out(JSON.stringify(storyLine(story)));
      else await print(stories, options, terminal);
    });
}

async function print(
  stories: readonly StoryWithVersions[],
  options: StoryOptions,
  terminal: Terminal,
): Promise<void> {
  const { timeZone, wires } = await loadConfig(undefined);
  const reader = { timeZone, now: terminal.now(), wires };
  for (const [index, story] of stories.entries()) {
    if (index > 0) terminal.out('');
    for (const line of describe(story, reader, options, terminal)) terminal.out(line);
  }
}

/** Somebody who knows the desk's wires. */
interface DeskReader extends Reader {
  readonly wires: readonly Wire[];
}

function describe(
  { head, versions, copies }: StoryWithVersions,
  reader: DeskReader,
  options: StoryOptions,
  { colours, width }: Terminal,
): readonly string[] {
  const standing = versionOf(versions, standingVersion(head));
  const state = storyState(head, reader);
  return [
    ...indented(head.title, `${head.code}  `, width).map((line, index) =>
      index === 0 ? line.replace(head.code, colours.bold(head.code)) : line,
    ),
    `  ${[head.wire, standing?.story.via, head.kind].filter(Boolean).join(' · ')}${state ? ` · ${colours.yellow(state)}` : ''}`,
    `  ${head.source?.key ?? 'known only from what another document says of it'}`,
    ...head.versions.flatMap((version, at) => versionLines(head, versions, version, at, reader, width)),
    ...orderLines(head, reader, width),
    ...(copies.length > 0 ? ['', `Copied by ${listed(copies.map(({ code }) => code))}`] : []),
    '',
    colours.bold('Matches'),
    ...matchLines(head, standing, width),
    '',
    colours.bold('Alerts'),
    ...alertLines(head, reader, width),
    ...(options.text && standing ? ['', colours.bold('Text'), ...textLines(standing)] : []),
  ];
}

function versionOf(versions: readonly StoredVersion[], ref: VersionRef | null): StoredVersion | null {
  return versions.find(({ digest }) => digest === ref?.digest) ?? null;
}

/** One version, and how its sentences differ from the version before. */
function versionLines(
  head: Head,
  versions: readonly StoredVersion[],
  ref: VersionRef,
  at: number,
  { timeZone, now, wires }: DeskReader,
  width: number,
): readonly string[] {
  const stored = versionOf(versions, ref);
  const before = versionOf(versions, head.versions[at - 1] ?? null);
  const kind = ref.revision === 'none' ? '' : ` · ${ref.revision}`;
  const words = stored ? ` · ${wordCount(stored.story.body)} words` : '';
  const note = stored?.story.revision.note;
  const markers = wires.find(({ id }) => id === head.wire)?.markers;
  // A kill takes the whole text back; that is no list of changes.
  const changes = stored && before && !isKill(ref) ? changesBetween(before.story, stored.story, markers) : [];
  return [
    '',
    `Version ${at + 1} · received ${shortTime(ref.receivedAt, timeZone, now)} · ${ref.status}${kind}${words}`,
    ...(note ? indented(`The agency says: ${note}`, '  ', width) : []),
    ...changes.flatMap(({ was, now: becomes }) => [
      ...(was === null ? [] : indented(was, '  - ', width)),
      ...(becomes === null ? [] : indented(becomes, '  + ', width)),
    ]),
  ];
}

function orderLines({ orders }: Head, { timeZone, now }: Reader, width: number): readonly string[] {
  return orders.flatMap(({ status, at, reason }) => {
    const why = reason ? `: ${printable(reason)}` : '';
    return indented(`Another document says ${status}, ${shortTime(at, timeZone, now)}${why}`, '', width);
  });
}

function matchLines({ matches }: Head, standing: StoredVersion | null, width: number): readonly string[] {
  if (matches.length === 0) return ['  none'];
  return matches.flatMap(({ topic, score }) => {
    const evidence = standing?.matches.find((match) => match.topic === topic)?.evidence ?? [];
    const words = [...new Set(evidence.map(({ text }) => printable(text)))].slice(0, MOST_WORDS);
    return [`  ${topic}  ${score}`, ...(words.length > 0 ? indented(words.join(' · '), '    ', width) : [])];
  });
}

const MOST_WORDS = 12;

function alertLines({ told }: Head, reader: Reader, width: number): readonly string[] {
  if (told.length === 0) return ['  none'];
  return told.flatMap((alert) => {
    const when = shortTime(alert.at, reader.timeZone, reader.now);
    const fate = `${alert.kind} to ${listed(alert.to.map(tokenWords))}: ${alertState(alert, reader)}`;
    return indented(fate, `  ${when}  `, width);
  });
}

function textLines({ story }: StoredVersion): readonly string[] {
  const paragraphs = [story.headline ?? '', ...story.body.split(/\n+/u)].filter((text) => text !== '');
  return paragraphs.flatMap((text) => [printable(text), '']).slice(0, -1);
}

/** Text in lines of the terminal's width, the first behind `first`, the others as far in. */
function indented(text: string, first: string, width: number): readonly string[] {
  const rest = ' '.repeat(first.length);
  return inColumns(text, Math.max(30, width - first.length)).map(
    (line, index) => `${index === 0 ? first : rest}${line}`,
  );
}

/** One line of `story --json`; the contract is in docs/commands.md. */
function storyLine({ head, versions, copies }: StoryWithVersions): unknown {
  const standing = versionOf(versions, standingVersion(head));
  return {
    ...storyFacts(head),
    object: head.source,
    matches: standing?.matches ?? head.matches,
    versions: head.versions.map((ref) => {
      const stored = versionOf(versions, ref);
      return {
        ...ref,
        format: stored?.format ?? null,
        source: stored?.source ?? null,
        story: stored?.story ?? null,
      };
    }),
    orders: head.orders,
    copies: copies.map(({ code }) => code),
    alerts: head.told,
  };
}
