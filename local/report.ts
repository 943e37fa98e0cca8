import { relative, resolve } from 'node:path';
import picocolors from 'picocolors';
import { ENGLISH } from '../core/alert/catalogue-en.ts';
import { wallClock } from '../core/alert/compose-dates.ts';
import { cutToColumns, oneLine } from '../core/alert/compose-text.ts';
import type { Why } from '../core/alert/message.ts';
import { whyOf } from '../core/alert/why.ts';
import type { ActiveTopics, ObjectOutcome, OutcomeEntry, StoryReads } from '../core/ports.ts';
import { natureOf, takesBack } from '../core/story/nature.ts';
import { type Story, storyTitle } from '../core/story/story.ts';
import { inColumns, quoteInColumns } from './columns.ts';
import type { InboxMessage } from './inbox-folder.ts';
import type { Taken } from './intake-queue.ts';
import { DEFAULT_STATE } from './state-directory.ts';

/** Where and how the local run says what happens. */
export interface Voice {
  /** Takes what the run is for: stories, mails, where things are. */
  readonly out: (line: string) => void;
  /** Takes what went wrong. */
  readonly err: (line: string) => void;
  readonly colour: boolean;
  /** One JSON object a line, for programs, in place of lines for people. */
  readonly json: boolean;
  /** Columns to write at most. */
  readonly width: number;
  /** Of the topics' names. */
  readonly language: 'en' | 'da';
  /** IANA zone of the times. */
  readonly timeZone: string;
}

/** What is said when everything stands. */
export interface Ready {
  readonly state: string;
  readonly drop: string;
  readonly inbox: string;
  /** Null: the run ends here, and the inbox is not served. */
  readonly url: string | null;
  readonly mails: number;
  /** Stories whose alert waits for the end of their embargo (ISO 8601 UTC), the first to end first. */
  readonly held: readonly { readonly code: string; readonly until: string }[];
  /** What waits until somebody sees to it: kills whose story has not come, embargoes whose end could not be read. */
  readonly waiting: readonly { readonly code: string; readonly for: 'story' | 'end' }[];
}

/** Says what happens in the local run. */
export interface Report {
  /** A line over what follows; programs get none. */
  readonly heading: (text: string) => void;
  readonly taken: (taken: Taken) => Promise<void>;
  /** Mails that came, the oldest first. */
  readonly mails: (mails: readonly InboxMessage[]) => void;
  readonly ready: (ready: Ready) => void;
  readonly trouble: (message: string) => void;
}

/** A story of an object: what it came to, what it is, and why its topics fit. */
interface Told {
  readonly entry: OutcomeEntry;
  readonly title: string;
  /** As it came in this object; null where it is not stored. */
  readonly story: Story | null;
  readonly why: readonly Why[];
}

type Store = Pick<StoryReads, 'storiesByCode'>;
type Colours = ReturnType<typeof picocolors.createColors>;

/** Columns of a story's code. */
const CODE = 10;
/** Lines are not broken narrower than this, however narrow the terminal. */
const NARROWEST = 30;
/** Why something waits. */
const WAITS_FOR = {
  story: 'for the story that it kills',
  end: 'for the end of its embargo, which could not be read',
} as const;
/** Stories under embargo that are named at the start. */
const MOST_HELD = 3;

/** A report in words or in JSON. `topics` gives topics their names, `incoming/` is left off keys. */
export function localReport(voice: Voice, store: Store, topics: () => Promise<ActiveTopics>): Report {
  return voice.json ? jsonReport(voice, store) : plainReport(voice, store, topics);
}

function plainReport(voice: Voice, store: Store, topics: () => Promise<ActiveTopics>): Report {
  const colours = picocolors.createColors(voice.colour);
  const { out, err } = voice;
  return {
    heading: (text) => {
      out('');
      out(colours.bold(cutToColumns(text, voice.width)));
      out('');
    },
    taken: async ({ outcome }) => {
      const { facts } = await topics();
      const nameOf = (topic: string) => oneLine(facts(topic)?.name[voice.language] ?? topic);
      for (const told of await toldOf(outcome, store)) {
        for (const line of storyLines(told, outcome.key, nameOf, voice, colours)) out(line);
      }
    },
    mails: (mails) => {
      for (const [to, subjects] of byRecipients(mails)) {
        const what = subjects.length === 1 ? 'Mail' : `${subjects.length} mails`;
        out(colours.yellow(cutToColumns(`${what} to ${to}`, voice.width)));
        for (const subject of subjects) out(`  ${colours.bold(cutToColumns(subject, columnsIn(voice, 2)))}`);
      }
    },
    ready: (ready) => {
      for (const line of readyLines(ready, voice, colours)) out(line);
    },
    trouble: (message) => err(`${colours.red('Trouble')} ${message}`),
  };
}

function columnsIn({ width }: Pick<Voice, 'width'>, indent: number): number {
  return Math.max(NARROWEST, width - indent);
}

/** Code, file and what became of it; the title; and each topic above its best quote. */
function storyLines(
  told: Told,
  key: string,
  nameOf: (topic: string) => string,
  voice: Voice,
  colours: Colours,
): readonly string[] {
  const code = 'story' in told.entry ? told.entry.story.code : '–';
  const file = cutToColumns(key.replace(/^incoming\//u, ''), columnsIn(voice, CODE));
  const became = becameOf(told, voice);
  const beside = became !== '' && CODE + file.length + 3 + became.length <= voice.width;
  const style = told.story !== null && takesBack(told.story) ? colours.red : colours.yellow;
  const below = (text: string, styled = (line: string) => line) =>
    inColumns(text, columnsIn(voice, 2)).map((line) => `  ${styled(line)}`);
  return [
    `${colours.cyan(code.padEnd(CODE))}${colours.dim(file)}${beside ? ` · ${style(became)}` : ''}`,
    ...(became === '' || beside ? [] : below(became, style)),
    ...(told.title === '' ? [] : below(told.title)),
    ...told.why.flatMap(({ topic, quotes }) => [
      `  ${colours.green(`→ ${cutToColumns(nameOf(topic), columnsIn(voice, 4))}`)}`,
      ...quoteInColumns(
        excerpt(bestQuote(quotes, told.title), columnsIn(voice, 4)),
        columnsIn(voice, 4),
        voice.colour ? colours.bold : null,
      ).map((line) => `    ${line}`),
    ]),
  ];
}

/** What became of a story, in a few words; nothing for a new one that fits a topic. */
function becameOf({ entry, story, why }: Told, { timeZone }: Voice): string {
  if (entry.kind === 'rejected') return `could not be read: ${oneLine(entry.reason)}`;
  if (entry.kind === 'untagged') return 'of no watched wire, so nobody is told';
  const nature = story === null ? [] : natureOf(story, { timeZone, now: new Date() });
  const news = story !== null && takesBack(story) ? '' : 'no topic';
  const became = {
    stored: why.length === 0 ? news : '',
    version: nature.length === 0 ? 'another version' : '',
    repeat: 'known already',
    copy: entry.kind === 'copy' ? `copy of ${entry.of.code}, so nobody is told` : '',
  };
  const note = 'note' in entry && entry.note !== null ? [entry.note] : [];
  return [...nature, became[entry.kind], ...note].filter((words) => words !== '').join(' · ');
}

/** Subjects under the addresses that got them, in the order of their first; a message is told once. */
function byRecipients(mails: readonly InboxMessage[]): ReadonlyMap<string, readonly string[]> {
  const messages = new Map<string, { readonly subject: string; readonly to: string[] }>();
  for (const { at, subject, to } of mails) {
    const message = messages.get(`${at} ${subject}`) ?? { subject, to: [] };
    message.to.push(...to);
    messages.set(`${at} ${subject}`, message);
  }
  const grouped = new Map<string, string[]>();
  for (const { subject, to } of messages.values()) {
    const names = to.length > 3 ? `${to.length} subscribers` : to.join(', ');
    grouped.set(names, [...(grouped.get(names) ?? []), subject]);
  }
  return grouped;
}

function readyLines(
  { state, drop, inbox, url, mails, held, waiting: stuck }: Ready,
  voice: Voice,
  { bold, dim }: Colours,
): readonly string[] {
  const time = (iso: string) => ENGLISH.full(wallClock(voice.timeZone)(iso));
  const waiting = held
    .slice(0, MOST_HELD)
    .flatMap(({ code, until }) => inColumns(`${code} until ${time(until)} (embargo)`, columnsIn(voice, 8)))
    .map((line) => (line.startsWith('W-') ? `Held    ${line}` : `        ${line}`));
  const stuckLines = stuck
    .slice(0, MOST_HELD)
    .map(({ code, for: what }) => `Waits   ${code} ${WAITS_FOR[what]}`);
  const where = state === resolve(DEFAULT_STATE) ? '' : ` --state ${shortPath(state)}`;
  const [dropPath, inboxPath] = [shortPath(drop), shortPath(inbox)];
  const count = `${mails} ${mails === 1 ? 'mail' : 'mails'}`;
  if (url === null)
    return ['', ...waiting, ...stuckLines, `Inbox   ${count} as .eml files in ${bold(inboxPath)}`];
  return [
    '',
    ...waiting,
    ...stuckLines,
    `Inbox   ${bold(url)}`,
    dim(`        ${count}, also as .eml files in ${inboxPath}`),
    `Drop    ${bold(`cp story.txt ${dropPath}/`)}`,
    dim(`        copy of Ritzau’s without its sign-off: ${dropPath}/ritzau/`),
    `Look    ${bold(`npx wirewatch stories --local${where}`)}`,
    'Stop    Ctrl-C',
    '',
  ];
}

/** The path from the current folder where it lies in it, for people to type. */
function shortPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere === '' || fromHere.startsWith('..') ? path : fromHere;
}

/** The first quote, but for the title, which stands right above. */
function bestQuote(quotes: readonly string[], title: string): string {
  return quotes.find((quote) => quote.replaceAll('*', '') !== title.replaceAll('*', '')) ?? quotes[0] ?? '';
}

/** The part of a quote around its first marked words. */
function excerpt(quote: string, columns: number): string {
  const mark = quote.indexOf('*');
  const before = Math.floor(columns / 4);
  const from = mark + 2 * before > columns ? quote.indexOf(' ', mark - before) + 1 : 0;
  return cutToColumns(from > 0 ? `…${quote.slice(from)}` : quote, columns);
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
    mails: (mails) => {
      for (const { id, at, to, subject, kind } of mails) say('mail', { id, at, to, subject, kind });
    },
    ready: (ready) => say('ready', ready),
    trouble: (message) => say('trouble', { message }),
  };
}

async function toldOf({ key, versionId, entries }: ObjectOutcome, store: Store): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const entry of entries) {
    if (!('story' in entry)) {
      told.push({ entry, title: entry.kind === 'untagged' ? entry.title : '', story: null, why: [] });
      continue;
    }
    const found = await store.storiesByCode(entry.story.code);
    const { head, versions = [] } = found.find((one) => one.head.key === entry.story.key) ?? {};
    const version = versions.find(
      ({ source }) => source.key === key && source.versionId === versionId && source.part === entry.part,
    );
    told.push({
      entry,
      title: version === undefined ? (head?.title ?? '') : storyTitle(version.story).slice(0, 300),
      story: version?.story ?? null,
      why:
        version === undefined
          ? []
          : whyOf(
              version,
              version.matches.map(({ topic }) => topic),
            ),
    });
  }
  return told;
}
