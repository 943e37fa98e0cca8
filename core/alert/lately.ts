import type { StoredVersion } from '../ports.ts';
import { type Head, type StoryRef, standingVersion } from '../story/head.ts';
import { bandsOf } from '../story/near-copy.ts';
import { isSameNews } from '../story/same-news.ts';
import type { Turn } from './turn.ts';

/**
 * Copies that were taken in at the same moment did not know of each other. At least one of the two saw
 * the other's fingerprints, though, and names it as its rival: so it is enough to remember what was told
 * of those that have rivals, and to look at the rivals themselves.
 */

/** How long the sender remembers. */
const REMEMBERED_MILLISECONDS = 15 * 60_000;
const MOST_REMEMBERED = 100;

/** The told story of which this one is a near copy, or null. Tests are never compared. */
export async function toldLately(head: Head, version: StoredVersion, turn: Turn): Promise<StoryRef | null> {
  if (head.test) return null;
  const bands = new Set(bandsOf(version.sketch));
  const since = turn.now - REMEMBERED_MILLISECONDS;
  const alike = turn.sender.lately
    .filter((one) => one.at >= since && bandsOf(one.sketch).some((band) => bands.has(band)))
    .map(({ key }) => key);
  for (const key of new Set([...alike, ...head.rivals])) {
    const other = key === head.key ? null : await turn.ports.store.head(key);
    const text = other === null || !wasTold(other) ? null : await standingText(other, turn);
    if (other !== null && text !== null && isSameNews(version.story, text.story)) {
      return { key, code: other.code };
    }
  }
  return null;
}

/** Remembers that a story with rivals is being told. */
export function rememberTold(head: Head, { sketch }: StoredVersion, turn: Turn): void {
  if (head.test || head.rivals.length === 0) return;
  const { key } = head;
  const at = turn.now;
  const others = turn.sender.lately.filter(
    (one) => one.key !== key && one.at >= at - REMEMBERED_MILLISECONDS,
  );
  turn.remember({ lately: [...others, { key, at, sketch }].slice(-MOST_REMEMBERED) });
}

/** Whether somebody was told a story, or will be in a digest. */
function wasTold(head: Head): boolean {
  return head.told.some(({ state, until }) => state === 'attempted' || state === 'sent' || until !== null);
}

async function standingText(head: Head, { ports }: Turn): Promise<StoredVersion | null> {
  const standing = standingVersion(head);
  return standing === null ? null : ports.store.version(head.key, standing.commit);
}
