import type { StoredVersion } from '../ports.ts';
import type { Head, StoryRef } from '../story/head.ts';
import { standingVersion } from '../story/head.ts';
import { bandsOf, contentWords, isNearCopy, wordPairs } from '../story/near-copy.ts';
import type { Turn } from './turn.ts';

/** How long the sender remembers what it told, to recognise a copy that was taken in at the same moment. */
const REMEMBERED_MILLISECONDS = 15 * 60_000;
const MOST_REMEMBERED = 200;

/** The story told lately of which this one is a near copy, or null. Tests are never compared. */
export async function toldLately(head: Head, version: StoredVersion, turn: Turn): Promise<StoryRef | null> {
  if (head.test) return null;
  const bands = new Set(bandsOf(version.sketch));
  const since = turn.now - REMEMBERED_MILLISECONDS;
  const alike = turn.sender.lately.filter(
    (one) => one.key !== head.key && one.at >= since && bandsOf(one.sketch).some((band) => bands.has(band)),
  );
  const pairs = wordPairs(contentWords(version.story));
  for (const { key, code } of alike) {
    const text = await standingText(key, turn);
    if (text !== null && isNearCopy(pairs, wordPairs(contentWords(text.story)))) return { key, code };
  }
  return null;
}

/** Remembers that a story is being told. */
export function rememberTold(head: Head, { sketch }: StoredVersion, turn: Turn): void {
  if (head.test || sketch.length === 0) return;
  const { key, code } = head;
  const at = turn.now;
  const others = turn.sender.lately.filter(
    (one) => one.key !== key && one.at >= at - REMEMBERED_MILLISECONDS,
  );
  turn.remember({ lately: [...others, { key, code, at, sketch }].slice(-MOST_REMEMBERED) });
}

async function standingText(key: string, { ports }: Turn): Promise<StoredVersion | null> {
  const head = await ports.store.head(key);
  const standing = head === null ? null : standingVersion(head);
  return standing === null ? null : ports.store.version(key, standing.commit);
}
