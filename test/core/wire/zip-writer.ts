import { crc32, deflateRawSync } from 'node:zlib';

/** A member to write; what is given besides name and data lies about it. */
export interface ZipMember {
  readonly name: string;
  readonly data: Uint8Array | string;
  readonly store?: boolean;
  /** The size that the directory claims. */
  readonly claimedSize?: number;
  readonly claimedCrc?: number;
  readonly flags?: number;
  readonly method?: number;
  /** Its numbers stand in the zip64 extra field, whatever their size. */
  readonly zip64?: boolean;
  /** Unix mode, in octal as `ls` thinks of it: `0o120777` is a link. */
  readonly mode?: number;
}

/** A zip archive (APPNOTE.TXT 6.3) for tests, truthful or not. */
export function writeZip(members: readonly ZipMember[], comment = ''): Uint8Array {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const data = Buffer.from(member.data);
    const packed = member.store ? data : deflateRawSync(data);
    const name = Buffer.from(member.name);
    const facts = Buffer.alloc(22);
    facts.writeUInt16LE(member.flags ?? 0, 0);
    facts.writeUInt16LE(member.method ?? (member.store ? 0 : 8), 2);
    facts.writeUInt32LE(member.claimedCrc ?? crc32(data), 8);
    facts.writeUInt32LE(packed.length, 12);
    facts.writeUInt32LE(member.claimedSize ?? data.length, 16);
    facts.writeUInt16LE(name.length, 20);
    const local = Buffer.concat([
      Buffer.from('PK\x03\x04\x14\x00', 'latin1'),
      facts,
      Buffer.alloc(2),
      name,
      packed,
    ]);
    const tail = Buffer.alloc(16);
    tail.writeUInt32LE(((member.mode ?? 0o100644) << 16) >>> 0, 8);
    tail.writeUInt32LE(offset, 12);
    const extra = member.zip64 ? zip64Extra(facts, tail) : Buffer.alloc(0);
    const extraLength = Buffer.alloc(2);
    extraLength.writeUInt16LE(extra.length);
    const head = Buffer.from('PK\x01\x02\x14\x03\x14\x00', 'latin1');
    entries.push(Buffer.concat([head, facts, extraLength, tail.subarray(2), name, extra]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...locals, directory, end, Buffer.from(comment)]);
}

/** Moves an entry's sizes and offset into a zip64 extra field, behind a field of another kind. */
function zip64Extra(facts: Buffer, tail: Buffer): Buffer {
  const extra = Buffer.alloc(4 + 5 + 4 + 24);
  extra.writeUInt16LE(0x5455, 0);
  extra.writeUInt16LE(5, 2);
  extra.writeUInt16LE(0x0001, 9);
  extra.writeUInt16LE(24, 11);
  extra.writeBigUInt64LE(BigInt(facts.readUInt32LE(16)), 13);
  extra.writeBigUInt64LE(BigInt(facts.readUInt32LE(12)), 21);
  extra.writeBigUInt64LE(BigInt(tail.readUInt32LE(12)), 29);
  facts.writeUInt32LE(0xffffffff, 12);
  facts.writeUInt32LE(0xffffffff, 16);
  tail.writeUInt32LE(0xffffffff, 12);
  return extra;
}

/** The same archive with its end record's numbers in zip64's end record; `lies` replaces some of them. */
export function toZip64(
  zip: Uint8Array,
  lies: { readonly count?: bigint; readonly offset?: bigint; readonly record?: bigint } = {},
): Uint8Array {
  const end = Buffer.from(zip.subarray(-22));
  const record = Buffer.alloc(56);
  record.write('PK\x06\x06', 0, 'latin1');
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(lies.count ?? BigInt(end.readUInt16LE(8)), 24);
  record.writeBigUInt64LE(lies.count ?? BigInt(end.readUInt16LE(10)), 32);
  record.writeBigUInt64LE(BigInt(end.readUInt32LE(12)), 40);
  record.writeBigUInt64LE(lies.offset ?? BigInt(end.readUInt32LE(16)), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 0, 'latin1');
  locator.writeBigUInt64LE(lies.record ?? BigInt(zip.length - 22), 8);
  locator.writeUInt32LE(1, 16);
  end.writeUInt16LE(0xffff, 8);
  end.writeUInt16LE(0xffff, 10);
  end.writeUInt32LE(0xffffffff, 12);
  end.writeUInt32LE(0xffffffff, 16);
  return Buffer.concat([zip.subarray(0, -22), record, locator, end]);
}
