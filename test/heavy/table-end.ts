import type { StoryStore } from '../../core/ports.ts';
import type { Head } from '../../core/story/head.ts';
import { documentName, statusOf } from '../../core/story/history.ts';
import { storedHeads } from '../core/alert/newsroom.ts';

/** How a table ends, without what the order of events may decide: who gave a story its key, and which copy leads. */
interface End {
  /** Stories, those that copy each other together. */
  readonly groups: readonly (readonly string[])[];
  readonly waiting: readonly string[];
}

export async function endOf(store: StoryStore): Promise<End> {
  const heads = await storedHeads(store);
  const originals = [...new Set(heads.map(originalKey))];
  const groups = await Promise.all(
    originals.map((key) => {
      const group = heads.filter((head) => originalKey(head) === key);
      return Promise.all(group.map((head) => storyEnd(head, group, store)));
    }),
  );
  const waiting = [];
  for await (const { key, orders, versions } of store.waitingKills()) {
    waiting.push(JSON.stringify({ key, orders, versions }));
  }
  return { groups: groups.map((group) => group.sort()).sort(), waiting: waiting.sort() };
}

function originalKey(head: Head): string {
  return head.copyOf?.key ?? head.key;
}

/** Copies of one wire are killed together; which of them was told to the others follows from which came first. */
async function storyEnd(head: Head, group: readonly Head[], store: StoryStore): Promise<string> {
  const { wire, receivedAt, title, kind, embargoUntil, matches, source } = head;
  const orders = head.orders.filter(({ by }) => !group.some(({ key }) => key === by));
  const [stored] = (await store.storiesByCode(head.code)).filter((one) => one.head.key === head.key);
  const versions = head.versions.map(({ commit: _, document, ...version }) => ({
    ...version,
    document: document ?? documentName(head.key),
  }));
  const texts = stored?.versions.map(({ story }) => story.body.slice(-40));
  const isKilled = group.some((other) => other.wire === wire && statusOf(other) === 'canceled');
  const status = isKilled ? 'canceled' : statusOf(head);
  return JSON.stringify({
    ...{
      wire,
      status,
      texts,
      receivedAt,
      title: title.slice(-20),
      kind,
      embargoUntil,
      matches,
      source,
      orders,
      versions,
    },
  });
}
