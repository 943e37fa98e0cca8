import { describe, expect, it } from 'vitest';
import { type Item, itemSize, queryUnits, readUnits, writeUnits } from '../../bench/capacity.ts';

/** An item of just so many bytes. */
function sized(bytes: number, more: Item = {}): Item {
  const item: Item = { pk: { S: 'p' }, sk: { S: 's' }, ...more };
  return { ...item, x: { S: '_'.repeat(bytes - itemSize(item) - 1) } };
}

const DUE: Item = { gsi2pk: { S: 'DUE' }, gsi2sk: { S: '1' } };

describe('the size of an item', () => {
  it('is that of its names and values in UTF-8', () => {
    expect(itemSize({ pk: { S: 'æ' } })).toBe(4);
    expect(itemSize({ n: { N: '12345' }, b: { B: new Uint8Array(7) } })).toBe(1 + 4 + 1 + 7);
    expect(itemSize({ m: { M: { a: { S: 'xy' } } } })).toBe(1 + 3 + 1 + 3);
    expect(itemSize({ l: { L: [{ S: 'xy' }, { BOOL: true }] } })).toBe(1 + 3 + 1 + 2 + 1 + 1);
    expect(itemSize(sized(1024))).toBe(1024);
  });
});

describe('a write', () => {
  it('costs a unit for each begun kilobyte, of the larger of old and new', () => {
    expect(writeUnits(null, sized(1024))).toBe(1);
    expect(writeUnits(null, sized(1025))).toBe(2);
    expect(writeUnits(sized(5000), sized(100))).toBe(5);
  });

  it('costs another for an index row that comes or goes, two when it moves, none when it stays', () => {
    expect(writeUnits(null, sized(200, DUE))).toBe(2);
    expect(writeUnits(sized(200, DUE), sized(200))).toBe(2);
    expect(writeUnits(sized(200, DUE), sized(200, { ...DUE, gsi2sk: { S: '2' } }))).toBe(3);
    expect(writeUnits(sized(200, DUE), sized(300, DUE))).toBe(1);
  });
});

describe('a read', () => {
  it('costs a unit for each begun 4 KB, half of it when it need not be consistent', () => {
    expect(readUnits([0], true)).toBe(1);
    expect(readUnits([4096, 4097], true)).toBe(3);
    expect(readUnits([10, 10], false)).toBe(1);
  });

  it('of a query counts what a page holds together', () => {
    expect(queryUnits([2000, 2000], true)).toBe(1);
    expect(queryUnits([], false)).toBe(0.5);
  });
});
