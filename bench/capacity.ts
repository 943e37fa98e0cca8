import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { INDEXES } from '../lambdas/table-keys.ts';

/**
 * What DynamoDB would charge, in capacity units, by the rules of its developer guide ("Read and write
 * operations", "Item sizes and formats", "Global secondary indexes: provisioned throughput"). The embedded
 * store reports no units of indexes, so they are computed here.
 */

export type Item = Readonly<Record<string, AttributeValue>>;

const WRITE_UNIT = 1024;
const READ_UNIT = 4096;

/** Bytes of an item: names and values. */
export function itemSize(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + utf8(name) + valueSize(value), 0);
}

/** Units for putting an item in the place of another (null: there was none), with both indexes. */
export function writeUnits(before: Item | null, after: Item): number {
  const larger = Math.max(before === null ? 0 : itemSize(before), itemSize(after));
  const table = Math.max(1, Math.ceil(larger / WRITE_UNIT));
  return INDEXES.reduce((sum, index) => sum + indexUnits(index, before, after), table);
}

/** Units for reading items one by one: each counts for itself. */
export function readUnits(sizes: readonly number[], consistent: boolean): number {
  const units = sizes.reduce((sum, size) => sum + Math.max(1, Math.ceil(size / READ_UNIT)), 0);
  return consistent ? units : units / 2;
}

/** Units for a query: what one page holds counts together. */
export function queryUnits(sizes: readonly number[], consistent: boolean): number {
  return readUnits([sizes.reduce((sum, size) => sum + size, 0)], consistent);
}

/** Bytes of an item's row in an index that projects keys only. */
export function indexRowSize(index: (typeof INDEXES)[number], item: Item): number {
  const names = ['pk', 'sk', index.partitionKey, index.sortKey];
  return itemSize(Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name))));
}

/** A row that comes or goes costs one write; one that moves costs both; one that stays costs nothing. */
function indexUnits(index: (typeof INDEXES)[number], before: Item | null, after: Item): number {
  const row = (item: Item | null) => {
    const [partition, sort] = [item?.[index.partitionKey]?.S, item?.[index.sortKey]?.S];
    return item === null || partition === undefined || sort === undefined
      ? null
      : {
          place: `${partition}\n${sort}`,
          units: Math.max(1, Math.ceil(indexRowSize(index, item) / WRITE_UNIT)),
        };
  };
  const [old, now] = [row(before), row(after)];
  if (old?.place === now?.place) return 0;
  return (old?.units ?? 0) + (now?.units ?? 0);
}

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return utf8(value.S);
  if (value.B !== undefined) return value.B.length;
  // About one byte for two digits, and one more.
  if (value.N !== undefined) return Math.ceil(value.N.replace(/[-.]/gu, '').length / 2) + 1;
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + itemSize(value.M);
  if (value.L !== undefined) return value.L.reduce((sum, one) => sum + 1 + valueSize(one), 3);
  return 1;
}

function utf8(text: string): number {
  return Buffer.byteLength(text);
}
