import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText, collapse } from '../../../core/wire/clean.ts';

describe('text without what hides in it', () => {
  it.each([
    ['controls', 'Bro\u0001 luk\u0007ket\u007f', 'Bro lukket'],
    ['direction overrides', 'løn\u202e0001\u202c kr.', 'løn0001 kr.'],
    ['isolates', 'a\u2066b\u2069c', 'abc'],
    ['zero-width characters and soft hyphens', 'Na\u200bto\ufeff-mis\u00adsion', 'Nato-mission'],
    ['no-break and other spaces', '25\u00a0000\u2009mand', '25 000 mand'],
    ['all line ends', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['lone surrogates', 'a\ud800b', 'a\ufffdb'],
    ['pairs and joined characters, which stay', 'æøå 👩‍🚒 e\u0301', 'æøå 👩‍🚒 e\u0301'],
  ])('%s', (_, dirty, clean) => {
    expect(cleanText(dirty)).toBe(clean);
  });

  it('is clean the first time, and keeps one character for one in ordinary copy', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const once = cleanText(text);
        expect(cleanText(once)).toBe(once);
        expect(once).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u);
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~æøåÆØÅ–“”\n]*$/), (text) => {
        expect(cleanText(text)).toBe(text);
      }),
    );
  });

  it('on one line is null where nothing is left', () => {
    expect(cleanLine(' \u200b\n\t')).toBeNull();
    expect(cleanLine(' Bro \n lukket ')).toBe('Bro lukket');
  });
});

describe('text of megabytes on one line', () => {
  it('is as short text is, wherever its pieces end', () => {
    for (const gap of ['\n', ' \n', '\t  \n ']) {
      for (const start of ['', 'x', 'xy']) {
        const collapsed = collapse(`${start}${`ord${gap}`.repeat(60_000)}`);
        expect(collapsed).toBe(`${start}${'ord '.repeat(60_000)}`.trim());
      }
    }
  });
});
