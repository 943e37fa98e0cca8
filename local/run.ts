import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Config, DEFAULT_CONFIG, type Settings, settingsOf, tokensOf } from '../core/config.ts';
import type { Log, ObjectRef, TopicSource } from '../core/ports.ts';
import { statusOf } from '../core/story/history.ts';
import { Closers } from './closers.ts';
import { type DispatchLoop, startDispatch } from './dispatch-loop.ts';
import { keyOf } from './drop-folder.ts';
import { type InboxFolder, type InboxMessage, openInbox } from './inbox-folder.ts';
import { startInboxServer } from './inbox-server.ts';
import { type IntakeQueue, intakeQueue } from './intake-queue.ts';
import { localSnsTopic } from './local-sns-topic.ts';
import {
  CLOCK,
  type LocalParts,
  localParts,
  SAMPLES_PREFIX,
  SHIPPED_SAMPLES,
  SHIPPED_TOPICS,
} from './parts.ts';
import { pushedTopics } from './pushed-topics.ts';
import { localReport, type Ready, type Report } from './report.ts';
import { updateLock } from './running-file.ts';
import { copySamples, LATER } from './sample-stories.ts';
import { DEFAULT_STATE, makeStateDirectory, type StateDirectory, stateDirectory } from './state-directory.ts';
import type { StoredSubscription, SubscriptionsFile } from './subscriptions-file.ts';
import { type LocalTable, openTable } from './table.ts';
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
  /** What goes wrong; where `out` goes, unless said otherwise. */
  readonly err?: ((line: string) => void) | undefined;
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

/** Stories that came earlier are not looked through for embargoes at the start. */
const HELD_SINCE = 3 * 24 * 3_600_000;

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
    machine.report.ready(await readyFacts(machine, url));
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
  readonly topics: TopicSource;
  readonly settings: Settings;
  readonly table: LocalTable;
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
  const work = await startWork(parts, { topics, inbox, report, settings, state }, closers);
  return { ...parts, ...work, state, drop, inbox, report, topics, settings, table };
}

function reportOf(
  { out, err = out, colour = false, json = false, width = 100 }: LocalOptions,
  { store }: LocalParts,
  topics: TopicSource['active'],
  { language, timeZone }: Settings,
): Report {
  return localReport({ out, err: json ? out : err, colour, json, width, language, timeZone }, store, topics);
}

/** Starts dispatch, and intake as far as it is fed. */
async function startWork(
  parts: LocalParts,
  others: {
    readonly topics: TopicSource;
    readonly inbox: InboxFolder;
    readonly report: Report;
    readonly settings: Settings;
    readonly state: StateDirectory;
  },
  closers: Closers,
): Promise<{ readonly intake: IntakeQueue; readonly dispatching: DispatchLoop }> {
  const { topics, inbox, report, settings, state } = others;
  const ports = { objects: parts.objects, store: parts.store, topics, clock: CLOCK, log: logTo(report) };
  const publisher = localSnsTopic(inbox, parts.subscriptions, CLOCK, state.path);
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
  // Alerts are told while others are still read, but said below the stories.
  const told: InboxMessage[] = [];
  const stopListening = inbox.onAdd((mails) => told.push(...mails));
  if (options.samples !== false) await takeSamplesIn(machine, options.once === true);
  for await (const ref of folder.list()) await intake.take(ref);
  await dispatching.drain();
  stopListening();
  if (told.length === 0) return;
  report.heading('What was told');
  report.mails(told);
}

/**
 * The samples are taken in on first start; `once` shows them every time. Those that revise others come once
 * these have been told: who was alerted is told what is corrected and what is withdrawn.
 */
async function takeSamplesIn(machine: Machine, once: boolean): Promise<void> {
  const { state, samples, dispatching, report } = machine;
  if (!once && existsSync(state.samplesDone)) return;
  const isLater = (key: string) => key.startsWith(`${SAMPLES_PREFIX}${LATER}/`);
  for (const later of [false, true]) {
    report.heading(later ? 'What came later' : 'Sample stories: what matched, and why');
    await copySamples(SHIPPED_SAMPLES, state.samples, { later, now: CLOCK.now() });
    for await (const ref of samples.list())
      if (isLater(ref.key) === later) await takeSampleIn(ref, machine, once);
    await dispatching.drain();
  }
  await writeFile(state.samplesDone, '');
}

async function takeSampleIn(ref: ObjectRef, { intake, report }: Machine, once: boolean): Promise<void> {
  const taken = await intake.take(ref);
  if (taken?.known && once) await report.taken(taken);
}

/** Watches the folder and shows the inbox; answers where. */
async function goOn(machine: Machine, options: LocalOptions, closers: Closers): Promise<string> {
  const { inbox, drop, intake, report, state, table, topics, settings } = machine;
  const server = await startInboxServer(inbox, {
    drop,
    timeZone: settings.timeZone,
    token: table.holder.inboxToken,
    port: options.port ?? null,
    topicNames: async () => {
      const { facts } = await topics.active();
      return (id) => facts(id)?.name[settings.language] ?? id;
    },
  });
  closers.add(server.stop);
  await updateLock(state.running, { ...table.holder, inbox: server.url });
  closers.add(inbox.onAdd(report.mails));
  const onFile = (file: string) => void intake.take({ key: keyOf(file), versionId: null });
  closers.add(await watchFolder(drop, onFile, (error) => report.trouble(messageOf(error))));
  return server.url;
}

async function readyFacts({ state, drop, inbox, store }: Machine, url: string | null): Promise<Ready> {
  const held: { code: string; until: string }[] = [];
  const now = new Date(CLOCK.now()).toISOString();
  const since = new Date(CLOCK.now() - HELD_SINCE).toISOString();
  for await (const head of store.storiesSince(since, null)) {
    const owed = head.told.length === 0 && head.matches.length > 0 && statusOf(head) !== 'canceled';
    if (owed && head.embargoUntil !== null && head.embargoUntil > now)
      held.push({ code: head.code, until: head.embargoUntil });
  }
  held.sort((one, other) => (one.until < other.until ? -1 : 1));
  const waiting: Ready['waiting'][number][] = [];
  for await (const { code } of store.waitingKills()) waiting.push({ code, for: 'story' });
  for await (const { code } of store.heldWithoutEnd()) waiting.push({ code, for: 'end' });
  return { state: state.path, drop, inbox: inbox.path, url, mails: inbox.list().length, held, waiting };
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
