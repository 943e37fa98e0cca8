import { type DueFacts, dueAt } from '../alert/due.ts';
import type { IntakePorts, StoredVersion } from '../ports.ts';
import type { Match } from '../watch/match.ts';
import type { HeadlineMarkers } from '../wire/markers.ts';
import type { Head, SourceRef, VersionRef } from './head.ts';
import { documentName } from './history.ts';
import { commitId } from './identity.ts';
import type { Story } from './story.ts';

/** What intake's steps share: an arrival made ready, and the writing of heads. */

export type StorePorts = Pick<IntakePorts, 'store' | 'clock'>;

/** One try at storing an arrival. */
export interface Work {
  readonly ports: StorePorts;
  readonly due: DueFacts;
  /** Counts the tries from 0. */
  readonly attempt: number;
}

/** A story as it came off an object, with what it matches. */
export interface Arrival {
  readonly story: Story & { readonly wire: string };
  readonly matches: readonly Match[];
  readonly source: SourceRef;
  readonly format: string;
  /** S3's LastModified. */
  readonly receivedAt: string;
  readonly test: boolean;
  /** Names the topic set that was matched. */
  readonly topicSet: string;
  /** What the wire's desk writes before its headlines. */
  readonly markers: HeadlineMarkers;
}

/** What is worked out once about an arrival. */
export interface Prepared extends Arrival {
  readonly key: string;
  readonly version: Omit<VersionRef, 'commit' | 'document'>;
  readonly sketch: Uint8Array;
}

/** The arrival as a version of a head. */
export function versionRef({ key, version, topicSet }: Prepared, head: Head): VersionRef {
  const document = head.key === key ? null : documentName(key);
  return { ...version, document, commit: commitId(head.key, version.digest, topicSet) };
}

export function storedVersion(arrival: Prepared, ref: VersionRef): StoredVersion {
  const { story, matches, source, format, receivedAt, sketch } = arrival;
  return { commit: ref.commit, digest: ref.digest, story, matches, source, format, receivedAt, sketch };
}

/** The stored head, or the empty one. A head that others made room for does not know its wire and id. */
export async function headAt(empty: Head, { store }: Pick<StorePorts, 'store'>): Promise<Head> {
  const stored = await store.head(empty.key);
  return stored === null ? empty : { ...stored, wire: empty.wire, id: empty.id };
}

/** The head that stands for a story, whatever others it was merged into. */
export async function followMerges(head: Head, { store }: Pick<StorePorts, 'store'>): Promise<Head> {
  let found = head;
  for (let hops = 0; found.mergedInto !== null && hops < 8; hops += 1) {
    const next = await store.head(found.mergedInto.key);
    if (next === null) return found;
    found = next;
  }
  return found;
}

export function putNext(
  next: Head,
  previous: Head,
  ports: StorePorts,
  due: DueFacts,
): Promise<'done' | 'lost'> {
  return putHead({ ...next, rev: previous.rev + 1 }, ports, due);
}

export function putHead(head: Head, { store }: StorePorts, due: DueFacts): Promise<'done' | 'lost'> {
  const at = dueAt(head, due);
  return store.putHead(head, at, at !== null && at <= due.now);
}
