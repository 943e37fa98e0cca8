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
    const head = Buffer.from('PK\x01\x02\x14\x03\x14\x00', 'latin1');
    entries.push(Buffer.concat([head, facts, Buffer.alloc(2), tail.subarray(2), name]));
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
