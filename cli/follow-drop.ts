import type { OutcomeEntry, StoryReads, Subscription } from '../core/ports.ts';
import { currentVersion, type Head, type Told } from '../core/story/head.ts';
import { statusOf } from '../core/story/history.ts';
import type { Terminal } from './terminal.ts';

/** What became of the alert about a dropped story. */
export type AlertFate =
  /** It went out to these addresses of the SNS topic; that for others may be held for a digest. */
  | { readonly kind: 'told'; readonly alerts: readonly Told[]; readonly held: readonly Told[] }
  /** It is kept until the embargo ends. */
  | { readonly kind: 'embargoed'; readonly until: string | null }
  /** It is put into a digest, or was kept back. */
  | { readonly kind: 'held'; readonly alerts: readonly Told[] }
  /** Nobody is to be told: no topic, nothing new, a copy, a killed story that nobody was told of. */
  | { readonly kind: 'nobody' }
  /** It is owed, but did not go out while we waited. */
  | { readonly kind: 'waiting' };

/** What became of one story in a dropped object. */
export interface EntryFate {
  readonly entry: OutcomeEntry;
  /** Null where the entry is no stored story. */
  readonly alert: AlertFate | null;
}

const LOOK_EVERY = 400;
/** A later version is often nothing that anybody is to be told. */
const LATER_VERSION = 10_000;

type Clock = Pick<Terminal, 'now' | 'sleep'>;

/** Waits until a dropped object's outcome is recorded; null when that takes longer than our patience. */
export async function followObject(
  { key, versionId }: { readonly key: string; readonly versionId: string },
  store: StoryReads,
  clock: Clock,
  patience: number,
): Promise<readonly OutcomeEntry[] | null> {
  const outcome = await waitFor(() => store.outcome(key, versionId), clock, patience);
  return outcome?.entries ?? null;
}

/** Waits until it is known what became of the alert about a stored story. */
export async function followAlert(
  entry: OutcomeEntry,
  store: StoryReads,
  clock: Clock,
  patience: number,
): Promise<AlertFate | null> {
  if (entry.kind === 'untagged' || entry.kind === 'rejected') return null;
  if (entry.kind === 'copy' || entry.kind === 'repeat') return { kind: 'nobody' };
  const later = entry.kind === 'version';
  const fate = await waitFor(
    async () => {
      const stories = await store.storiesByCode(entry.story.code);
      const head = stories.find((story) => story.head.key === entry.story.key)?.head;
      return head ? fateOf(head, clock.now()) : null;
    },
    clock,
    later ? Math.min(patience, LATER_VERSION) : patience,
  );
  return fate ?? { kind: later ? 'nobody' : 'waiting' };
}

/** What is known by now; null: nothing yet, look again. */
function fateOf(head: Head, now: Date): AlertFate | null {
  const current = currentVersion(head);
  const alerts = head.told.filter(({ digest }) => digest === current?.digest);
  const told = alerts.filter(({ state }) => state === 'sent' || state === 'refused');
  const held = alerts.filter(({ state }) => state === 'held');
  if (alerts.some(({ state }) => state === 'attempted')) return null;
  if (told.length > 0) return { kind: 'told', alerts: told, held };
  if (held.length > 0) return { kind: 'held', alerts: held };
  if (head.mergedInto !== null || head.copyOf !== null || head.kind === 'advisory') return { kind: 'nobody' };
  if (head.told.length === 0 && (head.matches.length === 0 || isWithdrawn(head))) return { kind: 'nobody' };
  if (head.embargoUntil !== null && head.embargoUntil > now.toISOString()) {
    return { kind: 'embargoed', until: head.embargoUntil };
  }
  if (head.embargoUntil === null && statusOf(head) === 'embargoed') return { kind: 'embargoed', until: null };
  return null;
}

function isWithdrawn(head: Head): boolean {
  const status = statusOf(head);
  return status === 'canceled' || status === 'withheld';
}

/**
 * How many addresses get what goes to some tokens, and how many of them cannot yet; those that get what went to
 * the tokens in `reached` are not counted again.
 */
export function reach(
  subscriptions: readonly Subscription[],
  tokens: readonly string[],
  reached: readonly string[] = [],
): { readonly confirmed: number; readonly pending: number } {
  const asks = (one: Subscription, some: readonly string[]) =>
    some.length > 0 && (one.tokens === null || one.tokens.some((token) => some.includes(token)));
  const asking = subscriptions.filter((one) => asks(one, tokens) && !asks(one, reached));
  const inState = (state: Subscription['status']) => asking.filter(({ status }) => status === state).length;
  return { confirmed: inState('confirmed'), pending: inState('pending') };
}

async function waitFor<Answer>(
  look: () => Promise<Answer | null>,
  clock: Clock,
  patience: number,
): Promise<Answer | null> {
  const end = clock.now().getTime() + patience;
  for (;;) {
    const answer = await look();
    if (answer !== null || clock.now().getTime() >= end) return answer;
    await clock.sleep(LOOK_EVERY);
  }
}
