import type { OutcomeEntry, Subscription } from '../core/ports.ts';
import type { Told } from '../core/story/head.ts';
import { type AlertFate, type EntryFate, reach } from './follow-drop.ts';
import { alertState, type Reader } from './story-state.ts';
import { printable } from './table.ts';
import type { Terminal } from './terminal.ts';
import { count, listed, shortTime } from './words.ts';

/** A file, and the object that it became. */
export interface DroppedFile {
  readonly file: string;
  readonly object: string;
  readonly versionId: string;
}

type ToldFate = Extract<AlertFate, { readonly kind: 'told' }>;

/** Whether a drop did what drops are for. */
export function isGood({ entry, alert }: EntryFate): boolean {
  return entry.kind !== 'rejected' && entry.kind !== 'untagged' && alert?.kind !== 'waiting';
}

/** What people are told of a drop: `a.txt: stored W-7Q3FK2 → Nato missions → alert sent → 2 subscribers`. */
export function describeFate(
  { file }: DroppedFile,
  { entry, alert }: EntryFate,
  subscriptions: readonly Subscription[],
  { timeZone, topicName }: { readonly timeZone: string; readonly topicName: (id: string) => string },
  { colours, now }: Pick<Terminal, 'colours' | 'now'>,
): string {
  const name = entry.part > 0 ? `${file} #${entry.part + 1}` : file;
  if (entry.kind === 'rejected') return `${name}: ${colours.red('rejected')}: ${printable(entry.reason)}`;
  if (entry.kind === 'untagged') {
    return `${name}: ${colours.yellow('untagged')}: neither sign-off, source nor place names a watched wire, so it goes no further`;
  }
  const topics = entry.topics.length > 0 ? listed(entry.topics.map(topicName)) : 'no topic';
  const told = alert ? alertWords(alert, subscriptions, { timeZone, now: now() }) : [];
  const steps = entry.kind === 'repeat' ? [storedWords(entry)] : [storedWords(entry), topics, ...told];
  return `${name}: ${steps.join(' → ')}`;
}

function storedWords(entry: Exclude<OutcomeEntry, { readonly kind: 'rejected' | 'untagged' }>): string {
  switch (entry.kind) {
    case 'stored':
      return `stored ${entry.story.code}`;
    case 'version':
      return `new version of ${entry.story.code}`;
    case 'repeat':
      return `nothing new: it is stored as ${entry.story.code}`;
    case 'copy':
      return `stored ${entry.story.code}, a copy of ${entry.of.code}`;
  }
}

function alertWords(
  alert: AlertFate,
  subscriptions: readonly Subscription[],
  reader: Reader,
): readonly string[] {
  switch (alert.kind) {
    case 'nobody':
      return ['nobody is told'];
    case 'waiting':
      return ['alert not sent yet'];
    case 'embargoed':
      if (alert.until === null) return ['held: under embargo without a time'];
      return [`alert held until ${shortTime(alert.until, reader.timeZone, reader.now)} (embargo)`];
    case 'held':
      return alert.alerts.map((told) => `alert ${alertState(told, reader)}`);
    case 'told':
      return [
        toldWords(alert.alerts),
        `${reachWords(subscriptions, alert.alerts)}${heldWords(alert, subscriptions, reader)}`,
      ];
  }
}

/** Whom it has not reached yet: `, and for 2 more held for a digest at 15:04 (too many alerts at once)`. */
function heldWords(
  { alerts, held }: ToldFate,
  subscriptions: readonly Subscription[],
  reader: Reader,
): string {
  const { confirmed, pending } = reach(subscriptions, tokensOf(held), tokensOf(alerts));
  const [first] = held;
  if (first === undefined || confirmed + pending === 0) return '';
  return `, and for ${(confirmed + pending).toLocaleString('en-US')} more ${alertState(first, reader)}`;
}

function toldWords(alerts: readonly Told[]): string {
  if (alerts.every(({ state }) => state === 'refused')) return 'alert refused by SNS';
  const kinds = [...new Set(alerts.map(({ kind }) => (kind === 'new' ? 'alert' : kind)))];
  return `${listed(kinds)} sent`;
}

function reachWords(subscriptions: readonly Subscription[], alerts: readonly Told[]): string {
  const { confirmed, pending } = reach(subscriptions, tokensOf(alerts));
  return `${count(confirmed, 'subscriber')}${pending > 0 ? `, ${pending} not yet confirmed` : ''}`;
}

function tokensOf(alerts: readonly Told[]): readonly string[] {
  return [...new Set(alerts.flatMap(({ to }) => to))];
}

/** One line of `drop --json`; the contract is in docs/commands.md. */
export function fateLine(
  { file, object, versionId }: DroppedFile,
  { entry, alert }: EntryFate,
  subscriptions: readonly Subscription[],
): unknown {
  const isStory = entry.kind !== 'rejected' && entry.kind !== 'untagged';
  return {
    schema: 1,
    file,
    object,
    versionId,
    part: entry.part,
    outcome: entry.kind,
    reason: entry.kind === 'rejected' ? entry.reason : null,
    code: isStory ? entry.story.code : null,
    copyOf: entry.kind === 'copy' ? entry.of.code : null,
    topics: isStory ? entry.topics : [],
    alert: alert && alertLine(alert, subscriptions),
  };
}

function alertLine(alert: AlertFate, subscriptions: readonly Subscription[]): unknown {
  const alerts = 'alerts' in alert ? alert.alerts : [];
  const to = tokensOf(alerts);
  const told = alert.kind === 'told' ? reach(subscriptions, to) : null;
  const held = alert.kind === 'told' ? tokensOf(alert.held) : [];
  return {
    state: alert.kind,
    to,
    until: alert.kind === 'embargoed' ? alert.until : null,
    subscribers: told?.confirmed ?? null,
    notYetConfirmed: told?.pending ?? null,
    heldFor: told ? reach(subscriptions, held, to).confirmed : null,
  };
}
