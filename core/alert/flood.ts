import type { Head, Told } from '../story/head.ts';
import { currentVersion } from '../story/head.ts';
import { dueAt, dutyOf } from './due.ts';
import type { DigestEntry, Token } from './message.ts';
import type { Turn } from './turn.ts';

/** Stories in one message; more go into the next. */
const MOST_ENTRIES = 50;
const MOST_TRIES = 10;

/**
 * Tells what was held back of some stories: one digest for each set of addresses that share it, each in the order
 * in which its stories came.
 */
export async function tellFloods(
  flooded: readonly Pick<Head, 'key' | 'receivedAt'>[],
  turn: Turn,
): Promise<void> {
  const stories = flooded.toSorted(asTheyCame);
  for (let start = 0; start < stories.length && !turn.over; start += MOST_ENTRIES) {
    const marked: Head[] = [];
    for (const { key } of stories.slice(start, start + MOST_ENTRIES)) {
      const head = await markAttempted(key, turn);
      if (head !== null) marked.push(head);
    }
    await tellTogether(marked, turn);
  }
}

function asTheyCame(one: Pick<Head, 'key' | 'receivedAt'>, other: typeof one): number {
  return `${one.receivedAt} ${one.key}` < `${other.receivedAt} ${other.key}` ? -1 : 1;
}

/** Marks a head's due digests as attempted; null when there is none (any more). */
async function markAttempted(key: string, turn: Turn): Promise<Head | null> {
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const head = await turn.ports.store.head(key);
    if (head === null) return null;
    const ids = dutyOf(head, turn.due).digests.map(({ id }) => id);
    if (ids.length === 0) return null;
    const digest = currentVersion(head)?.digest ?? '';
    const told = head.told.map(
      (alert): Told =>
        ids.includes(alert.id)
          ? { ...alert, kind: 'flood', state: 'attempted', at: turn.nowText, digest, subject: head.title }
          : alert,
    );
    const next = { ...head, told, rev: head.rev + 1 };
    if ((await turn.ports.store.putHead(next, turn.nowText, false)) === 'done') return next;
  }
  return null;
}

async function tellTogether(heads: readonly Head[], turn: Turn): Promise<void> {
  const latest = new Map(heads.map((head) => [head.key, head]));
  for (const { to, stories } of groups(heads)) {
    const result = await turn.publish(
      turn.compose({
        kind: 'flood',
        to,
        test: stories.some(({ test }) => test),
        topics: [...new Set(stories.flatMap(topicsOf))],
        minutes: turn.settings.storm.minutes,
        late: stories.filter(isBacklog).length,
        entries: stories.map(entryOf),
      }),
    );
    if (result.kind === 'failed') break;
    const state = result.kind === 'published' ? 'sent' : 'refused';
    for (const { key } of stories) await markTaken(key, { to, state }, latest, turn);
  }
}

/** Addresses that get the very same stories stand together. */
function groups(heads: readonly Head[]): { readonly to: Token[]; readonly stories: Head[] }[] {
  const byToken = new Map<Token, Head[]>();
  for (const head of heads) {
    for (const token of new Set(attempted(head).flatMap(({ to }) => to))) {
      byToken.set(token, [...(byToken.get(token) ?? []), head]);
    }
  }
  const found = new Map<string, { to: Token[]; stories: Head[] }>();
  for (const [token, stories] of byToken) {
    const name = stories.map(({ key }) => key).join(' ');
    found.set(name, { to: [...(found.get(name)?.to ?? []), token], stories });
  }
  return [...found.values()];
}

interface Taken {
  readonly to: readonly Token[];
  readonly state: 'sent' | 'refused';
}

/** Marks at once in a story what some addresses were told of it, so that no other failure tells them again. */
async function markTaken(key: string, taken: Taken, latest: Map<string, Head>, turn: Turn): Promise<void> {
  let head = latest.get(key) ?? null;
  for (let attempt = 0; head !== null && attempt < MOST_TRIES; attempt += 1) {
    const told = head.told.flatMap((alert) => divided(alert, taken, turn.nowText));
    const next = { ...head, told, rev: head.rev + 1 };
    if ((await turn.ports.store.putHead(next, dueAt(next, turn.due), false)) === 'done') {
      latest.set(key, next);
      return;
    }
    head = await turn.ports.store.head(key);
  }
}

/** A digest's record; where only some of its addresses were told, as two. */
function divided(alert: Told, { to, state }: Taken, at: string): readonly Told[] {
  const told = alert.to.filter((token) => to.includes(token));
  if (alert.kind !== 'flood' || alert.state !== 'attempted' || told.length === 0) return [alert];
  const rest = alert.to.filter((token) => !to.includes(token));
  const done: Told = { ...alert, state, at };
  return rest.length === 0
    ? [done]
    : [
        { ...done, id: `${alert.id}:${told[0]}`, to: told },
        { ...alert, to: rest },
      ];
}

function attempted(head: Head): readonly Told[] {
  return head.told.filter(({ kind, state }) => kind === 'flood' && state === 'attempted');
}

/** Whether a story was held back because it was old when it came. */
function isBacklog(head: Head): boolean {
  return attempted(head).some(({ why }) => why === 'backlog');
}

function topicsOf(head: Head): readonly string[] {
  return head.matches.map(({ topic }) => topic);
}

function entryOf(head: Head): DigestEntry {
  const { code, title, receivedAt } = head;
  return { code, title, receivedAt, topics: topicsOf(head) };
}
