import type { ActiveTopics } from '../ports.ts';
import { currentVersion, type Head, isKill, type Told, type VersionRef } from '../story/head.ts';
import { statusOf } from '../story/history.ts';
import type { Token } from './message.ts';

/**
 * What is due for a story, as a pure function of its head: computed anew each time, so that a newer
 * version, a kill or a correction never loses or doubles what is owed.
 */

/** One message that is due now. */
export interface Owed {
  readonly kind: 'new' | 'update' | 'correction' | 'kill';
  readonly to: readonly Token[];
  /** The topics it speaks of. */
  readonly topics: readonly string[];
  /** Those of them that the story did not fit before; only told to those who follow all topics. */
  readonly newTopics: readonly string[];
  /** An update for those whom the last word told that the story is on hold. */
  readonly released: boolean;
  /** Digest of the version these addresses were told last, or null. */
  readonly since: string | null;
  /** When they were told it, or null. */
  readonly toldAt: string | null;
  /** The alert that was attempted without anybody knowing how it ended, and is sent again; else null. */
  readonly again: string | null;
}

export interface Duty {
  /** What to publish now, in this order. */
  readonly owed: readonly Owed[];
  /** Alerts that no one gets because their topics are paused. */
  readonly paused: readonly Token[];
  /** Held alerts whose digest is due now. */
  readonly digests: readonly Told[];
  /** Ids of held alerts that a kill has overtaken. */
  readonly cancelled: readonly string[];
  /** When there is more to do, ISO 8601 UTC; null: nothing is foreseen. */
  readonly next: string | null;
}

export interface DueFacts {
  readonly facts: ActiveTopics['facts'];
  readonly isPaused: (topic: string) => boolean;
  /** ISO 8601 UTC. */
  readonly now: string;
}

/** What one address knows of a story. */
interface Known {
  readonly digest: string;
  readonly at: string;
  readonly killed: 'canceled' | 'withheld' | null;
  /** The alert that told it, when nobody knows whether it went out. */
  readonly unsure: Told | null;
  readonly before: Known | null;
}

/** An urgency raised to this (an il-telegram) or above is news. */
const LEAST_URGENT_NEWS = 3;

/** When a story is due whose embargo nobody knows the end of: so it can be found, and is never told. */
export const NEVER = '9999-12-31T23:59:59.999Z';

const NOTHING: Duty = { owed: [], paused: [], digests: [], cancelled: [], next: null };

/** What is due for a story at a time. */
export function dutyOf(head: Head, due: DueFacts): Duty {
  const current = currentVersion(head);
  if (current === null || head.mergedInto !== null) return NOTHING;
  const status = statusOf(head);
  const known = whatIsKnown(head);
  if (status === 'canceled' || status === 'withheld') return killDuty(head, status, known);
  const duty = usableDuty(head, current, known, due);
  const release = head.embargoUntil;
  const nothingToDo = duty.owed.length + duty.paused.length + duty.digests.length === 0 && duty.next === null;
  if (nothingToDo) return duty;
  if (release !== null && release > due.now) return { ...NOTHING, next: release };
  if (release === null && status === 'embargoed') return { ...NOTHING, next: NEVER };
  return duty;
}

/** When dispatch has to look at this head: now, later (an embargo, a digest) or, null, not at all. */
export function dueAt(head: Head, due: DueFacts): string | null {
  const duty = dutyOf(head, due);
  const now =
    duty.owed.length + duty.paused.length + duty.digests.length + duty.cancelled.length > 0 ? due.now : null;
  return now ?? duty.next;
}

/** `nato-missions/now`; `nato-missions/test` for a story dropped as a test. */
export function alertToken(topic: string, test: boolean): Token {
  return `${topic}/${test ? 'test' : 'now'}`;
}

/** The topic (or `all`) that a token of {@link alertToken} names; null for a briefing's. */
export function topicOfToken(token: Token): string | null {
  const [topic, way] = token.split('/');
  return topic !== undefined && (way === 'now' || way === 'test') ? topic : null;
}

function killDuty(head: Head, status: 'canceled' | 'withheld', known: ReadonlyMap<Token, Known>): Duty {
  const cancelled = head.told.filter(isWaiting).map(({ id }) => id);
  const unsure = [...known].filter(([, one]) => one.unsure?.status === status);
  const unaware = [...known].filter(([, { killed }]) => killed !== 'canceled' && killed !== status);
  const owed = [
    ...byAlert(unsure).map(({ alert, to }) => owe(head, 'kill', to, known, alert.id)),
    ...(unaware.length > 0 ? [owe(head, 'kill', tokensOf(unaware), known, null)] : []),
  ];
  return { ...NOTHING, owed, cancelled };
}

function usableDuty(head: Head, current: VersionRef, known: ReadonlyMap<Token, Known>, due: DueFacts): Duty {
  const corrected = [...known].filter(
    ([, one]) => one.killed === null && hasCorrectionSince(head, one.digest),
  );
  const restored = [...known].filter(([, one]) => one.killed === 'withheld');
  const taken = new Set([...corrected, ...restored].map(([token]) => token));
  const unsure = [...known].filter(([token, one]) => one.unsure !== null && !taken.has(token));
  for (const [token] of unsure) taken.add(token);
  const silent = isSilent(head, current);
  const fresh = silent ? { to: [], paused: [], topics: [] } : newTokens(head, current, due);
  const all = alertToken('all', head.test);
  const waiting = head.told.filter(isWaiting);
  // A digest that waits will tell the newest version.
  for (const token of waiting.flatMap(({ to }) => to)) taken.add(token);
  const updated = silent
    ? []
    : [...known].filter(([token, one]) => {
        if (taken.has(token)) return false;
        return (token === all && fresh.topics.length > 0) || isUpdateFor(head, current, token, one, due);
      });
  return {
    owed: [
      ...bySince(corrected).map((group) => owe(head, 'correction', group, known, null)),
      ...bySince(restored).map((group) => owe(head, 'update', group, known, null)),
      ...bySince(updated).map((group) => ({
        ...owe(head, 'update', group, known, null),
        newTopics: group.includes(all) ? fresh.topics : [],
      })),
      ...byAlert(unsure).map(({ alert, to }) => repeat(head, alert, to, known)),
      ...(fresh.to.length > 0
        ? [{ ...owe(head, 'new', fresh.to, new Map(), null), topics: fresh.topics }]
        : []),
    ],
    paused: fresh.paused,
    digests: head.told.filter(
      (alert) =>
        (isWaiting(alert) && (alert.until ?? '') <= due.now) ||
        (alert.kind === 'flood' && alert.state === 'attempted'),
    ),
    cancelled: [],
    next: earliest(waiting.map(({ until }) => until).filter((until) => until !== null && until > due.now)),
  };
}

/** Copies, service notices and kills of other documents tell nobody anything by themselves. */
function isSilent(head: Head, current: VersionRef): boolean {
  return head.copyOf !== null || head.kind === 'advisory' || isKill(current);
}

/** What each address was told last, from the alerts in their order. */
function whatIsKnown(head: Head): ReadonlyMap<Token, Known> {
  const known = new Map<Token, Known>();
  for (const alert of head.told) {
    if (alert.state !== 'attempted' && alert.state !== 'sent') continue;
    for (const token of alert.to) {
      const before = known.get(token) ?? null;
      const kill = alert.kind === 'kill';
      known.set(token, {
        digest: kill && before !== null ? before.digest : alert.digest,
        at: kill && before !== null ? before.at : alert.at,
        killed: kill ? alert.status : null,
        unsure: alert.state === 'attempted' && alert.kind !== 'flood' ? alert : null,
        before,
      });
    }
  }
  return known;
}

function isWaiting(alert: Told): boolean {
  return alert.state === 'held' && alert.until !== null;
}

function place(head: Head, digest: string): number {
  return head.versions.findIndex((version) => version.digest === digest);
}

/** Whether a story was corrected after a version of it. */
export function hasCorrectionSince(head: Head, digest: string): boolean {
  return head.versions.slice(place(head, digest) + 1).some(({ revision }) => revision === 'correction');
}

function isUpdateFor(head: Head, current: VersionRef, token: Token, known: Known, due: DueFacts): boolean {
  const told = head.versions[place(head, known.digest)];
  if (known.killed !== null || told === undefined || told.digest === current.digest) return false;
  if (place(head, known.digest) > place(head, current.digest)) return false;
  const policies = matchedTopics(head, topicOfToken(token))
    .filter((topic) => !due.isPaused(topic))
    .map((topic) => due.facts(topic)?.updates);
  if (raisedUrgency(told, current) !== null)
    return policies.some((policy) => policy === 'all' || policy === 'new-topics');
  return told.words !== current.words && policies.includes('all');
}

/** What the urgency was and is, when it was raised to where it counts as news; else null. */
export function raisedUrgency(
  { urgency: was }: VersionRef,
  { urgency: now }: VersionRef,
): { readonly was: number; readonly now: number } | null {
  return was !== null && now !== null && now < was && now <= LEAST_URGENT_NEWS ? { was, now } : null;
}

/** The matched topics that an address follows: one of them, or all of them. */
function matchedTopics(head: Head, topic: string | null): readonly string[] {
  const matched = head.matches.map((match) => match.topic);
  return topic === 'all' ? matched : matched.filter((one) => one === topic);
}

/** Addresses that follow a matched topic and have not heard of the story. */
function newTokens(head: Head, current: VersionRef, due: DueFacts) {
  const settled = new Set(head.told.filter(({ state }) => state !== 'cancelled').flatMap(({ to }) => to));
  const wasToldBefore = head.told.some(
    ({ state, to, digest }) =>
      (state === 'attempted' || state === 'sent') &&
      digest !== current.digest &&
      to.some((token) => topicOfToken(token) !== null),
  );
  const topics = head.matches
    .map(({ topic }) => topic)
    .filter((topic) => due.facts(topic) !== null && !settled.has(alertToken(topic, head.test)))
    .filter((topic) => !wasToldBefore || due.facts(topic)?.updates !== 'none');
  const open = topics.filter((topic) => !due.isPaused(topic));
  const all = alertToken('all', head.test);
  const withAll = (some: readonly string[]) => [
    ...some.map((topic) => alertToken(topic, head.test)),
    ...(some.length > 0 && !settled.has(all) ? [all] : []),
  ];
  return {
    topics: open,
    to: withAll(open),
    paused: topics.filter(due.isPaused).map((topic) => alertToken(topic, head.test)),
  };
}

function owe(
  head: Head,
  kind: Owed['kind'],
  to: readonly Token[],
  known: ReadonlyMap<Token, Known>,
  again: string | null,
): Owed {
  const first = to.map((token) => known.get(token)).find((one) => one !== undefined);
  return {
    kind,
    to,
    topics: topicsOf(head, to),
    newTopics: [],
    released: kind === 'update' && first?.killed === 'withheld',
    since: first?.digest ?? null,
    toldAt: first?.at ?? null,
    again,
  };
}

function repeat(head: Head, alert: Told, to: readonly Token[], known: ReadonlyMap<Token, Known>): Owed {
  const before = new Map(
    to.flatMap((token) => {
      const one = known.get(token)?.before;
      return one === null || one === undefined ? [] : [[token, one] as const];
    }),
  );
  const kind = alert.kind === 'update' || alert.kind === 'correction' ? alert.kind : 'new';
  return owe(head, kind, to, before, alert.id);
}

/** The topics that addresses stand for; where `all` is among them, and for briefings, also every topic matched. */
function topicsOf(head: Head, to: readonly Token[]): readonly string[] {
  const followed = to.map(topicOfToken).filter((topic) => topic !== null);
  const named = followed.filter((topic) => topic !== 'all');
  const matched = head.matches.map(({ topic }) => topic);
  return [...new Set(named.length < followed.length || named.length === 0 ? [...matched, ...named] : named)];
}

function tokensOf(known: readonly (readonly [Token, Known])[]): readonly Token[] {
  return known.map(([token]) => token);
}

/** Addresses that were told the same version last stand together. */
function bySince(known: readonly (readonly [Token, Known])[]): readonly (readonly Token[])[] {
  const digests = [...new Set(known.map(([, { digest }]) => digest))];
  return digests.map((digest) => tokensOf(known.filter(([, one]) => one.digest === digest)));
}

function byAlert(known: readonly (readonly [Token, Known])[]): { alert: Told; to: Token[] }[] {
  const groups = new Map<string, { alert: Told; to: Token[] }>();
  for (const [token, { unsure }] of known) {
    if (unsure === null) continue;
    const group = groups.get(unsure.id) ?? { alert: unsure, to: [] };
    groups.set(unsure.id, { ...group, to: [...group.to, token] });
  }
  return [...groups.values()];
}

function earliest(times: readonly (string | null)[]): string | null {
  return times.reduce<string | null>(
    (first, time) => (time !== null && (first === null || time < first) ? time : first),
    null,
  );
}
