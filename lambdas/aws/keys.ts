import { INDEXES } from '../table-keys.ts';
import type { Item } from './table.ts';

/** The keys of the table's items; docs/table.md lists them. */

const [lists, due] = INDEXES;

/** The key attributes of the two indexes. */
export const INDEX = {
  lists: { name: lists.name, partition: lists.partitionKey, sort: lists.sortKey },
  due: { name: due.name, partition: due.partitionKey, sort: due.sortKey },
} as const;

/** Stories lie under the code that people say, so that a code finds all that share it. */
export function storyPartition(keyOrCode: string): string {
  return `S#${keyOrCode.slice(0, 6)}`;
}

/** The primary key of a story's head. */
export function headKey(key: string): Item {
  return itemKey(storyPartition(key), `${key}#H`);
}

/** The primary key of one version's item, named by the commit that wrote it. */
export function versionKey(key: string, commit: string): Item {
  return itemKey(storyPartition(key), `${key}#V#${commit}`);
}

/** A primary key as DynamoDB takes it: partition and sort key, both text. */
/** Lies with the original, so that whoever reads that finds its copies. */
export function copyLinkKey(original: string, copy: string): Item {
  return itemKey(storyPartition(original), `${original}#C#${copy}`);
}

export function itemKey(pk: string, sk: string): Item {
  return { pk: { S: pk }, sk: { S: sk } };
}

/** The condition of a query for one partition, between two sort keys (both included). */
export function between(pk: string, from: string, to: string) {
  return {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: { ':pk': { S: pk }, ':from': { S: from }, ':to': { S: to } },
  };
}

/** Sorts before every key; DynamoDB takes no empty one. */
export const FIRST = ' ';
/** Sorts after every key that starts with the same text. */
export const LAST = '\u{10ffff}';
