import { describe, expect, it } from 'vitest';
import { read, readReason, readStory } from './reading.ts';

/** Enough that a reader of quadratic time would run into the suite's time-out. */
const LENGTH = 1_000_000;
const HEAD_7901 = '\x01eng0205 2 i 120  bna 0205\r\n\r\nEstonia/\r\n\x02';
const END_7901 = '\x03201215 GMT Apr 26\r\n\x04';
const HEAD_ANPA = '\x16\x16\x01V0412\x1feurop\nr i\x13\x11 BC-EU--Ferry   04-03 0211\n\x02';
const END_ANPA = '\n\x03AP-WF-04-03-26 2145GMT<\n\x04';

describe('a line of megabytes', () => {
  it.each([
    ['words', 'havn '],
    ['spaces', ' '],
    ['one word', 'a'],
    ['dashes', '-'],
    ['opening parentheses', '('],
    ['slashes', '/'],
    ['equals signs', ' ='],
    ['quotes', '"'],
    ['carets', '^<'],
    ['line feeds', '\n'],
    ['references', '&amp;'],
  ])('of %s costs bounded time in every format', (_, unit) => {
    const line = unit.repeat(LENGTH / unit.length);
    for (const text of [
      `Havn lukket\n\n${line}.`,
      HEAD_7901 + line + END_7901,
      HEAD_ANPA + line + END_ANPA,
    ]) {
      expect(read(text)).toHaveLength(1);
    }
    expect(read(JSON.stringify({ guid: 'a', headline: 'b', body_text: line }))).toHaveLength(1);
    expect(read(JSON.stringify({ guid: 'a', headline: 'b', body_html: line }))).toHaveLength(1);
  });

  it('of just under the limit is read, and one over it is refused', () => {
    const line = 'havn '.repeat(1_999_990);
    expect(readStory(line).body).toHaveLength(line.length - 1);
    expect(readReason(`${line}${'x'.repeat(60)}`)).toMatch(/at most 10000000 are read/);
  });

  it.each([
    ['SOH without headers', '\x01'],
    ['start marks', '\x01eng0205 2 i 120  bna 0205\r\n'],
    ['ANPA headers', '\x01V0412\x1feurop\nr i\x13\x11 BC-a   04-03 0211\n'],
  ])('of %s ends in rejections', (_, unit) => {
    const outcomes = read(unit.repeat(LENGTH / unit.length));
    expect(outcomes.every(({ kind }) => kind === 'rejected')).toBe(true);
  });
});

describe('characters that are no text', () => {
  it('in the old formats are structure or nothing', () => {
    const story = readStory(
      `${HEAD_7901}Havn\x07 lukket\u202e =\r\n\r\nTallinn (BNS) - Havnen\x0e er\x7f lukket.\r\n\r\n${END_7901}`,
    );
    expect(story).toMatchObject({ headline: 'Havn lukket', body: 'Tallinn (BNS) - Havnen er lukket.' });
  });

  it('that are NUL make a file binary, wherever they stand', () => {
    expect(readReason(`${HEAD_7901}Havn =\r\n\r\nEn\0to.\r\n${END_7901}`)).toMatch(/zero byte/);
    expect(readReason('{"guid":"a","headline":"b\0"}')).toMatch(/zero byte/);
  });

  it('that are invalid UTF-8 are read as windows-1252, not lost', () => {
    const bytes = Buffer.from(
      `${HEAD_7901}Færge sejler igen =\r\n\r\nRønne (Ritzau) - Nu.\r\n\r\n${END_7901}`,
      'latin1',
    );
    expect(readStory(bytes)).toMatchObject({ headline: 'Færge sejler igen', place: 'Rønne', wire: 'ritzau' });
  });

  it('never leave a message of one format to another', () => {
    const two = `${HEAD_7901}Et =\r\n\r\nEn.\r\n${END_7901}${HEAD_ANPA}^BC-a,9<\n\tTo.${END_ANPA}`;
    expect(new Set(read(two).map(({ format }) => format)).size).toBe(1);
  });
});

describe('a feed of many items', () => {
  it('gives one outcome for each, in bounded time', () => {
    const items = Array.from({ length: 20_000 }, (_, n) => ({ guid: `a:${n}`, headline: `Nr. ${n}` }));
    expect(read(JSON.stringify(items))).toHaveLength(20_000);
  });
});
