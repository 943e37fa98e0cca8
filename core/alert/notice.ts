import type { Settings } from '../config.ts';
import type { DispatchPorts, StoredVersion } from '../ports.ts';
import { changesBetween } from '../story/changes.ts';
import { currentVersion, type Head, type Order, type VersionRef } from '../story/head.ts';
import { statusOf, versionTaking, versionTime } from '../story/history.ts';
import { storyTitle } from '../story/story.ts';
import { wordCount } from '../story/word-count.ts';
import { DEFAULT_MARKERS, type HeadlineMarkers } from '../wire/markers.ts';
import { hasCorrectionSince, type Owed, raisedUrgency, topicOfToken } from './due.ts';
import type { CorrectionNotice, KillNotice, NewNotice, News, NoticeStory, UpdateNotice } from './message.ts';
import { whyOf } from './why.ts';

type StoryNotice = NewNotice | UpdateNotice | CorrectionNotice | KillNotice;
type Texts = Pick<DispatchPorts['store'], 'version'>;

/** What a notice is made with. */
interface Sources {
  readonly texts: Texts;
  readonly wires: Settings['wires'];
  /** ISO 8601 UTC. */
  readonly now: string;
}

/** The facts of a message that is owed. Reads the versions it speaks of; throws when one is missing. */
export async function noticeOf(head: Head, owed: Owed, sources: Sources): Promise<StoryNotice> {
  const { texts, wires } = sources;
  const { to } = owed;
  const test = head.test;
  if (owed.kind === 'kill') return killNotice(head, owed, sources);
  const current = currentVersion(head);
  if (current === null) throw new Error(`Story ${head.code} has no version to tell`);
  const version = await textOf(head, current, texts);
  const story = noticeStory(head, version, sources);
  if (owed.kind === 'new') return { kind: 'new', to, test, story, why: whyOf(version, owed.topics) };
  const before = head.versions.find(({ digest }) => digest === owed.since);
  const changes =
    before === undefined
      ? []
      : changesBetween((await textOf(head, before, texts)).story, version.story, markersOf(head.wire, wires));
  if (owed.kind === 'update') {
    const why = whyOf(version, owed.topics);
    const note = await noteOfRelease(head, owed, version, texts);
    return {
      kind: 'update',
      to,
      test,
      story,
      news: newsOf(owed, before ?? current, current, note),
      why,
      changes,
      toldAt: owed.toldAt,
    };
  }
  const note = await correctionNote(head, version, texts);
  const toldAt = owed.toldAt ?? story.receivedAt;
  return { kind: 'correction', to, test, story, topics: owed.topics, changes, note, toldAt };
}

/** What an update has to say before its changes. */
function newsOf(
  { newTopics, released }: Owed,
  told: VersionRef,
  current: VersionRef,
  note: string | null,
): readonly News[] {
  const urgency = raisedUrgency(told, current);
  return [
    ...(released ? [{ kind: 'released' } as const] : []),
    ...(note === null ? [] : [{ kind: 'note', note } as const]),
    ...(urgency === null ? [] : [{ kind: 'urgency', ...urgency } as const]),
    ...(newTopics.length > 0 ? [{ kind: 'topics', topics: newTopics } as const] : []),
  ];
}

async function killNotice(head: Head, owed: Owed, { texts, wires, now }: Sources): Promise<KillNotice> {
  const status = statusOf(head) === 'withheld' ? 'withheld' : 'canceled';
  const { at, reason } = await lastKill(head, status, texts);
  const told = head.told.filter(({ subject, to }) => subject && to.some((token) => owed.to.includes(token)));
  const alert = told.findLast(({ kind }) => kind !== 'briefing' && kind !== 'flood');
  const current = currentVersion(head);
  return {
    kind: 'kill',
    to: owed.to,
    test: head.test,
    code: head.code,
    wire: head.wire,
    wireName: wireName(head.wire, wires),
    topics: owed.topics,
    language: current === null ? 'und' : (await textOf(head, current, texts)).story.language,
    subject: alert?.subject ?? null,
    title: told.at(-1)?.subject ?? head.title,
    killedAt: at ?? head.receivedAt,
    saidAt: now,
    toldAt: owed.toldAt ?? head.receivedAt,
    reason,
    status,
  };
}

/** When a story was last taken back in this way, by a version of its own or another document, and why. */
async function lastKill(head: Head, status: Order['status'], texts: Texts) {
  const orders = head.orders.filter((order) => order.status === status);
  const version = versionTaking(head, status);
  const note = version === null ? null : (await textOf(head, version, texts)).story.revision.note;
  const own = version === null ? [] : [{ at: versionTime(version), reason: note }];
  const kills = [...orders, ...own].sort((one, other) => (one.at < other.at ? -1 : 1));
  return {
    at: kills.at(-1)?.at ?? null,
    reason: kills.findLast(({ reason }) => reason !== null)?.reason ?? null,
  };
}

/** The agency's words on the correction with which it lifted its hold; null where it corrected nothing. */
async function noteOfRelease(head: Head, { released, since }: Owed, current: StoredVersion, texts: Texts) {
  if (!released || since === null || !hasCorrectionSince(head, since)) return null;
  return correctionNote(head, current, texts);
}

/** The agency's words on the newest correction. */
async function correctionNote(head: Head, current: StoredVersion, texts: Texts): Promise<string | null> {
  const correction = head.versions.findLast(({ revision }) => revision === 'correction');
  if (correction === undefined || correction.digest === current.digest) return current.story.revision.note;
  return (await textOf(head, correction, texts)).story.revision.note;
}

async function textOf(head: Head, { commit }: VersionRef, texts: Texts): Promise<StoredVersion> {
  const version = await texts.version(head.key, commit);
  if (version === null) {
    throw new Error(
      `Version ${commit} of story ${head.code} is missing: from the table, or its object from the bucket`,
    );
  }
  return version;
}

function noticeStory(head: Head, version: StoredVersion, { wires }: Sources): NoticeStory {
  const { story, source, digest, receivedAt } = version;
  return {
    code: head.code,
    id: head.id,
    version: head.versions.findIndex((one) => one.digest === digest) + 1,
    wire: head.wire,
    wireName: wireName(head.wire, wires),
    via: story.via,
    headline: story.headline,
    title: storyTitle(story, markersOf(head.wire, wires)),
    lead: story.lead,
    body: story.body,
    words: wordCount(story.body),
    language: story.language,
    urgency: story.urgency,
    receivedAt,
    versionedAt: story.versionedAt,
    objectKey: source.key,
    pressRelease: story.kind === 'press-release',
  };
}

function wireName(id: string, wires: Settings['wires']): string {
  return wires.find((wire) => wire.id === id)?.name ?? id;
}

function markersOf(id: string, wires: Settings['wires']): HeadlineMarkers {
  return wires.find((wire) => wire.id === id)?.markers ?? DEFAULT_MARKERS;
}

/** The matched topics that some addresses stand for; every one when `all` is among them. */
export function topicsFor(topics: readonly string[], to: readonly string[]): readonly string[] {
  const followed = to.map(topicOfToken);
  return followed.includes('all') ? topics : topics.filter((topic) => followed.includes(topic));
}
