/**
 * The table's keys and indexes, shared by the adapter, the stack and the local run.
 * docs/table.md describes the items.
 */
export const TABLE = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Epoch seconds after which DynamoDB may delete an item. */
  timeToLive: 'expiresAt',
  /** Each item's type: `head`, `version`, … */
  type: 'type',
  /** On heads that have just become due: when (ISO 8601 UTC). The stream's filter looks at `type` and this. */
  due: 'due',
} as const;

/** Both indexes project keys only: an item is always read behind its index row. */
export const INDEXES = [
  /** Stories of a day, objects rejected, kills that wait: by time. */
  { name: 'gsi1', partitionKey: 'gsi1pk', sortKey: 'gsi1sk', projection: 'KEYS_ONLY' },
  /** Heads due. */
  { name: 'gsi2', partitionKey: 'gsi2pk', sortKey: 'gsi2sk', projection: 'KEYS_ONLY' },
] as const;

/** The item type of a head, for the stream's filter. */
export const HEAD_TYPE = 'head';
