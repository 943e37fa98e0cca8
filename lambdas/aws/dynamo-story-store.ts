import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { NEVER } from '../../core/alert/due.ts';
import type {
  BriefingRecord,
  Fingerprint,
  Lease,
  ObjectOutcome,
  StoredVersion,
  StoryStore,
  StoryWithVersions,
  TopicPointer,
  TopicRow,
} from '../../core/ports.ts';
import { COPY_HOURS } from '../../core/story/find-copied.ts';
import { type Head, isPlaceholder, type StoryRef, standingVersion } from '../../core/story/head.ts';
import { KILL_WAITS_HOURS } from '../../core/story/history.ts';
import { parseCode } from '../../core/story/identity.ts';
import type { Reread } from '../../core/story/reread.ts';
import { bytes, text } from './attributes.ts';
import {
  briefingItem,
  briefingOf,
  briefingPartition,
  LEASE_KEY,
  leaseOf,
  packSender,
  pointerItem,
  pointerOf,
  TOPICS_PARTITION,
} from './dispatch-items.ts';
import { dueOf, headItem, headOf } from './head-item.ts';
import {
  between,
  copyLinkKey,
  FIRST,
  headKey,
  INDEX,
  itemKey,
  LAST,
  storyPartition,
  versionKey,
} from './keys.ts';
import { outcomeItem, outcomeOf, outcomePartition } from './outcome-item.ts';
import { type Item, Table } from './table.ts';
import { versionItem, versionOf } from './version-item.ts';

const DAY = 24 * 3_600_000;
/** Fingerprints outlive their use by a day, for late copies of what was received late. */
const FINGERPRINT_SECONDS = (COPY_HOURS + 24) * 3600;
/** Heads read at once behind the index of what is due: few, so that they are fresh when they are told. */
const DUE_PAGE = 25;
const LIST_PAGE = 100;

export interface StoryStoreOptions {
  readonly client: Pick<DynamoDBClient, 'send'>;
  readonly table: string;
  /** Reads a story's text again where it was too long for its item. */
  readonly reread: Reread;
  /** Milliseconds since 1970; the machine's clock unless a test says otherwise. */
  readonly now?: () => number;
}

/** The story table on DynamoDB, or on whatever speaks its protocol. docs/table.md describes the items. */
export class DynamoStoryStore implements StoryStore {
  readonly #table: Table;
  readonly #reread: Reread;
  readonly #now: () => number;

  constructor({ client, table, reread, now = Date.now }: StoryStoreOptions) {
    this.#table = new Table(client, table);
    this.#reread = reread;
    this.#now = now;
  }

  async head(key: string): Promise<Head | null> {
    const item = await this.#table.get(headKey(key));
    return item === null ? null : headOf(item);
  }

  putHead(head: Head, dueAt: string | null, wake: boolean): Promise<'done' | 'lost'> {
    return this.#table.putNext(headItem(head, dueAt, wake), head.rev);
  }

  putVersion(key: string, version: StoredVersion, rows: readonly TopicRow[]): Promise<void> {
    return this.#table.putAll([versionItem(key, version), ...rows.map(topicRowItem)]);
  }

  putFingerprints(fingerprints: readonly Fingerprint[]): Promise<void> {
    return this.#table.putAll(fingerprints.map(fingerprintItem));
  }

  async fingerprints(
    bands: readonly string[],
    { since, until }: { readonly since: string; readonly until: string },
    { limit, mayLag }: { readonly limit: number; readonly mayLag: boolean },
  ): Promise<readonly Fingerprint[]> {
    const found = bands.map((band) =>
      this.#table.first(
        {
          ...between(`F#${band}`, since, `${until}${LAST}`),
          ScanIndexForward: false,
          ConsistentRead: !mayLag,
        },
        limit,
      ),
    );
    return (await Promise.all(found)).flat().map(fingerprintOf);
  }

  putCopyLink(original: StoryRef, copy: StoryRef): Promise<void> {
    const type = { type: { S: 'copy link' }, schema: { N: '1' } };
    return this.#table.put({ ...copyLinkKey(original.key, copy.key), ...type });
  }

  putOutcome(outcome: ObjectOutcome): Promise<void> {
    return this.#table.put(outcomeItem(outcome));
  }

  async version(key: string, commit: string): Promise<StoredVersion | null> {
    const item = await this.#table.get(versionKey(key, commit));
    return item === null ? null : this.#whole(item);
  }

  async storiesByCode(typed: string): Promise<readonly StoryWithVersions[]> {
    const code = parseCode(typed);
    if (code === null) return [];
    const pk = storyPartition(code.slice(2));
    const heads: Head[] = [];
    const rows = new Map<string, Item>();
    for await (const item of this.#table.query(between(pk, FIRST, LAST))) {
      rows.set(text(item, 'sk'), item);
      const head = headOf(item);
      if (head !== null && !isPlaceholder(head)) heads.push(head);
    }
    heads.sort((one, other) => (one.receivedAt < other.receivedAt ? 1 : -1));
    return Promise.all(heads.map((head) => this.#withVersions(head, rows)));
  }

  async *storiesOfTopic(topic: string, since: string | null): AsyncGenerator<Head, void, undefined> {
    const seen = new Set<string>();
    const query = {
      ...between(`T#${topic}`, since ?? FIRST, LAST),
      ScanIndexForward: false,
      Limit: LIST_PAGE,
    };
    for await (const rows of this.#table.pages(query)) {
      const named = rows.map((row) => {
        const [, key = '', commit = ''] = text(row, 'sk').split('#');
        return { key, commit };
      });
      const heads = await this.#heads(
        named.map(({ key }) => key),
        false,
      );
      for (const { key, commit } of named) {
        const head = heads.get(key);
        if (head === undefined || seen.has(key) || standingVersion(head)?.commit !== commit) continue;
        if (head.mergedInto !== null || !head.matches.some((match) => match.topic === topic)) continue;
        seen.add(key);
        yield head;
      }
    }
  }

  async *storiesSince(since: string, until: string | null): AsyncGenerator<Head, void, undefined> {
    const last = until ?? new Date(this.#now() + DAY).toISOString();
    for (let day = Date.parse(last); day >= Date.parse(since.slice(0, 10)); day -= DAY) {
      const heading = `DAY#${new Date(day).toISOString().slice(0, 10)}`;
      for await (const head of this.#listed(heading, since, last)) {
        if (head.mergedInto === null && head.versions.length > 0) yield head;
      }
    }
  }

  async outcome(key: string, versionId: string): Promise<ObjectOutcome | null> {
    const item = await this.#table.get(itemKey(outcomePartition(key), versionId));
    return item === null ? null : outcomeOf(item);
  }

  async outcomes(key: string): Promise<readonly ObjectOutcome[]> {
    const found: ObjectOutcome[] = [];
    for await (const item of this.#table.query(between(outcomePartition(key), FIRST, LAST))) {
      found.push(outcomeOf(item));
    }
    return found.sort((one, other) => (one.receivedAt < other.receivedAt ? 1 : -1));
  }

  async *rejectedSince(since: string): AsyncGenerator<ObjectOutcome, void, undefined> {
    for await (const item of this.#listedItems('REJECTED', since, LAST)) yield outcomeOf(item);
  }

  async *waitingKills(): AsyncGenerator<Head, void, undefined> {
    const since = new Date(this.#now() - KILL_WAITS_HOURS * 3_600_000).toISOString();
    yield* this.#listed('WAITING', since, LAST);
  }

  async *givenUpKills(since: string): AsyncGenerator<Head, void, undefined> {
    const [from, to] = [Date.parse(since), this.#now()].map((time) =>
      new Date(time - KILL_WAITS_HOURS * 3_600_000).toISOString(),
    );
    yield* this.#listed('WAITING', from ?? since, to ?? since);
  }

  async *heldWithoutEnd(): AsyncGenerator<Head, void, undefined> {
    for await (const { head } of this.#dueBetween(NEVER, NEVER)) yield head;
  }

  dueHeads(now: string): AsyncGenerator<{ readonly head: Head; readonly dueAt: string }, void, undefined> {
    return this.#dueBetween(FIRST, now);
  }

  async acquireLease(owner: string, now: number, until: number): Promise<Lease | null> {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const taken = await this.#table.update({
        Key: LEASE_KEY,
        UpdateExpression:
          'SET holder = :owner, #until = :until, fence = if_not_exists(fence, :zero) + :one, #type = :type, #schema = :one REMOVE wake',
        ConditionExpression: 'attribute_not_exists(pk) OR #until < :now',
        ExpressionAttributeNames: { '#until': 'until', '#type': 'type', '#schema': 'schema' },
        ExpressionAttributeValues: {
          ':owner': { S: owner },
          ':until': { N: String(until) },
          ':now': { N: String(now) },
          ':zero': { N: '0' },
          ':one': { N: '1' },
          ':type': { S: 'lease' },
        },
      });
      if (taken !== null) return leaseOf(taken);
      const woken = await this.#table.update({
        Key: LEASE_KEY,
        UpdateExpression: 'SET wake = :one',
        ConditionExpression: '#until >= :now',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: { ':now': { N: String(now) }, ':one': { N: '1' } },
      });
      if (woken !== null) return null;
    }
    return null;
  }

  async renewLease(lease: Lease): Promise<'done' | 'lost'> {
    return (await this.#updateLease(lease, lease.until, '', false)) === null ? 'lost' : 'done';
  }

  async releaseLease(lease: Lease): Promise<'done' | 'lost' | 'wake'> {
    if ((await this.#updateLease(lease, 0, '', true)) !== null) return 'done';
    return (await this.#updateLease(lease, lease.until, ' REMOVE wake', false)) === null ? 'lost' : 'wake';
  }

  async briefing(id: string, scheduledAt: string): Promise<BriefingRecord | null> {
    const item = await this.#table.get(itemKey(briefingPartition(id), scheduledAt));
    return item === null ? null : briefingOf(item);
  }

  async briefingsSince(id: string, since: string): Promise<readonly BriefingRecord[]> {
    const found: BriefingRecord[] = [];
    const query = { ...between(briefingPartition(id), since, LAST), ScanIndexForward: false };
    for await (const item of this.#table.query(query)) found.push(briefingOf(item));
    return found;
  }

  putBriefing(briefing: BriefingRecord): Promise<'done' | 'lost'> {
    return this.#table.putNext(briefingItem(briefing), briefing.rev);
  }

  async topicPointer(): Promise<TopicPointer | null> {
    const [newest = null] = await this.topicPointers(1);
    return newest;
  }

  async topicPointers(limit: number): Promise<readonly TopicPointer[]> {
    const query = { ...between(TOPICS_PARTITION, FIRST, LAST), ScanIndexForward: false };
    return (await this.#table.first(query, limit)).map(pointerOf);
  }

  setTopicPointer(pointer: TopicPointer): Promise<'done' | 'lost'> {
    return this.#table.putNext(pointerItem(pointer), 1);
  }

  async #withVersions(head: Head, rows: ReadonlyMap<string, Item>): Promise<StoryWithVersions> {
    const named = head.versions
      .map(({ commit }) => rows.get(`${head.key}#V#${commit}`))
      .filter((item) => item !== undefined);
    const versions = await Promise.all(named.map((item) => this.#whole(item)));
    return {
      head,
      versions: versions.filter((version) => version !== null),
      copies: await this.#copies(head, [...rows.keys()]),
    };
  }

  async #copies(head: Head, sorts: readonly string[]): Promise<readonly StoryRef[]> {
    const keys = sorts
      .filter((sort) => sort.startsWith(`${head.key}#C#`))
      .map((sort) => sort.split('#')[2] ?? '');
    const copies = await this.#heads(keys, false);
    return [...copies.values()]
      .filter(({ copyOf }) => copyOf?.key === head.key)
      .map(({ key, code }) => ({ key, code }));
  }

  /** The version of an item with its text, wherever that lies; null when it is gone from there. */
  async #whole(item: Item): Promise<StoredVersion | null> {
    const version = versionOf(item);
    const story = version.story ?? (await this.#reread(version.source));
    return story === null ? null : { ...version, story };
  }

  async #heads(keys: readonly string[], consistent: boolean): Promise<ReadonlyMap<string, Head>> {
    const items = await this.#table.getAll([...new Set(keys)].map(headKey), consistent);
    const heads = items.map(headOf).filter((head) => head !== null);
    return new Map(heads.map((head) => [head.key, head]));
  }

  async *#listed(heading: string, since: string, until: string): AsyncGenerator<Head, void, undefined> {
    for await (const item of this.#listedItems(heading, since, until)) {
      const head = headOf(item);
      if (head !== null) yield head;
    }
  }

  /** The items behind the rows of a list, those that are still listed so. */
  async *#listedItems(heading: string, since: string, until: string): AsyncGenerator<Item, void, undefined> {
    const { partition, sort } = INDEX.lists;
    const query = indexQuery(INDEX.lists, heading, since, `${until}${LAST}`);
    for await (const rows of this.#table.pages({ ...query, ScanIndexForward: false, Limit: LIST_PAGE })) {
      const listed = new Map(rows.map((row) => [`${text(row, 'pk')}\n${text(row, 'sk')}`, text(row, sort)]));
      for (const item of await this.#table.getAll(rows.map(baseKey), false)) {
        const row = listed.get(`${text(item, 'pk')}\n${text(item, 'sk')}`);
        if (item[partition]?.S === heading && item[sort]?.S === row) yield item;
      }
    }
  }

  async *#dueBetween(
    from: string,
    to: string,
  ): AsyncGenerator<{ readonly head: Head; readonly dueAt: string }, void, undefined> {
    const query = { ...indexQuery(INDEX.due, 'DUE', from, `${to}${LAST}`), Limit: DUE_PAGE };
    for await (const rows of this.#table.pages(query)) {
      for (const item of await this.#table.getAll(rows.map(baseKey), true)) {
        const dueAt = dueOf(item);
        const head = headOf(item);
        if (head !== null && dueAt !== null && dueAt >= from && dueAt <= to) yield { head, dueAt };
      }
    }
  }

  #updateLease({ owner, fence, sender }: Lease, until: number, more: string, unlessWoken: boolean) {
    return this.#table.update({
      Key: LEASE_KEY,
      UpdateExpression: `SET #until = :until, #state = :state${more}`,
      ConditionExpression: `holder = :owner AND fence = :fence${unlessWoken ? ' AND attribute_not_exists(wake)' : ''}`,
      ExpressionAttributeNames: { '#until': 'until', '#state': 'state' },
      ExpressionAttributeValues: {
        ':owner': { S: owner },
        ':fence': { N: String(fence) },
        ':until': { N: String(until) },
        ':state': { S: packSender(sender) },
      },
    });
  }
}

function topicRowItem({ topic, key, commit, at }: TopicRow): Item {
  return {
    ...itemKey(`T#${topic}`, `${at}#${key}#${commit}`),
    type: { S: 'topic row' },
    schema: { N: '1' },
  };
}

function fingerprintItem({ band, key, digest, receivedAt, sketch }: Fingerprint): Item {
  return {
    ...itemKey(`F#${band}`, `${receivedAt}#${key}#${digest}`),
    type: { S: 'fingerprint' },
    schema: { N: '1' },
    sketch: { B: sketch },
    expiresAt: { N: String(Math.floor(Date.parse(receivedAt) / 1000) + FINGERPRINT_SECONDS) },
  };
}

function fingerprintOf(item: Item): Fingerprint {
  const [receivedAt = '', key = '', digest = ''] = text(item, 'sk').split('#');
  return {
    band: text(item, 'pk').slice('F#'.length),
    key,
    digest,
    receivedAt,
    sketch: bytes(item, 'sketch'),
  };
}

function baseKey(row: Item): Item {
  return itemKey(text(row, 'pk'), text(row, 'sk'));
}

function indexQuery(
  index: { readonly name: string; readonly partition: string; readonly sort: string },
  heading: string,
  from: string,
  to: string,
) {
  return {
    IndexName: index.name,
    KeyConditionExpression: '#partition = :heading AND #sort BETWEEN :from AND :to',
    ExpressionAttributeNames: { '#partition': index.partition, '#sort': index.sort },
    ExpressionAttributeValues: { ':heading': { S: heading }, ':from': { S: from }, ':to': { S: to } },
  };
}
