import { gzipSync } from 'node:zlib';
import { writeZip } from '../core/wire/zip-writer.ts';
import type { Random } from './random.ts';

/** Makes another input of one or two; never longer than {@link LONGEST}. */
export type Mutator = (input: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

export const LONGEST = 200_000;

/** Byte sequences that have broken readers of text, XML, JSON and the old wire formats. */
const NASTY: readonly string[] = [
  '\0',
  '\x01',
  '\x02',
  '\x03',
  '\x04\x01',
  '\x7f\x1f\x16',
  '\xff\xfe',
  '\xed\xa0\x80',
  '\xe2\x80\xae',
  '\xf4\x90\x80\x80',
  '\xc3',
  '\r',
  '\n\n',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '&#0;',
  '&#xD800;',
  '&amp;amp;lt;p&amp;amp;gt;',
  '&b;',
  '<a '.repeat(300),
  '<b>'.repeat(300),
  '['.repeat(300),
  '{"__proto__":',
  '"\\ud800',
  '</',
  '/>',
  '?>',
  '/ritzau/',
  'KILL KILL KILL\n',
  ' ='.repeat(200),
  '^'.repeat(200),
  '('.repeat(400),
  ' '.repeat(2000),
  '-'.repeat(2000),
  'a'.repeat(5000),
  '9'.repeat(400),
  'PK\x05\x06',
  '\x1f\x8b\x08',
];

function latin(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts).subarray(0, LONGEST);
}

const flipBytes: Mutator = (input, random) => {
  const bytes = Uint8Array.from(input);
  for (let count = 1 + random.int(12); count > 0 && bytes.length > 0; count -= 1) {
    bytes[random.int(bytes.length)] = random.int(256);
  }
  return bytes;
};

const cut: Mutator = (input, random) => {
  const from = random.chance(0.5) ? 0 : random.int(input.length);
  return input.subarray(from, from + random.int(input.length - from + 1));
};

const dropMiddle: Mutator = (input, random) => {
  const from = random.int(input.length);
  return join(input.subarray(0, from), input.subarray(from + random.int(500)));
};

const splice: Mutator = (input, random, other) =>
  join(input.subarray(0, random.int(input.length + 1)), other.subarray(random.int(other.length + 1)));

const insertNasty: Mutator = (input, random) => {
  const at = random.int(input.length + 1);
  return join(input.subarray(0, at), latin(random.pick(NASTY)), input.subarray(at));
};

const repeatPiece: Mutator = (input, random) => {
  if (random.chance(0.08)) return flood(input, random);
  const from = random.int(input.length);
  const piece = input.subarray(from, from + 1 + random.int(120));
  const copies = Array.from({ length: 1 + random.int(400) }, () => piece);
  return join(input.subarray(0, from), ...copies, input.subarray(from));
};

/** Fills the input up with a few tags and their text, over and over: what looks back at each of them takes too long. */
function flood(input: Uint8Array, random: Random): Uint8Array {
  const pieces = Buffer.from(input)
    .toString('latin1')
    .split(/(?=<)|(?<=[\n,])/u);
  const at = random.int(pieces.length);
  const piece = latin(pieces.slice(at, at + 1 + random.int(3)).join(''));
  if (piece.length === 0) return input;
  const before = latin(pieces.slice(0, at).join(''));
  const copies = Array.from({ length: Math.ceil(LONGEST / piece.length) }, () => piece);
  const after = latin(pieces.slice(at).join(''));
  const room = Math.max(0, LONGEST - before.length - after.length);
  return join(before, Buffer.concat(copies).subarray(0, room - (room % piece.length)), after);
}

const asUtf16: Mutator = (input) =>
  join(Uint8Array.of(0xff, 0xfe), Buffer.from(new TextDecoder().decode(input), 'utf16le'));

/** Deletes, doubles, renames or moves an element or an attribute, however well-formed the rest stays. */
const bendXml: Mutator = (input, random) => {
  const pieces = Buffer.from(input).toString('latin1').split(/(?=<)/u);
  if (pieces.length < 3) return insertNasty(input, random, input);
  const at = 1 + random.int(pieces.length - 1);
  const piece = pieces[at] ?? '';
  const bends: readonly (() => void)[] = [
    () => pieces.splice(at, 1),
    () => pieces.splice(at, 0, piece),
    () => pieces.splice(random.int(pieces.length), 0, ...pieces.splice(at, 1 + random.int(4))),
    () =>
      pieces.splice(
        at,
        1,
        piece.replace(/[\w:.-]+/u, random.pick(['item', 'p', 'nitf', 'RBNews', 'x:y', 'id'])),
      ),
    () =>
      pieces.splice(
        at,
        1,
        piece.replace(/"[^"]*"/u, `"${random.pick(['', '0', '-1', '99999999999', 'stat:canceled', 'é'])}"`),
      ),
    () =>
      pieces.splice(
        at,
        1,
        piece.replace(/>[^<]*/u, `>${random.pick(['', ' ', '2026-13-45', '&#8206;', '&lt;p&gt;x'])}`),
      ),
    () => pieces.splice(at, 1, ...Array.from({ length: 50 }, () => piece)),
  ];
  random.pick(bends)();
  return latin(pieces.join('')).subarray(0, LONGEST);
};

/** Gives a member of a JSON value another value, name or place. */
const bendJson: Mutator = (input, random, other) => {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(input));
  } catch {
    return splice(input, random, other);
  }
  return Buffer.from(JSON.stringify(bent(value, random, 0))).subarray(0, LONGEST);
};

function bent(value: unknown, random: Random, depth: number): unknown {
  if (random.chance(0.06)) {
    return random.pick<unknown>([
      null,
      true,
      -1,
      1e300,
      '',
      '\ud800',
      'x'.repeat(3000),
      [],
      {},
      [[[]]],
      [null, 7, 'a'],
      { value: 1 },
    ]);
  }
  if (Array.isArray(value))
    return value.flatMap((entry) => (random.chance(0.05) ? [] : [bent(entry, random, depth + 1)]));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    if (random.chance(0.05)) return [];
    const called = random.chance(0.04)
      ? random.pick(['__proto__', 'toString', 'items', 'bodies', 'uri', 'embargoed'])
      : name;
    return [[called, bent(member, random, depth + 1)]];
  });
  return Object.fromEntries(entries);
}

const pack: Mutator = (input, random, other) =>
  random.chance(0.5)
    ? gzipSync(input)
    : writeZip([
        { name: random.pick(['a.xml', '../b', 'c/d']), data: input, store: random.chance(0.3) },
        { name: 'e', data: other, ...(random.chance(0.2) ? { claimedSize: random.int(1e6) } : {}) },
      ]);

const MUTATORS: readonly Mutator[] = [
  flipBytes,
  flipBytes,
  cut,
  dropMiddle,
  splice,
  splice,
  insertNasty,
  insertNasty,
  repeatPiece,
  asUtf16,
  bendXml,
  bendXml,
  bendXml,
  bendJson,
  bendJson,
  pack,
];

/** The next input: a sample with one to four mutations, one after the other. */
export function mutate(samples: readonly Uint8Array[], random: Random): Uint8Array {
  let input = random.pick(samples);
  for (let count = 1 + random.int(4); count > 0; count -= 1) {
    if (input.length === 0) return input;
    input = random.pick(MUTATORS)(input, random, random.pick(samples));
  }
  return input;
}
