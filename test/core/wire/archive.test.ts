import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Member, unpack } from '../../../core/wire/archive.ts';
import { type ReadOutcome, RITZAU } from '../../../core/wire/outcome.ts';
import { readObject } from '../../../core/wire/read-object.ts';
import { sample } from './reading.ts';
import { toZip64, writeZip, type ZipMember } from './zip-writer.ts';

const MEGABYTE = 1_000_000;
const STORY = 'Fregatten sejlede tirsdag fra Korsør med 120 mand om bord. /ritzau/';
const OTHER = 'Havnen i Esbjerg får to nye kajer til næste år, oplyser kommunen. /ritzau/';

function read(bytes: Uint8Array, maxBytes = MEGABYTE): readonly ReadOutcome[] {
  return readObject(bytes, { wires: [RITZAU], key: 'incoming/parcel', maxBytes });
}

function bodies(outcomes: readonly ReadOutcome[]): string[] {
  return outcomes.map((outcome) => (outcome.kind === 'story' ? outcome.story.body : outcome.reason));
}

function membersOf(bytes: Uint8Array, maxBytes = MEGABYTE): readonly Member[] {
  const unpacking = unpack(bytes, maxBytes);
  if (unpacking?.kind !== 'members') throw new Error(`refused: ${unpacking?.reason ?? 'no archive'}`);
  return unpacking.members;
}

describe('the sample archives', () => {
  it('archive-parcel.zip: four stories of three formats, and two members that are refused', () => {
    expect(read(sample('formats/archive-parcel.zip')).map((o) => [o.part, o.format, o.kind])).toEqual([
      [0, 'text', 'story'],
      [1, 'zip', 'rejected'],
      [2, 'iptc-7901', 'story'],
      [3, 'iptc-7901', 'story'],
      [4, 'zip', 'rejected'],
      [5, 'ninjs', 'story'],
    ]);
  });

  it('archive-rss.xml.gz reads as the feed in it', () => {
    expect(read(sample('formats/archive-rss.xml.gz'))).toEqual(read(sample('formats/rss-danish.xml')));
  });
});

describe('an archive of stories', () => {
  it('reads a story in gzip as it reads the story itself', () => {
    expect(read(gzipSync(STORY))).toEqual(read(Buffer.from(STORY)));
  });

  it('reads every story of a zip, deflated or stored, and counts the parts through', () => {
    const outcomes = read(
      writeZip([
        { name: 'day/one.txt', data: STORY },
        { name: 'day/two.txt', data: OTHER, store: true },
      ]),
    );
    expect(outcomes.map(({ kind, part, format }) => ({ kind, part, format }))).toEqual([
      { kind: 'story', part: 0, format: 'text' },
      { kind: 'story', part: 1, format: 'text' },
    ]);
    expect(bodies(outcomes)[1]).toContain('Esbjerg');
  });

  it('goes by content: a zip called anything is a zip', () => {
    const outcomes = readObject(writeZip([{ name: 'one.bin', data: STORY }]), {
      wires: [RITZAU],
      key: 'incoming/story.txt',
      maxBytes: MEGABYTE,
    });
    expect(outcomes[0]?.kind).toBe('story');
  });

  it('passes over folders and the shadow files of macOS', () => {
    const members = membersOf(
      writeZip([
        { name: 'day/', data: '', store: true },
        { name: '__MACOSX/day/._one.txt', data: '\0\x05\x16\x07' },
        { name: 'day/.DS_Store', data: '\0\0\0\x01Bud1' },
        { name: 'day/one.txt', data: STORY },
      ]),
    );
    expect(members.map(({ name }) => name)).toEqual(['day/one.txt']);
  });

  it('finds the table of contents behind a comment', () => {
    expect(membersOf(writeZip([{ name: 'one.txt', data: STORY }], 'from the night desk'))).toHaveLength(1);
  });

  it('gives back exactly what was packed', () => {
    const member = fc.record({ data: fc.uint8Array({ maxLength: 400 }), store: fc.boolean() });
    fc.assert(
      fc.property(fc.array(member, { minLength: 1, maxLength: 12 }), (parts) => {
        const packed = parts.map((part, index): ZipMember => ({ name: `${index}.txt`, ...part }));
        const plain = parts.filter(({ data }) => !(data[0] === 0x1f || data[0] === 0x50));
        fc.pre(plain.length === parts.length);
        const members = membersOf(writeZip(packed));
        expect(members.map((m) => (m.kind === 'file' ? [...m.bytes] : m.reason))).toEqual(
          parts.map(({ data }) => [...data]),
        );
      }),
    );
  });
});

describe('a hostile archive', () => {
  const good: ZipMember = { name: 'good.txt', data: STORY };

  it.each<[string, ZipMember, RegExp]>([
    ['a name with ../', { name: '../../etc/cron.d/x', data: OTHER }, /leads out of the archive/],
    ['a name with ..\\', { name: 'a\\..\\..\\x', data: OTHER }, /leads out of the archive/],
    ['an absolute name', { name: '/etc/passwd', data: OTHER }, /leads out of the archive/],
    ['a drive', { name: 'C:\\x.txt', data: OTHER }, /leads out of the archive/],
    ['a link', { name: 'link', data: '/etc/passwd', mode: 0o120777 }, /is a link/],
    ['an encrypted member', { name: 'secret.txt', data: OTHER, flags: 1 }, /is encrypted/],
    ['another method', { name: 'b.txt', data: OTHER, method: 12 }, /other than deflate/],
    ['a wrong checksum', { name: 'c.txt', data: OTHER, claimedCrc: 7 }, /is damaged/],
    [
      'a bomb that admits its size',
      { name: 'bomb', data: Buffer.alloc(30 * MEGABYTE) },
      /would unpack to 30000000/,
    ],
    [
      'a bomb that denies it',
      { name: 'bomb', data: Buffer.alloc(30 * MEGABYTE), claimedSize: 10 },
      /larger than/,
    ],
    [
      'a zip in it',
      { name: 'inner.zip', data: writeZip([{ name: 'x', data: OTHER }]) },
      /archive within an archive/,
    ],
    ['a gzip in it', { name: 'inner.gz', data: gzipSync(OTHER) }, /archive within an archive/],
  ])('with %s is refused there, and its neighbours are read', (_, bad, reason) => {
    const outcomes = read(writeZip([good, bad, good]));
    expect(outcomes.map(({ kind, part }) => [kind, part])).toEqual([
      ['story', 0],
      ['rejected', 1],
      ['story', 2],
    ]);
    expect(bodies(outcomes)[1]).toMatch(reason);
    expect(outcomes[1]?.format).toBe('zip');
  });

  it('is refused whole with a thousand members', () => {
    const outcomes = read(
      writeZip(Array.from({ length: 1000 }, (_, n) => ({ name: `${n}.txt`, data: STORY }))),
    );
    expect(outcomes).toHaveLength(1);
    expect(bodies(outcomes)[0]).toMatch(/holds 1000 members, more than the 500/);
  });

  it('cannot unpack more than the limit over all members together', () => {
    const half = Buffer.alloc(600_000, 'a ');
    const members = membersOf(writeZip([1, 2, 3].map((n) => ({ name: `${n}`, data: half }))), MEGABYTE);
    expect(members.map(({ kind }) => kind)).toEqual(['file', 'refused', 'refused']);
  });

  it.each([
    ['a gzip bomb', gzipSync(Buffer.alloc(200 * MEGABYTE)), /unpacks to more than 1000000 bytes/],
    ['a gzip in a gzip', gzipSync(gzipSync(STORY)), /archive within an archive/],
    ['a truncated gzip', gzipSync(STORY).subarray(0, -12), /damaged or breaks off/],
    ['an empty zip', writeZip([]), /holds no file/],
    ['a zip that lost its end', writeZip([good]).subarray(0, -30), /breaks off/],
  ])('that is %s ends as one rejection', (_, bytes, reason) => {
    const outcomes = read(bytes);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['rejected']);
    expect(bodies(outcomes)[0]).toMatch(reason);
  });

  it('reads the neighbours of damaged members, but not behind any number of them', () => {
    const damaged = { name: 'b.txt', data: 'x'.repeat(900), claimedCrc: 1 };
    const good = { name: 'a.txt', data: 'Havn lukket i Rønne. /ritzau/' };
    const kinds = (count: number) =>
      membersOf(writeZip([...Array.from({ length: count }, () => damaged), good]), 1000).map(
        ({ kind }) => kind,
      );
    expect(kinds(2)).toEqual(['refused', 'refused', 'file']);
    expect(kinds(30).at(-1)).toBe('refused');
    const [last] = membersOf(writeZip([damaged, damaged, damaged, good]), 1000).slice(-1);
    expect(last).toMatchObject({
      reason: 'The zip member "a.txt" is not unpacked, since too much before it was damaged.',
    });
  });

  it('quotes no control character of a member name', () => {
    const [member] = membersOf(writeZip([{ name: '../\u001b[31m\u202egnp".txt', data: OTHER }]));
    expect(member).toMatchObject({ kind: 'refused', reason: expect.not.stringMatching(/[\p{Cc}\p{Cf}]/u) });
  });

  it('never throws and never hangs, however a zip is cut or bent', () => {
    const whole = writeZip([good, { name: 'two.txt', data: OTHER, store: true }]);
    const edits = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 });
    fc.assert(
      fc.property(edits, fc.nat(whole.length), (changes, length) => {
        const bytes = Uint8Array.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        for (const outcome of read(bytes.subarray(0, Math.max(4, length)))) {
          expect(outcome.kind === 'rejected' ? outcome.reason : '').not.toMatch(/failed to read/);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a zip64', () => {
  const files = [
    { name: 'one.txt', data: STORY, zip64: true },
    { name: 'two.txt', data: OTHER, store: true },
  ];
  const plain = bodies(read(writeZip(files.map(({ zip64: _, ...file }) => file))));

  it.each([
    ['in its entries', writeZip(files)],
    ['in its end', toZip64(writeZip(files))],
  ])('is read like any other zip: %s', (_, zip) => {
    expect(bodies(read(zip))).toEqual(plain);
  });

  it.each([
    [
      'whose end is lost',
      toZip64(writeZip(files), { record: 1n }),
      /zip64 whose table of contents cannot be found/,
    ],
    [
      'that points behind itself',
      toZip64(writeZip(files), { record: 2n ** 64n - 1n }),
      /zip64 whose table of contents cannot be found/,
    ],
    ['that has a table nowhere', toZip64(writeZip(files), { offset: 2n ** 63n }), /entry 1 of its table/],
    ['of a million members', toZip64(writeZip(files), { count: 1_000_000n }), /holds 1000000 members/],
  ])('%s is refused whole', (_, zip, reason) => {
    const outcomes = read(zip);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['rejected']);
    expect(bodies(outcomes)[0]).toMatch(reason);
  });

  it('is bounded by what it says and by what it holds', () => {
    const bomb = { name: 'bomb', data: Buffer.alloc(30 * MEGABYTE), zip64: true };
    const said = bodies(read(writeZip([bomb, ...files])));
    expect(said).toEqual([expect.stringMatching(/would unpack to 30000000/), ...plain]);
    expect(bodies(read(writeZip([{ ...bomb, claimedSize: 10 }, ...files])))).toEqual([
      expect.stringMatching(/larger than/),
      ...plain,
    ]);
  });
});
