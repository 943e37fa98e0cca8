import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Config, DEFAULT_CONFIG, type Settings, settingsOf, tokensOf } from '../core/config.ts';
import type { Log, TopicSource } from '../core/ports.ts';
import { writeFileAtomic } from './atomic-file.ts';
import { Closers } from './closers.ts';
import { type DispatchLoop, startDispatch } from './dispatch-loop.ts';
import { droppedFiles, keyOf } from './drop-folder.ts';
import { type InboxFolder, type InboxMessage, openInbox } from './inbox-folder.ts';
import { startInboxServer } from './inbox-server.ts';
import { type IntakeQueue, intakeQueue } from './intake-queue.ts';
import { localSnsTopic } from './local-sns-topic.ts';
import { CLOCK, type LocalParts, localParts, SHIPPED_SAMPLES, SHIPPED_TOPICS } from './parts.ts';
import { pushedTopics } from './pushed-topics.ts';
import { localReport, type Report } from './report.ts';
import { DEFAULT_STATE, makeStateDirectory, type StateDirectory, stateDirectory } from './state-directory.ts';
import type { StoredSubscription, SubscriptionsFile } from './subscriptions-file.ts';
import { openTable } from './table.ts';
import { topicsFolder } from './topics-folder.ts';
import { watchFolder } from './watch-folder.ts';

/** How to run Wirewatch on this machine; what is left out has a default. */
export interface LocalOptions {
  /** The state directory: `.wirewatch` in the current folder. */
  readonly state?: string | undefined;
  /** The drop folder: `drop` in the state directory. */
  readonly drop?: string | undefined;
  /** Port of the inbox page; the usual one, or any free one when that is taken. */
  readonly port?: number | undefined;
  /** Take in what is there, tell it, and end. */
  readonly once?: boolean | undefined;
  /** Take in the project's samples on first start; true unless said otherwise. */
  readonly samples?: boolean | undefined;
  readonly config?: Config | undefined;
  /** Folder with the watch topics: the project's. */
  readonly topics?: string | undefined;
  readonly out: (line: string) => void;
  readonly colour?: boolean | undefined;
  /** Say what happens as one JSON object a line. */
  readonly json?: boolean | undefined;
  /** Columns of the terminal; 100. */
  readonly width?: number | undefined;
}

/** The local run, once it has taken in and told what was there. */
export interface LocalRun {
  readonly state: StateDirectory;
  /** Absolute path. */
  readonly drop: string;
  /** Where the inbox page is; null with `once`. */
  readonly url: string | null;
  /** Finishes what is under way and lets go of the state. Safe to call more than once. */
  readonly stop: () => Promise<void>;
}

/**
 * What holds without a configuration. People try a local run with what they have at hand, which is mostly
 * old: it is told at once all the same, not in a digest of what came late.
 */
const LOCAL_CONFIG: Config = { ...DEFAULT_CONFIG, backlogHours: 1_000_000 };

/** Whom a newcomer's alerts go to. */
const NEWCOMER: StoredSubscription = {
  endpoint: 'you@localhost',
  protocol: 'email',
  policy: { to: tokensOf({ topics: 'all', delivery: ['now'] }) },
  owner: 'command line',
};

/**
 * Runs intake and dispatch on this machine, over a drop folder, an embedded table and a local inbox. Done
 * when everything that was there has been taken in and told; goes on watching the folder until it is
 * stopped, or with `once` has stopped already.
 * Throws LocalFailure, which says in a sentence what its user has to mend.
 */
export async function startLocal(options: LocalOptions): Promise<LocalRun> {
  const closers = new Closers();
  try {
    const machine = await assemble(options, closers);
    await takeInWhatIsThere(machine, options);
    const url = options.once === true ? null : await goOn(machine, options, closers);
    machine.report.ready(readyFacts(machine, url));
    if (url === null) await closers.close();
    return { state: machine.state, drop: machine.drop, url, stop: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}

/** Everything joined, dispatching already. */
interface Machine extends LocalParts {
  readonly state: StateDirectory;
  readonly drop: string;
  readonly inbox: InboxFolder;
  readonly report: Report;
  readonly intake: IntakeQueue;
  readonly dispatching: DispatchLoop;
}

async function assemble(options: LocalOptions, closers: Closers): Promise<Machine> {
  const config = options.config === DEFAULT_CONFIG ? LOCAL_CONFIG : (options.config ?? LOCAL_CONFIG);
  const settings = settingsOf(config);
  const state = stateDirectory(options.state ?? DEFAULT_STATE);
  const drop = resolve(options.drop ?? state.drop);
  await makeStateDirectory(state);
  await mkdir(drop, { recursive: true });
  const table = await openTable(state, { drop });
  closers.add(table.close);
  const parts = localParts(state, drop, table.client, settings);
  const report = reportOf(options, parts, () => topics.active(), settings);
  const log = logTo(report);
  const files = await topicsFolder(options.topics ?? SHIPPED_TOPICS, log);
  const topics = pushedTopics(files, { objects: parts.pushed, pointers: parts.store, clock: CLOCK, log });
  const inbox = await openInbox(state.inbox);
  await prepareSubscriptions(parts.subscriptions, config);
  const work = await startWork(parts, { topics, inbox, report, settings }, closers);
  return { ...parts, ...work, state, drop, inbox, report };
}

function reportOf(
  { out, colour = false, json = false, width = 100 }: LocalOptions,
  { store }: LocalParts,
  topics: TopicSource['active'],
  { language }: Settings,
): Report {
  return localReport({ out, colour, json, width, language }, store, topics);
}

/** Starts dispatch, and intake as far as it is fed. */
async function startWork(
  parts: LocalParts,
  others: {
    readonly topics: TopicSource;
    readonly inbox: InboxFolder;
    readonly report: Report;
    readonly settings: Settings;
  },
  closers: Closers,
): Promise<{ readonly intake: IntakeQueue; readonly dispatching: DispatchLoop }> {
  const { topics, inbox, report, settings } = others;
  const ports = { objects: parts.objects, store: parts.store, topics, clock: CLOCK, log: logTo(report) };
  const publisher = localSnsTopic(inbox, parts.subscriptions, CLOCK);
  const dispatching = await startDispatch({ ...ports, publisher }, settings);
  closers.add(dispatching.stop);
  const intake = intakeQueue(ports, settings, async (taken) => {
    if (!taken.known) await report.taken(taken);
  });
  closers.add(intake.stop);
  return { intake, dispatching };
}

/** Takes in the samples and all that lies in the drop folder, and tells it. */
async function takeInWhatIsThere(machine: Machine, options: LocalOptions): Promise<void> {
  const { folder, intake, dispatching, inbox, report } = machine;
  // Alerts are told while others are still read, but said below the table.
  const told: InboxMessage[] = [];
  const stopListening = inbox.onAdd((message) => told.push(message));
  report.heading();
  if (options.samples !== false) await takeSamplesIn(machine, options.once === true);
  for await (const ref of folder.list()) await intake.take(ref);
  await dispatching.drain();
  stopListening();
  for (const message of told) report.mail(message);
}

/** The samples are taken in on first start; `once` shows them every time. */
async function takeSamplesIn({ state, samples, intake, report }: Machine, once: boolean): Promise<void> {
  if (!once && existsSync(state.samplesDone)) return;
  await copyMissing(SHIPPED_SAMPLES, state.samples);
  for await (const ref of samples.list()) {
    const taken = await intake.take(ref);
    if (taken?.known && once) await report.taken(taken);
  }
  await writeFile(state.samplesDone, '');
}

async function copyMissing(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const file of await droppedFiles(from, false)) {
    const target = join(to, file);
    if (!existsSync(target)) await writeFileAtomic(target, await readFile(join(from, file)));
  }
}

/** Watches the folder and shows the inbox; answers where. */
async function goOn(machine: Machine, options: LocalOptions, closers: Closers): Promise<string> {
  const { inbox, drop, intake, report } = machine;
  const server = await startInboxServer(inbox, drop, options.port ?? null);
  closers.add(server.stop);
  closers.add(inbox.onAdd(report.mail));
  const onFile = (file: string) => void intake.take({ key: keyOf(file), versionId: null });
  closers.add(await watchFolder(drop, onFile, (error) => report.trouble(messageOf(error))));
  return server.url;
}

function readyFacts({ state, drop, inbox }: Machine, url: string | null) {
  return { state: state.path, drop, inbox: inbox.path, url, mails: inbox.list().length };
}

/** Those whom the configuration names are subscribed as it says; a newcomer's address is, when nobody is. */
async function prepareSubscriptions(file: SubscriptionsFile, { subscribers }: Config): Promise<void> {
  const stored = await file.read();
  const own = (stored ?? []).filter(({ owner }) => owner === 'command line');
  const configured = subscribers
    .filter(({ email }) => own.every(({ endpoint }) => endpoint.toLowerCase() !== email.toLowerCase()))
    .map((subscriber): StoredSubscription => {
      const policy = { to: tokensOf(subscriber) };
      return { endpoint: subscriber.email, protocol: 'email', policy, owner: 'configuration' };
    });
  const first = stored === null && configured.length === 0 ? [NEWCOMER] : [];
  await file.write([...own, ...configured, ...first]);
}

/** Warnings go to the user; what merely happened shows in the report. */
function logTo(report: Report): Log {
  return {
    info: () => undefined,
    warn: (message, facts = {}) => {
      const details = Object.entries(facts).map(([name, value]) => `${name}: ${value}`);
      report.trouble([message, ...details].join(' · '));
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
