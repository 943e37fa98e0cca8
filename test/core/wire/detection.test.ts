import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../../core/wire/formats.ts';
import { read, sample } from './reading.ts';

/** What a sample's name begins with, and the format that it must be read as. */
const PREFIXES: readonly (readonly [string, string])[] = [
  ['iptc-7901-', 'iptc-7901'],
  ['anpa-1312-', 'anpa-1312'],
  ['ninjs-', 'ninjs'],
  ['json-', 'ninjs'],
  ['rss-', 'rss'],
  ['atom-', 'atom'],
  ['text-', 'text'],
  ['nitf-', 'nitf'],
];

const samples = readdirSync(new URL('../../../samples/formats/', import.meta.url))
  .sort()
  .flatMap((name) =>
    PREFIXES.filter(([prefix]) => name.startsWith(prefix)).map(([, format]) => [name, format] as const),
  )
  .filter(([name]) => !/broken-off\.xml$/u.test(name));

describe('the format of a file', () => {
  it.each(samples)('%s is %s, whatever it is called', (name, format) => {
    for (const key of [
      'incoming/a.txt',
      'incoming/b.json',
      'incoming/c.xml',
      'incoming/d.zip',
      'incoming/nitf',
    ]) {
      expect(new Set(read(sample(`formats/${name}`), { key }).map((outcome) => outcome.format))).toEqual(
        new Set([format]),
      );
    }
  });

  it('is told by one name only', () => {
    expect(new Set(FORMATS.map(({ id }) => id)).size).toBe(FORMATS.length);
  });

  it.each([
    ['[Opdateret] Bro lukket\n\nBroen er lukket hele natten.', 'text'],
    ['{Bro lukket}\n\nBroen er lukket hele natten.', 'text'],
    ['"Bro lukket", siger havnen\n\nDen åbner i morgen.', 'text'],
    ['SOH og STX er gamle tegn\n\nDe bruges endnu.', 'text'],
    ['<rss version="2.0"><channel><item><title>nitf</title></item></channel></rss>', 'rss'],
    ['{"uri":"a","headline":"<rss>"}', 'ninjs'],
  ])('of %s is %s', (content, format) => {
    expect(read(content).map((outcome) => outcome.format)).toEqual([format]);
  });
});
