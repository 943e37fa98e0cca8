import { relative } from 'node:path';
import picocolors from 'picocolors';
import { cutToColumns, oneLine } from '../core/alert/compose-text.ts';
import type { Why } from '../core/alert/message.ts';
import { whyOf } from '../core/alert/why.ts';
import type { ActiveTopics, ObjectOutcome, OutcomeEntry, StoryReads, StoryWrites } from '../core/ports.ts';
import { standingVersion } from '../core/story/head.ts';
import type { InboxMessage } from './inbox-folder.ts';
import type { Taken } from './intake-queue.ts';

/** Where and how the local run says what happens. */
export interface Voice {
  readonly out: (line: string) => void;
  readonly colour: boolean;
  /** One JSON object a line, for programs, in place of a table for people. */
  readonly json: boolean;
  /** Columns to write at most. */
  readonly width: number;
  /** Of the topics' names. */
  readonly language: 'en' | 'da';
}

/** What is said when everything stands. */
export interface Ready {
  readonly state: string;
  readonly drop: string;
  readonly inbox: string;
  /** Null: the run ends here, and the inbox is not served. */
  readonly url: string | null;
  readonly mails: number;
}

/** Says what happens in the local run. */
export interface Report {
  readonly heading: () => void;
  readonly taken: (taken: Taken) => Promise<void>;
  readonly mail: (message: InboxMessage) => void;
  readonly ready: (ready: Ready) => void;
  readonly trouble: (message: string) => void;
}

/** A story of an object: what it came to, and why its topics fit. */
interface Told {
  readonly entry: OutcomeEntry;
  readonly title: string;
  readonly why: readonly Why[];
}

type Store = Pick<StoryReads, 'version'> & Pick<StoryWrites, 'head'>;

/** Columns of story code and file. */
const CODE = 10;
const FILE = 32;

/** A report in words or in JSON. `topics` gives topics their names, `incoming/` is left off keys. */
export function localReport(voice: Voice, store: Store, topics: () => Promise<ActiveTopics>): Report {
  return voice.json ? jsonReport(voice, store) : plainReport(voice, store, topics);
}

function plainReport(voice: Voice, store: Store, topics: () => Promise<ActiveTopics>): Report {
  const { out, width } = voice;
  const colours = picocolors.createColors(voice.colour);
  const room = Math.max(30, width - CODE - FILE);
  return {
    heading: () => out(colours.dim(`${'STORY'.padEnd(CODE)}${'FILE'.padEnd(FILE)}WHAT MATCHED, AND WHY`)),
    taken: async ({ outcome }) => {
      const { facts } = await topics();
      for (const told of await toldOf(outcome, store)) {
        const code = 'story' in told.entry ? told.entry.story.code : '–';
        const file = cutToColumns(outcome.key.replace(/^incoming\//u, ''), FILE - 2).padEnd(FILE);
        out(`${colours.cyan(code.padEnd(CODE))}${file}${cutToColumns(becameOf(told), room)}`);
        const names = told.why.map(({ topic }) => oneLine(facts(topic)?.name[voice.language] ?? topic));
        const longest = Math.max(0, ...names.map((name) => name.length));
        for (const [index, { quotes }] of told.why.entries()) {
          const quote = excerpt(quotes[0] ?? '', room - longest - 6);
          const shown = voice.colour ? markWords(quote, colours.bold) : quote;
          out(
            `${' '.repeat(CODE + FILE)}${colours.green(`→ ${(names[index] ?? '').padEnd(longest)}`)}  ${shown}`,
          );
        }
      }
    },
    mail: ({ to, subject }) =>
      out(`${colours.yellow('Alert')} to ${to.join(', ')}: ${colours.bold(subject)}`),
    ready: (ready) => {
      const drop = shortPath(ready.drop);
      const inbox = shortPath(ready.inbox);
      const mails = `${ready.mails} ${ready.mails === 1 ? 'mail' : 'mails'}`;
      out('');
      if (ready.url !== null)
        out(`Inbox   ${colours.bold(ready.url)}  (${mails}; also as .eml files in ${inbox})`);
      else out(`Inbox   ${mails} as .eml files in ${colours.bold(inbox)}`);
      if (ready.url === null) return;
      out(`Drop    ${colours.bold(`cp story.txt ${drop}/`)}`);
      out(`        (copy of Ritzau’s without its sign-off: ${drop}/ritzau/)`);
      out('Stop    Ctrl-C');
      out('');
    },
    trouble: (message) => out(`${colours.red('Trouble')} ${message}`),
  };
}

/** The path from the current folder where it lies in it, for people to type. */
function shortPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere === '' || fromHere.startsWith('..') ? path : fromHere;
}

/** What became of a story, in a few words, in front of its title. */
function becameOf({ entry, title, why }: Told): string {
  switch (entry.kind) {
    case 'rejected':
      return `could not be read: ${entry.reason}`;
    case 'untagged':
      return `of no watched wire, so nobody is told: ${entry.title}`;
    case 'copy':
      return `copy of ${entry.of.code}, so nobody is told: ${title}`;
    case 'repeat':
      return `known already: ${title}`;
    case 'version':
      return `another version${why.length === 0 ? ', no topic' : ''}: ${title}`;
    case 'stored':
      return why.length === 0 ? `no topic: ${title}` : title;
  }
}

/** The part of a quote around its first marked words. */
function excerpt(quote: string, columns: number): string {
  const mark = quote.indexOf('*');
  const before = Math.floor(columns / 4);
  const from = mark + 2 * before > columns ? quote.indexOf(' ', mark - before) + 1 : 0;
  return cutToColumns(from > 0 ? `…${quote.slice(from)}` : quote, columns);
}

function markWords(text: string, mark: (words: string) => string): string {
  return text.replace(/\*([^*]{1,200})\*/gu, (_, words: string) => mark(words));
}

function jsonReport({ out }: Voice, store: Store): Report {
  const say = (event: string, facts: object) => out(JSON.stringify({ schema: 1, event, ...facts }));
  return {
    heading: () => undefined,
    taken: async ({ outcome, known }) => {
      for (const { entry, title, why } of await toldOf(outcome, store)) {
        const { kind, part } = entry;
        say('story', {
          key: outcome.key,
          versionId: outcome.versionId,
          part,
          outcome: kind,
          known,
          code: 'story' in entry ? entry.story.code : null,
          title,
          reason: entry.kind === 'rejected' ? entry.reason : null,
          matches: why,
        });
      }
    },
    mail: ({ id, at, to, subject, kind }) => say('mail', { id, at, to, subject, kind }),
    ready: (ready) => say('ready', ready),
    trouble: (message) => say('trouble', { message }),
  };
}

async function toldOf({ entries }: ObjectOutcome, store: Store): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const entry of entries) {
    if (!('story' in entry))
      told.push({ entry, title: entry.kind === 'untagged' ? entry.title : '', why: [] });
    else told.push({ entry, ...(await storyOf(entry.story.key, store)) });
  }
  return told;
}

async function storyOf(key: string, store: Store): Promise<Omit<Told, 'entry'>> {
  const head = await store.head(key);
  const standing = head === null ? null : standingVersion(head);
  const version = standing === null ? null : await store.version(key, standing.commit);
  const topics = head?.matches.map(({ topic }) => topic) ?? [];
  return { title: head?.title ?? '', why: version === null ? [] : whyOf(version, topics) };
}
