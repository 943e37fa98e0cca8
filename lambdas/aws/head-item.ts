import * as z from 'zod/mini';
import { type Head, isKill, isPlaceholder, type Told, type VersionRef } from '../../core/story/head.ts';
import { number, text } from './attributes.ts';
import { headKey, INDEX } from './keys.ts';
import type { Item } from './table.ts';

/**
 * A head as an item. It is written three times for each alert, and a write costs by the kilobyte: so what
 * is empty is left out, and versions are tuples.
 */

const status = z.enum(['usable', 'embargoed', 'withheld', 'canceled']);
const killStatus = z.enum(['canceled', 'withheld']);
const nullableText = z.nullable(z.string());
const nullableNumber = z.nullable(z.number());
const ref = z.tuple([z.string(), z.string()]);

/** Behind these nine stand the end of its embargo, its document and when it came again, where there is one of them. */
const versionCode = z.tuple(
  [
    z.string(),
    z.string(),
    z.string(),
    nullableNumber,
    nullableText,
    z.string(),
    status,
    z.enum(['none', 'update', 'correction', 'kill', 'order']),
    nullableNumber,
  ],
  nullableText,
);

const toldCode = z.object({
  id: z.string(),
  kind: z.enum(['new', 'update', 'correction', 'kill', 'briefing', 'flood']),
  digest: z.string(),
  to: z.array(z.string()),
  state: z.enum(['attempted', 'sent', 'refused', 'held', 'cancelled']),
  at: z.string(),
  why: z.optional(z.enum(['flood', 'backlog', 'paused', 'rematch'])),
  until: z.optional(z.string()),
  subject: z.optional(z.string()),
  status: z.optional(killStatus),
});

const headCode = z.object({
  wire: z.string(),
  id: z.string(),
  received: z.string(),
  kind: z.enum(['story', 'flash', 'press-release', 'advisory']),
  test: z.optional(z.boolean()),
  embargo: z.optional(z.string()),
  versions: z.array(versionCode),
  matches: z.optional(z.array(z.tuple([z.string(), z.number()]))),
  source: z.optional(z.tuple([z.string(), z.string(), z.number()])),
  orders: z.optional(z.array(z.tuple([z.string(), killStatus, z.string(), nullableText]))),
  copyOf: z.optional(ref),
  rivals: z.optional(z.array(z.string())),
  mergedInto: z.optional(ref),
  told: z.optional(z.array(toldCode)),
});
type HeadCode = z.infer<typeof headCode>;

/** The item of a head that dispatch has to look at from `dueAt` (null: not at all). */
export function headItem(head: Head, dueAt: string | null, wake: boolean): Item {
  return {
    ...headKey(head.key),
    type: { S: 'head' },
    schema: { N: '1' },
    rev: { N: String(head.rev) },
    title: { S: head.title },
    state: { S: JSON.stringify(encode(head)) },
    ...listing(head),
    ...(dueAt === null
      ? {}
      : { [INDEX.due.partition]: { S: 'DUE' }, [INDEX.due.sort]: { S: `${dueAt}#${head.key}` } }),
    ...(dueAt !== null && wake ? { due: { S: dueAt } } : {}),
  };
}

/** The head of an item, or null when the item is none. Throws when a head's item is damaged. */
export function headOf(item: Item): Head | null {
  if (text(item, 'type') !== 'head') return null;
  const code = headCode.parse(JSON.parse(text(item, 'state')));
  const [key = ''] = text(item, 'sk').split('#');
  return {
    key,
    code: `W-${key.slice(0, 6)}`,
    rev: number(item, 'rev'),
    title: text(item, 'title'),
    ...decode(code),
  };
}

/** From when dispatch has to look at a head's item, or null. */
export function dueOf(item: Item): string | null {
  return item[INDEX.due.sort]?.S?.split('#')[0] ?? null;
}

/** Under which heading lists find it: the day it came, or the kills that wait for their story. */
function listing(head: Head): Item {
  if (head.mergedInto !== null || isPlaceholder(head)) return {};
  const waits = head.versions.every((version) => isKill(version) && version.revision !== 'order');
  const heading = waits ? 'WAITING' : `DAY#${head.receivedAt.slice(0, 10)}`;
  return {
    [INDEX.lists.partition]: { S: heading },
    [INDEX.lists.sort]: { S: `${head.receivedAt}#${head.key}` },
  };
}

function encode(head: Head): HeadCode {
  const { source } = head;
  return {
    wire: head.wire,
    id: head.id,
    received: head.receivedAt,
    kind: head.kind,
    test: head.test || undefined,
    embargo: head.embargoUntil ?? undefined,
    versions: head.versions.map((version) => [
      version.digest,
      version.commit,
      version.words,
      version.version,
      version.versionedAt,
      version.receivedAt,
      version.status,
      version.revision,
      version.urgency,
      ...seldom(version),
    ]),
    matches: unlessEmpty(head.matches.map(({ topic, score }) => [topic, score])),
    source: source === null ? undefined : [source.key, source.versionId, source.part],
    orders: unlessEmpty(head.orders.map((order) => [order.by, order.status, order.at, order.reason])),
    copyOf: head.copyOf === null ? undefined : [head.copyOf.key, head.copyOf.code],
    rivals: unlessEmpty([...head.rivals]),
    mergedInto: head.mergedInto === null ? undefined : [head.mergedInto.key, head.mergedInto.code],
    told: unlessEmpty(head.told.map(encodeTold)),
  };
}

/** What few versions have, as far as the last of it that there is. */
function seldom({ embargoUntil, document, repeatedAt }: VersionRef): (string | null)[] {
  const all = [embargoUntil, document, repeatedAt];
  return all.slice(0, all.findLastIndex((one) => one !== null) + 1);
}

function encodeTold(alert: Told): z.infer<typeof toldCode> {
  const { id, kind, digest, to, state, at, why, until, subject, status } = alert;
  return {
    ...{ id, kind, digest, to: [...to], state, at },
    why: why ?? undefined,
    until: until ?? undefined,
    subject: subject ?? undefined,
    status: status ?? undefined,
  };
}

function decode(code: HeadCode): Omit<Head, 'key' | 'code' | 'rev' | 'title'> {
  const [key, versionId, part] = code.source ?? [];
  return {
    wire: code.wire,
    id: code.id,
    test: code.test ?? false,
    receivedAt: code.received,
    kind: code.kind,
    embargoUntil: code.embargo ?? null,
    versions: code.versions.map(decodeVersion),
    matches: (code.matches ?? []).map(([topic, score]) => ({ topic, score })),
    source:
      key === undefined || versionId === undefined || part === undefined ? null : { key, versionId, part },
    orders: (code.orders ?? []).map(([by, status, at, reason]) => ({ by, status, at, reason })),
    copyOf: storyRef(code.copyOf),
    rivals: code.rivals ?? [],
    mergedInto: storyRef(code.mergedInto),
    told: (code.told ?? []).map((alert) => ({
      ...alert,
      why: alert.why ?? null,
      until: alert.until ?? null,
      subject: alert.subject ?? null,
      status: alert.status ?? null,
    })),
  };
}

function decodeVersion(code: z.infer<typeof versionCode>): VersionRef {
  const [
    digest,
    commit,
    words,
    version,
    versionedAt,
    receivedAt,
    status,
    revision,
    urgency,
    embargoUntil = null,
    document = null,
    repeatedAt = null,
  ] = code;
  return {
    digest,
    commit,
    words,
    version,
    versionedAt,
    receivedAt,
    repeatedAt,
    status,
    revision,
    urgency,
    embargoUntil,
    document,
  };
}

function storyRef(code: [string, string] | undefined) {
  return code === undefined ? null : { key: code[0], code: code[1] };
}

function unlessEmpty<Entry>(list: Entry[]): Entry[] | undefined {
  return list.length === 0 ? undefined : list;
}
