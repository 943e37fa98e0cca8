import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Item } from './table.ts';

/** Reading and writing single attributes. A missing or wrong one is a damaged item, and throws. */

/** A text attribute. @throws Error naming item and attribute when it is missing or no text. */
export function text(item: Item, name: string): string {
  const value = item[name]?.S;
  if (value === undefined) throw damaged(item, name);
  return value;
}

/** A number attribute. @throws Error naming item and attribute when it is missing or no number. */
export function number(item: Item, name: string): number {
  const value = Number(item[name]?.N);
  if (Number.isNaN(value)) throw damaged(item, name);
  return value;
}

/** A binary attribute. @throws Error naming item and attribute when it is missing or not binary. */
export function bytes(item: Item, name: string): Uint8Array {
  const value = item[name]?.B;
  if (value === undefined) throw damaged(item, name);
  return value;
}

/** JSON text, deflated. */
export function deflated(value: unknown): Uint8Array {
  return deflateRawSync(JSON.stringify(value));
}

/** What {@link deflated} packed; the caller checks its shape. */
export function inflated(packed: Uint8Array): unknown {
  return JSON.parse(inflateRawSync(packed).toString('utf8'));
}

function damaged(item: Item, name: string): Error {
  return new Error(`The table's item ${item.pk?.S} ${item.sk?.S} has no readable attribute "${name}"`);
}
