import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cut, printable, renderTable } from '../../cli/table.ts';

describe('a table for people', () => {
  const columns = [
    { title: 'Code', text: (row: readonly [string, string]) => row[0] },
    { title: 'Title', text: (row: readonly [string, string]) => row[1], shrinks: true },
  ];

  test('lines its columns up under their titles', () => {
    const rows = [
      ['W-1', 'Short'],
      ['W-22222', 'Longer title'],
    ] as const;
    expect(renderTable(columns, rows, 80)).toEqual([
      'Code     Title',
      'W-1      Short',
      'W-22222  Longer title',
    ]);
  });

  test('cuts what gives way, and nothing else, to the width of the terminal', () => {
    const lines = renderTable(columns, [['W-7Q3FK2', 'A title that is far too long for it']], 30);
    expect(lines[1]).toBe('W-7Q3FK2  A title that is far…');
  });

  test('puts numbers at the right', () => {
    const numbers = [{ title: 'Hits', text: (row: number) => String(row), align: 'right' as const }];
    expect(renderTable(numbers, [7, 123], 80)).toEqual(['Hits', '   7', ' 123']);
  });

  test('never lets copy from the wire move the cursor or turn the writing round', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
    expect(printable('A\u001b[31mred\r\nline')).toBe('A [31mred line');
  });

  test('never cuts a letter in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        const short = cut(text, width);
        expect([...short].length).toBeLessThanOrEqual(width);
        expect(short).not.toMatch(/\p{Cs}/u);
      }),
    );
  });
});
