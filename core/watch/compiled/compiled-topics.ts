import { hashText } from '../analysis/hash.ts';
import type { TopicFacts } from '../topic.ts';
import { unpackFacts } from './facts.ts';
import { FORMAT, MAGIC, SECTIONS, type Section } from './layout.ts';
import { TextPages } from './text-pages.ts';

type Ints = Int32Array<ArrayBuffer>;
type Bytes = Uint8Array<ArrayBuffer>;

/** A set of topics made ready for matching. Reads its parts in place; strings are decoded when asked for. */
export class CompiledTopics {
  /** All of it, as written to a file: what {@link loadTopics} takes. */
  readonly bytes: Bytes;
  readonly keyLengths: Ints;
  readonly prefixFilter: Ints;
  readonly endingFilter: Ints;
  readonly terms: Ints;
  readonly searched: Ints;
  readonly parts: Ints;
  readonly pairStart: Ints;
  readonly pairs: Ints;
  readonly lists: Ints;
  readonly code: Ints;
  readonly topicCode: Ints;
  readonly needStart: Ints;
  readonly needs: Ints;
  readonly topicNeeds: Ints;
  readonly keyUseStart: Ints;
  readonly keyUses: Ints;
  /** For each term the string with its text as written. */
  readonly termText: Ints;
  private readonly topicStrings: Ints;
  private readonly keyBytes: Buffer;
  private readonly keyStart: Ints;
  private readonly keySlots: Ints;
  private readonly stringBytes: Buffer;
  private readonly stringStart: Ints;
  private readonly ids: TextPages;

  constructor(bytes: Bytes) {
    this.bytes = bytes;
    const section = sectionReader(bytes);
    this.keyBytes = asBuffer(section.bytes('keyBytes'));
    this.keyStart = section.ints('keyStart');
    this.keySlots = section.ints('keySlots');
    this.keyUseStart = section.ints('keyUseStart');
    this.keyUses = section.ints('keyUses');
    this.keyLengths = section.ints('keyLengths');
    this.prefixFilter = section.ints('prefixFilter');
    this.endingFilter = section.ints('endingFilter');
    this.terms = section.ints('terms');
    this.searched = section.ints('searched');
    this.termText = section.ints('termText');
    this.parts = section.ints('parts');
    this.pairStart = section.ints('pairStart');
    this.pairs = section.ints('pairs');
    this.lists = section.ints('lists');
    this.code = section.ints('code');
    this.topicCode = section.ints('topicCode');
    this.topicStrings = section.ints('topicStrings');
    this.needStart = section.ints('needStart');
    this.needs = section.ints('needs');
    this.topicNeeds = section.ints('topicNeeds');
    this.stringStart = section.ints('stringStart');
    this.stringBytes = asBuffer(section.bytes('stringBytes'));
    this.ids = new TextPages(this.size);
  }

  /** How many topics. */
  get size(): number {
    return this.topicCode.length;
  }

  /** Id of the topic at `index`, from 0 to size − 1. */
  idOf(index: number): string {
    const known = this.ids.get(index);
    if (known !== undefined) return known;
    const id = this.stringAt(this.topicStrings[index * 2] ?? -1);
    this.ids.set(index, id);
    return id;
  }

  /** What others need to know about the topic at `index`. */
  factsOf(index: number): TopicFacts {
    return unpackFacts(this.idOf(index), this.stringAt(this.topicStrings[index * 2 + 1] ?? -1));
  }

  /** The facts of all topics, in order of their ids. */
  allFacts(): readonly TopicFacts[] {
    return Array.from({ length: this.size }, (_, index) => this.factsOf(index));
  }

  /** How many strings. */
  get stringCount(): number {
    return this.stringStart.length - 1;
  }

  stringAt(index: number): string {
    const start = this.stringStart[index];
    return start === undefined ? '' : this.stringBytes.toString('utf8', start, this.stringStart[index + 1]);
  }

  /** The number of the key that is a text, or its first `length` code units whose hash is known; -1: there is none. */
  findKey(text: string, length = text.length, hash = hashText(text, 0, length)): number {
    const mask = this.keySlots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const found = (this.keySlots[slot] ?? 0) - 1;
      if (found === -1 || this.isKey(found, text, length)) return found;
    }
  }

  private isKey(number: number, text: string, length: number): boolean {
    const start = this.keyStart[number] ?? 0;
    const end = this.keyStart[number + 1] ?? 0;
    if (end - start < length) return false;
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code >= 0x80) return this.keyBytes.toString('utf8', start, end) === text.slice(0, length);
      if (code !== this.keyBytes[start + at]) return false;
    }
    return end - start === length;
  }
}

function sectionReader(bytes: Bytes) {
  const header = new Int32Array(bytes.buffer, bytes.byteOffset, 2 + SECTIONS.length);
  const starts: number[] = [];
  let next = bytes.byteOffset + header.byteLength;
  for (const length of header.subarray(2)) {
    starts.push(next);
    next += aligned(length);
  }
  const place = (name: Section) => {
    const index = SECTIONS.indexOf(name);
    return { start: starts[index] ?? next, length: header[2 + index] ?? 0 };
  };
  return {
    bytes: (name: Section): Bytes => {
      const { start, length } = place(name);
      return new Uint8Array(bytes.buffer, start, length);
    },
    ints: (name: Section): Ints => {
      const { start, length } = place(name);
      return new Int32Array(bytes.buffer, start, length / 4);
    },
  };
}

/** The same bytes; unlike a decoder, a buffer gives strings without any preparation. */
function asBuffer({ buffer, byteOffset, length }: Bytes): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

function aligned(length: number): number {
  return (length + 3) & ~3;
}

/** Joins sections to one block, as {@link CompiledTopics} reads it. */
export function joinSections(sections: Readonly<Record<Section, Ints | Bytes>>): Bytes {
  const parts = SECTIONS.map((name) => sections[name]);
  const header = new Int32Array([MAGIC, FORMAT, ...parts.map((part) => part.byteLength)]);
  const total = parts.reduce((sum, part) => sum + aligned(part.byteLength), header.byteLength);
  const block = new Uint8Array(total);
  block.set(bytesOf(header), 0);
  let at = header.byteLength;
  for (const part of parts) {
    block.set(bytesOf(part), at);
    at += aligned(part.byteLength);
  }
  return block;
}

function bytesOf(part: Ints | Bytes): Bytes {
  return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
}

export type LoadOutcome =
  | { readonly kind: 'topics'; readonly topics: CompiledTopics }
  /** The bytes are no topics that this version can use; `reason` is a sentence. */
  | { readonly kind: 'unusable'; readonly reason: string };

/** Takes compiled topics from the bytes of their file. The bytes are used in place: leave them as they are. */
export function loadTopics(file: Uint8Array): LoadOutcome {
  const length = 4 * (2 + SECTIONS.length);
  if (file.byteLength < length) return unusable('The file of compiled topics is too short.');
  const bytes = inPlace(file);
  const header = new Int32Array(bytes.buffer, bytes.byteOffset, 2 + SECTIONS.length);
  if (header[0] !== MAGIC) return unusable('The file holds no compiled topics.');
  if (header[1] !== FORMAT) {
    return unusable('The topics were compiled by another version of Wirewatch; compile them again.');
  }
  let total = length;
  for (const size of header.subarray(2)) {
    if (size < 0) return unusable('The file of compiled topics is damaged.');
    total += aligned(size);
  }
  if (total !== bytes.byteLength) return unusable('The file of compiled topics is cut short or damaged.');
  return { kind: 'topics', topics: new CompiledTopics(bytes) };
}

function unusable(reason: string): LoadOutcome {
  return { kind: 'unusable', reason };
}

/** The same bytes where int32 views can stand on them; copied only when they lie crooked. */
function inPlace(file: Uint8Array): Bytes {
  if (file.byteOffset % 4 === 0 && file.buffer instanceof ArrayBuffer) {
    return new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  }
  return Uint8Array.from(file);
}
