import { crc32, gunzipSync, inflateRawSync } from 'node:zlib';
import { quoted } from './quote.ts';

/** A member of an archive: its bytes, or the one sentence why it cannot be read. */
export type Member =
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly name: string; readonly reason: string };

/** What is in an archive, in its order; or why the whole of it is refused. */
export type Unpacking =
  | { readonly kind: 'members'; readonly format: ArchiveFormat; readonly members: readonly Member[] }
  | { readonly kind: 'refused'; readonly format: ArchiveFormat; readonly reason: string };

export type ArchiveFormat = 'gzip' | 'zip';

/** An agency's parcel holds tens of stories; a bomb of small members holds thousands. */
const MAX_MEMBERS = 500;

/** One entry of a zip's central directory (APPNOTE.TXT 6.3, section 4.3.12). */
interface Entry {
  readonly name: string;
  readonly madeOnUnix: boolean;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly mode: number;
  readonly offset: number;
}

/** The archive format that the first bytes show (RFC 1952 for gzip), or null. */
export function archiveFormat(bytes: Uint8Array): ArchiveFormat | null {
  const [first, second, third, fourth] = bytes;
  if (first === 0x1f && second === 0x8b) return 'gzip';
  if (first !== 0x50 || second !== 0x4b) return null;
  return (third === 3 && fourth === 4) || (third === 5 && fourth === 6) ? 'zip' : null;
}

/**
 * Takes an archive apart, or returns null where the bytes are none. Never unpacks more than `maxBytes` over all
 * members, never calls anything by a member's name, and refuses archives within archives. A member that is refused
 * does not harm its neighbours; folders and the shadow files of macOS are passed over.
 */
export function unpack(bytes: Uint8Array, maxBytes: number): Unpacking | null {
  const format = archiveFormat(bytes);
  if (format === null) return null;
  if (format === 'zip') return unzip(bytes, maxBytes);
  const member = gunzip(bytes, maxBytes);
  return member.kind === 'refused'
    ? { kind: 'refused', format, reason: member.reason }
    : { kind: 'members', format, members: [refuseNested(member)] };
}

function gunzip(bytes: Uint8Array, maxBytes: number): Member {
  const name = 'gzip';
  try {
    return { kind: 'file', name, bytes: gunzipSync(bytes, { maxOutputLength: Math.max(1, maxBytes) }) };
  } catch (error) {
    const reason = isTooLong(error)
      ? `The gzip file unpacks to more than ${maxBytes} bytes, the most that is read.`
      : 'The gzip file is damaged or breaks off: send it again.';
    return { kind: 'refused', name, reason };
  }
}

function unzip(bytes: Uint8Array, maxBytes: number): Unpacking {
  const directory = readDirectory(bytes);
  if (typeof directory === 'string') return { kind: 'refused', format: 'zip', reason: directory };
  const files = directory.filter(({ name }) => !name.endsWith('/') && !isShadowFile(name));
  if (files.length === 0) return { kind: 'refused', format: 'zip', reason: 'The zip file holds no file.' };
  let budget = maxBytes;
  // A damaged member gives nothing, but costs its unpacking: many that share the same bytes would cost minutes.
  let patience = 2 * maxBytes;
  const members = files.map((entry): Member => {
    if (entry.size > budget) {
      return refuse(entry, `would unpack to ${entry.size} bytes, but only ${budget} of ${maxBytes} are left`);
    }
    if (patience <= 0) return refuse(entry, 'is not unpacked, since too much before it was damaged');
    const member = readMember(bytes, entry);
    if (member.kind === 'file') budget -= entry.size;
    else if (faultOf(entry) === null) patience -= entry.size;
    return member;
  });
  return { kind: 'members', format: 'zip', members };
}

/** All entries; or the sentence why the directory is not to be trusted. */
function readDirectory(bytes: Uint8Array): readonly Entry[] | string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = findDirectory(view);
  if (typeof directory === 'string') return directory;
  const { count } = directory;
  if (count > MAX_MEMBERS) {
    return `The zip file holds ${count} members, more than the ${MAX_MEMBERS} that are read: send several smaller ones.`;
  }
  const entries: Entry[] = [];
  let at = directory.offset;
  for (let index = 0; index < count; index += 1) {
    const entry = readEntry(bytes, view, at);
    if (entry === null)
      return `The zip file is damaged: entry ${index + 1} of its table of contents cannot be read.`;
    entries.push(entry.entry);
    at = entry.next;
  }
  return entries;
}

/** What zip64 keeps elsewhere reads so in the old field (section 4.4.1.4). */
const ELSEWHERE_16 = 0xffff;
const ELSEWHERE_32 = 0xffff_ffff;

/**
 * How many entries there are, and where they begin: by the end record, or by zip64's (sections 4.3.14, 4.3.15), to
 * which a locator right before the end record points where the old one has no room.
 */
function findDirectory(view: DataView): { readonly count: number; readonly offset: number } | string {
  const end = findDirectoryEnd(view);
  if (end < 0) return 'The zip file breaks off: its table of contents is missing. Send it again.';
  const count = view.getUint16(end + 10, true);
  const offset = view.getUint32(end + 16, true);
  if (count !== ELSEWHERE_16 && offset !== ELSEWHERE_32) return { count, offset };
  const locator = end - 20;
  const isLocator = locator >= 0 && view.getUint32(locator, true) === 0x07064b50;
  const at = isLocator ? longAt(view, locator + 8) : -1;
  if (at < 0 || at + 56 > view.byteLength || view.getUint32(at, true) !== 0x06064b50) {
    return 'The zip file is damaged: it is a zip64 whose table of contents cannot be found. Send it again.';
  }
  return { count: longAt(view, at + 32), offset: longAt(view, at + 48) };
}

/** A number of 64 bits; far above any size that is read it need not be exact. */
function longAt(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

/** Where the end record stands (section 4.3.16): in the last 64 KB, behind it only a comment; -1 when nowhere. */
function findDirectoryEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  return -1;
}

function readEntry(bytes: Uint8Array, view: DataView, at: number): { entry: Entry; next: number } | null {
  if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) return null;
  const nameEnd = at + 46 + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  const next = extraEnd + view.getUint16(at + 32, true);
  if (next > view.byteLength) return null;
  const [size, packedSize, offset] = longFields(
    view,
    [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)],
    nameEnd,
    extraEnd,
  );
  const entry: Entry = {
    name: new TextDecoder().decode(bytes.subarray(at + 46, nameEnd)),
    madeOnUnix: view.getUint8(at + 5) === 3,
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packedSize,
    size,
    mode: view.getUint16(at + 40, true),
    offset,
  };
  return { entry, next };
}

type Fields = readonly [size: number, packedSize: number, offset: number];

/** An entry's numbers; those that have no room in it stand, in this order, in its zip64 extra field (section 4.5.3). */
function longFields(view: DataView, short: Fields, from: number, to: number): Fields {
  if (!short.includes(ELSEWHERE_32)) return short;
  let at = zip64Field(view, from, to);
  const [size, packedSize, offset] = short.map((value) => {
    if (value !== ELSEWHERE_32 || at < 0 || at + 8 > to) return value;
    at += 8;
    return longAt(view, at - 8);
  });
  return [size ?? 0, packedSize ?? 0, offset ?? 0];
}

/** Where the content of an entry's zip64 field begins among its extra fields (section 4.5.1); -1 where it has none. */
function zip64Field(view: DataView, from: number, to: number): number {
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === 0x0001) return at + 4;
  }
  return -1;
}

function readMember(bytes: Uint8Array, entry: Entry): Member {
  const fault = faultOf(entry);
  if (fault !== null) return refuse(entry, fault);
  const packed = packedBytes(bytes, entry);
  if (packed === null) return refuse(entry, 'breaks off: send the archive again');
  const unpacked = entry.method === 0 ? packed : inflate(packed, entry.size);
  if (unpacked === null || unpacked.length !== entry.size || crc32(unpacked) !== entry.crc) {
    return refuse(entry, 'is damaged, or larger than the archive says');
  }
  return refuseNested({ kind: 'file', name: entry.name, bytes: unpacked });
}

/** Why an entry is not even unpacked; null when it may be. */
function faultOf(entry: Entry): string | null {
  const isLink = entry.madeOnUnix && (entry.mode & 0xf000) === 0xa000;
  if (isLink) return 'is a link, not a file';
  if (/^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/u.test(entry.name))
    return 'has a name that leads out of the archive';
  if ((entry.flags & 1) !== 0) return 'is encrypted';
  if (entry.method !== 0 && entry.method !== 8) return 'is packed by a method other than deflate';
  if (entry.method === 0 && entry.packedSize !== entry.size) return 'is damaged';
  return null;
}

/** The entry's packed bytes behind its local header (section 4.3.7), or null where they are not all there. */
function packedBytes(bytes: Uint8Array, entry: Entry): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = entry.offset;
  if (at + 30 > view.byteLength || view.getUint32(at, true) !== 0x04034b50) return null;
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const end = start + entry.packedSize;
  return end > view.byteLength ? null : bytes.subarray(start, end);
}

/** Exactly `size` bytes, or null: output past the declared size stops the work at once. */
function inflate(packed: Uint8Array, size: number): Uint8Array | null {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch {
    return null;
  }
}

function refuseNested(member: Member): Member {
  if (member.kind === 'refused' || archiveFormat(member.bytes) === null) return member;
  const reason = 'An archive within an archive is not read: send the stories in one archive, or as they are.';
  return { kind: 'refused', name: member.name, reason };
}

function refuse(entry: Entry, fault: string): Member {
  return { kind: 'refused', name: entry.name, reason: `The zip member ${quoted(entry.name)} ${fault}.` };
}

function isShadowFile(name: string): boolean {
  return name.startsWith('__MACOSX/') || /(?:^|\/)\.DS_Store$/u.test(name);
}

function isTooLong(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}
