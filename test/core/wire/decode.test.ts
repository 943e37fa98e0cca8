import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode as decodeBytes } from '../../../core/wire/decode.ts';

const TEXT = 'Færøerne får større “støtte” – 100 € til hver';

/** The decoding with its text, which is the same in pieces. */
function decode(bytes: Uint8Array) {
  const decoding = decodeBytes(bytes);
  if (decoding.kind === 'binary') return decoding;
  const text = decoding.text();
  expect([...decoding.pieces()].join('')).toBe(text);
  return { kind: decoding.kind, text, charset: decoding.charset };
}

/** Text in windows-1252, for the characters that the tests use. */
function windows1252(text: string): Uint8Array {
  const high = new Map([
    ['€', 0x80],
    ['“', 0x93],
    ['”', 0x94],
    ['–', 0x96],
  ]);
  return Uint8Array.from(text, (character) => high.get(character) ?? character.charCodeAt(0));
}

function utf16(text: string, littleEndian: boolean, mark: boolean): Uint8Array {
  const units = mark ? `\ufeff${text}` : text;
  const view = new DataView(new ArrayBuffer(units.length * 2));
  for (let index = 0; index < units.length; index += 1)
    view.setUint16(index * 2, units.charCodeAt(index), littleEndian);
  return new Uint8Array(view.buffer);
}

describe('bytes become text', () => {
  it('in UTF-8, with and without byte-order mark', () => {
    const bytes = new TextEncoder().encode(TEXT);
    expect(decode(bytes)).toEqual({ kind: 'text', text: TEXT, charset: 'utf-8' });
    expect(decode(Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes))).toEqual({
      kind: 'text',
      text: TEXT,
      charset: 'utf-8',
    });
  });

  it('in UTF-16 of either order', () => {
    expect(decode(utf16(TEXT, true, true))).toEqual({ kind: 'text', text: TEXT, charset: 'utf-16le' });
    expect(decode(utf16(TEXT, false, true))).toEqual({ kind: 'text', text: TEXT, charset: 'utf-16be' });
    expect(decode(utf16('<a>ø</a>', true, false))).toMatchObject({ text: '<a>ø</a>' });
    expect(decode(utf16('<a>ø</a>', false, false))).toMatchObject({ text: '<a>ø</a>' });
  });

  it('in UTF-16 without a mark, where every other byte is zero', () => {
    const text = 'Fregatten sejler – fra Korsør';
    expect(decode(utf16(text, true, false))).toEqual({ kind: 'text', text, charset: 'utf-16le' });
    expect(decode(utf16(text, false, false))).toEqual({ kind: 'text', text, charset: 'utf-16be' });
    expect(decode(utf16(text, true, false).subarray(0, 21)).kind).toBe('binary');
  });

  it('in UTF-8 but for a stray byte, which is one lost character', () => {
    const bytes = new TextEncoder().encode('Færøerne får større støtte ');
    expect(decode(Uint8Array.of(...bytes, 0x96, 0x20))).toEqual({
      kind: 'text',
      text: 'Færøerne får større støtte \ufffd ',
      charset: 'utf-8',
    });
  });

  it.each([
    ['ISO-8859-2', '\xb1\xe6', 'ąć'],
    ['windows-1257', '\xe0\xeb', 'ąė'],
    ['KOI8-R', '\xee\xcf', 'Но'],
  ])('as XML declares where they are no UTF-8: %s', (label, raw, text) => {
    const xml = (words: string): string => `<?xml version="1.0" encoding="${label}"?><a>${words}</a>`;
    const bytes = Uint8Array.from(xml(raw), (character) => character.charCodeAt(0));
    expect(decode(bytes)).toMatchObject({ text: xml(text), charset: label.toLowerCase() });
    expect(decode(new TextEncoder().encode(xml(text)))).toMatchObject({ text: xml(text), charset: 'utf-8' });
  });

  it('in windows-1252 where they are no UTF-8', () => {
    expect(decode(windows1252(TEXT))).toEqual({ kind: 'text', text: TEXT, charset: 'windows-1252' });
  });

  it.each(['iso-8859-1', 'ISO-8859-1', 'windows-1252', 'latin1', 'us-ascii'])(
    'as XML declares: %s',
    (label) => {
      const xml = `<?xml version="1.0" encoding="${label}"?><a>Â£ø</a>`;
      expect(decode(windows1252(xml))).toMatchObject({ text: xml, charset: 'windows-1252' });
    },
  );

  it('as XML declares: iso-8859-15', () => {
    const bytes = Uint8Array.from(
      '<?xml version="1.0" encoding="ISO-8859-15"?><a>\xa4 \xbd \xf8</a>',
      (character) => character.charCodeAt(0),
    );
    expect(decode(bytes)).toMatchObject({
      text: '<?xml version="1.0" encoding="ISO-8859-15"?><a>€ œ ø</a>',
      charset: 'iso-8859-15',
    });
  });

  it('as it is, where XML declares another character set than it has', () => {
    const utf8 = '<?xml version="1.0" encoding="utf-8"?><a>ø</a>';
    expect(decode(windows1252(utf8))).toMatchObject({ text: utf8, charset: 'windows-1252' });
    const latin = '<?xml version="1.0" encoding="iso-8859-1"?><a>Décès, «à» blåbærgrød – “ja”</a>';
    expect(decode(new TextEncoder().encode(latin))).toMatchObject({ text: latin, charset: 'utf-8' });
  });

  it('as XML declares, where it could be either', () => {
    const xml = '<?xml version="1.0" encoding="iso-8859-1"?><a>LIBERTÉ»</a>';
    expect(decode(windows1252(xml))).toMatchObject({ text: xml, charset: 'windows-1252' });
  });

  it('in any of them the same', () => {
    const text = fc.stringMatching(/^[a-zæøåÆØÅéüñ€“”–0-9 ,.\n-]{1,200}$/u);
    fc.assert(
      fc.property(text, (written) => {
        const isAscii = /^[\n -~]*$/u.test(written);
        for (const bytes of [
          new TextEncoder().encode(written),
          utf16(written, true, true),
          utf16(written, false, true),
        ]) {
          expect(decode(bytes)).toMatchObject({ text: written });
        }
        if (!isAscii) fc.pre(!isUtf8(windows1252(written)));
        expect(decode(windows1252(written))).toMatchObject({ text: written });
      }),
    );
  });

  it('the same where it is too long for one piece, wherever that ends', () => {
    for (let start = 0; start < 8; start += 1) {
      const text = 'x'.repeat(start) + 'aæ€😀\ufeff'.repeat(20_000);
      const wide = text.replaceAll('\ufeff', '');
      expect(decode(new TextEncoder().encode(text))).toEqual({ kind: 'text', text, charset: 'utf-8' });
      expect(decode(utf16(wide, true, true))).toEqual({ kind: 'text', text: wide, charset: 'utf-16le' });
      expect(decode(utf16(wide, false, true))).toEqual({ kind: 'text', text: wide, charset: 'utf-16be' });
      const latin = 'x'.repeat(start) + 'aæ€'.repeat(30_000);
      expect(decode(windows1252(latin))).toEqual({ kind: 'text', text: latin, charset: 'windows-1252' });
    }
  });

  it('by what they are to their end', () => {
    const ascii = 'a'.repeat(200_000);
    expect(decode(windows1252(`${ascii}æ`))).toMatchObject({ charset: 'windows-1252' });
    expect(decode(new TextEncoder().encode(`${ascii}æ`))).toMatchObject({ charset: 'utf-8' });
    const declared = `<?xml version="1.0" encoding="iso-8859-1"?><a>${ascii}`;
    expect(decode(new TextEncoder().encode(`${declared}æ</a>`))).toMatchObject({ charset: 'utf-8' });
    expect(decode(new TextEncoder().encode(`${declared}ж</a>`))).toMatchObject({ charset: 'windows-1252' });
    expect(decode(new TextEncoder().encode(`æ${ascii}\0`))).toMatchObject({
      reason: expect.stringContaining('character 200002 is a zero byte'),
    });
  });

  it('whatever they are, or says why not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const decoding = decode(bytes);
        if (decoding.kind === 'text')
          expect(decoding.text).toBe(decoding.text.replace(/\p{Surrogate}/gu, '?'));
        else expect(decoding.reason).toMatch(/^This is .*\.$/u);
      }),
    );
  });
});

describe('bytes that are no text', () => {
  it.each([
    ['\x89PNG\r\n', 'a PNG picture'],
    ['%PDF-1.7', 'a PDF file'],
    ['\xff\xd8\xff\xe0', 'a JPEG picture'],
  ])('are named: %j', (start, name) => {
    const bytes = Uint8Array.from(start, (character) => character.charCodeAt(0));
    expect(decode(bytes)).toEqual({
      kind: 'binary',
      reason: `This is ${name}, not a text: drop the story's text or XML.`,
    });
  });

  it('are told by a zero byte, and where it is', () => {
    expect(decode(new TextEncoder().encode('ab\0c'))).toMatchObject({
      kind: 'binary',
      reason: expect.stringContaining('character 3 is a zero byte'),
    });
  });
});

function isUtf8(bytes: Uint8Array): boolean {
  return !new TextDecoder().decode(bytes).includes('\ufffd');
}
