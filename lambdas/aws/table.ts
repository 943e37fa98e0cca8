import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';

/** An item as DynamoDB has it. */
export type Item = Record<string, AttributeValue>;

/** What a query needs besides the table's name and the page. */
export type Query = Omit<QueryCommandInput, 'TableName' | 'ExclusiveStartKey'>;

/** DynamoDB's own bounds of one batch. */
const WRITES_PER_BATCH = 25;
const READS_PER_BATCH = 100;
/** Tries in a row by which nothing of a batch gets done. */
const MOST_BATCH_TRIES = 8;

/** The few calls of DynamoDB that Wirewatch makes, with paging and batches done. */
export class Table {
  readonly #client: Pick<DynamoDBClient, 'send'>;
  readonly #name: string;

  constructor(client: Pick<DynamoDBClient, 'send'>, name: string) {
    this.#client = client;
    this.#name = name;
  }

  /** One item, read consistently, or null. */
  async get(key: Item): Promise<Item | null> {
    const { Item: item } = await this.#client.send(
      new GetItemCommand({ TableName: this.#name, Key: key, ConsistentRead: true }),
    );
    return item ?? null;
  }

  async put(item: Item): Promise<void> {
    await this.#client.send(new PutItemCommand({ TableName: this.#name, Item: item }));
  }

  /** Puts an item when the stored one has the revision before (1: when there is none). */
  async putNext(item: Item, rev: number): Promise<'done' | 'lost'> {
    const first = rev === 1;
    return conditional(() =>
      this.#client.send(
        new PutItemCommand({
          TableName: this.#name,
          Item: item,
          ConditionExpression: first ? 'attribute_not_exists(pk)' : 'rev = :before',
          ...(first ? {} : { ExpressionAttributeValues: { ':before': { N: String(rev - 1) } } }),
        }),
      ),
    );
  }

  /** Changes one item; the changed item, or null when the condition did not hold. */
  async update(input: Omit<UpdateItemCommandInput, 'TableName'>): Promise<Item | null> {
    let changed: Item | null = null;
    const result = await conditional(async () => {
      const { Attributes } = await this.#client.send(
        new UpdateItemCommand({ TableName: this.#name, ReturnValues: 'ALL_NEW', ...input }),
      );
      changed = Attributes ?? {};
    });
    return result === 'done' ? changed : null;
  }

  /** Puts items without condition, in batches; what a batch left out is tried again. */
  async putAll(items: readonly Item[]): Promise<void> {
    for (let start = 0; start < items.length; start += WRITES_PER_BATCH) {
      await this.#putBatch(items.slice(start, start + WRITES_PER_BATCH));
    }
  }

  /** Items by their keys, in the order of the keys; absent ones are left out. */
  async getAll(keys: readonly Item[], consistent: boolean): Promise<readonly Item[]> {
    const found = new Map<string, Item>();
    for (let start = 0; start < keys.length; start += READS_PER_BATCH) {
      for (const item of await this.#getBatch(keys.slice(start, start + READS_PER_BATCH), consistent)) {
        found.set(nameOf(item), item);
      }
    }
    return keys.map((key) => found.get(nameOf(key))).filter((item) => item !== undefined);
  }

  /** All items that a query finds, page by page as far as they are taken. */
  async *query(query: Query): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.pages(query)) yield* page;
  }

  /** The pages of a query. */
  async *pages(query: Query): AsyncGenerator<readonly Item[], void, undefined> {
    let from: Item | undefined;
    do {
      const page = await this.#client.send(
        new QueryCommand({
          TableName: this.#name,
          ...query,
          ...(from === undefined ? {} : { ExclusiveStartKey: from }),
        }),
      );
      yield page.Items ?? [];
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
  }

  /** At most `limit` items that a query finds. */
  async first(query: Query, limit: number): Promise<readonly Item[]> {
    const items: Item[] = [];
    for await (const item of this.query({ ...query, Limit: limit })) {
      items.push(item);
      if (items.length === limit) break;
    }
    return items;
  }

  async #putBatch(items: readonly Item[]): Promise<void> {
    let left = items.map((item) => ({ PutRequest: { Item: item } }));
    for (let attempt = 0; left.length > 0; ) {
      await pauseBefore(attempt);
      const before = left.length;
      const { UnprocessedItems } = await this.#client.send(
        new BatchWriteItemCommand({ RequestItems: { [this.#name]: left } }),
      );
      left = (UnprocessedItems?.[this.#name] ?? []).flatMap(({ PutRequest }) =>
        PutRequest?.Item === undefined ? [] : [{ PutRequest: { Item: PutRequest.Item } }],
      );
      attempt = left.length < before ? 1 : attempt + 1;
    }
  }

  async #getBatch(keys: readonly Item[], consistent: boolean): Promise<readonly Item[]> {
    const items: Item[] = [];
    let left = [...keys];
    for (let attempt = 0; left.length > 0; ) {
      await pauseBefore(attempt);
      const before = left.length;
      const { Responses, UnprocessedKeys } = await this.#client.send(
        new BatchGetItemCommand({
          RequestItems: { [this.#name]: { Keys: left, ConsistentRead: consistent } },
        }),
      );
      items.push(...(Responses?.[this.#name] ?? []));
      left = UnprocessedKeys?.[this.#name]?.Keys ?? [];
      attempt = left.length < before ? 1 : attempt + 1;
    }
    return items;
  }
}

function nameOf({ pk, sk }: Item): string {
  return `${pk?.S}\n${sk?.S}`;
}

/** Before a batch's rest is tried again: 0, 50, 100, 200 ms … */
async function pauseBefore(attempt: number): Promise<void> {
  if (attempt >= MOST_BATCH_TRIES) throw new Error('DynamoDB left items of a batch undone too often');
  if (attempt > 0) await sleep(25 * 2 ** attempt);
}

async function conditional(write: () => Promise<unknown>): Promise<'done' | 'lost'> {
  try {
    await write();
    return 'done';
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'lost';
    throw error;
  }
}
