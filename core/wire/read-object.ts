import { type Unpacking, unpack } from './archive.ts';
import { type Decoded, decode } from './decode.ts';
import { detach } from './detach.ts';
import { finish } from './finish.ts';
import type { DraftReading, Format, Source } from './format.ts';
import { FORMATS } from './formats.ts';
import type { ReadOptions, ReadOutcome } from './outcome.ts';
import type { XmlElement } from './xml.ts';
import { type ItemTaker, parseXmlPieces } from './xml-parse.ts';

/**
 * Reads a dropped object, packed or not: one outcome for each item in it, in order, at least one. Never throws; what
 * cannot be read is rejected with one sentence that says what and where. Time and memory are bounded by
 * `options.maxBytes`.
 */
export function readObject(bytes: Uint8Array, options: ReadOptions): readonly ReadOutcome[] {
  if (bytes.length === 0) return [rejected(null, 'The file is empty.')];
  if (bytes.length > options.maxBytes) return [rejected(null, tooLarge(bytes.length, options.maxBytes))];
  try {
    const archive = unpack(bytes, options.maxBytes);
    return archive === null ? readText(bytes, options) : readArchive(archive, options);
  } catch (error) {
    // A fault of the reader's own: one file must not take its neighbours with it. Fuzzing counts it as a crash.
    return [rejected(null, `${READER_FAULT} (${error instanceof Error ? error.message : 'unknown'}).`)];
  }
}

/** How the reason begins when the reader itself failed. */
export const READER_FAULT = 'Wirewatch failed to read this file';

/** Each member's items after those of the members before it. There is no archive within an archive. */
function readArchive(archive: Unpacking, options: ReadOptions): readonly ReadOutcome[] {
  if (archive.kind === 'refused') return [rejected(archive.format, archive.reason)];
  return archive.members
    .flatMap((member) =>
      member.kind === 'file' ? readObject(member.bytes, options) : [rejected(archive.format, member.reason)],
    )
    .map((outcome, part) => ({ ...outcome, part }));
}

function readText(bytes: Uint8Array, options: ReadOptions): readonly ReadOutcome[] {
  const decoding = decode(bytes);
  if (decoding.kind === 'binary') return [rejected(null, decoding.reason)];
  const [start = ''] = decoding.pieces();
  if (looksLikeXml(start)) return readXml(decoding, options);
  const text = decoding.text();
  return text.trim() === ''
    ? [rejected(null, 'There is no text in it.')]
    : readSource({ text, root: null }, options);
}

/** Whoever sends more in one file sends no news. */
const MOST_ITEMS = 20_000;
const TOO_MANY_ITEMS = `The file holds more than ${MOST_ITEMS} items, the most that are read: send several smaller ones.`;

/** Items are read as they come, and told only when the whole document is well-formed. */
function readXml(decoded: Decoded, options: ReadOptions): readonly ReadOutcome[] {
  const items = itemTaker(options);
  const xml = parseXmlPieces(decoded.pieces(), items);
  if (xml.kind === 'broken') return [rejected(null, xml.reason)];
  const [first] = items.outcomes;
  if (first === undefined) return readSource({ text: '', root: xml.root }, options);
  return items.outcomes.length > MOST_ITEMS ? [rejected(first.format, TOO_MANY_ITEMS)] : items.outcomes;
}

/** Reads the items of whatever format has them; of too many, one more than may be. */
function itemTaker(options: ReadOptions): ItemTaker & { readonly outcomes: readonly ReadOutcome[] } {
  const outcomes: ReadOutcome[] = [];
  let format: Format | null | undefined;
  let read: ((item: XmlElement) => readonly DraftReading[]) | null = null;
  return {
    outcomes,
    isItem: (name, within) => {
      if (format === undefined) {
        const root = within[0]?.name ?? '';
        format = FORMATS.find(({ items }) => items?.isEnvelope(root) === true) ?? null;
      }
      return format?.items?.isItem(name, within) === true;
    },
    take: (item, before) => {
      read ??= format?.items?.reader(before) ?? null;
      if (format === undefined || format === null || read === null) return false;
      if (outcomes.length > MOST_ITEMS) return true;
      for (const reading of read(item)) outcomes.push(outcomeOf(reading, outcomes.length, format, options));
      return true;
    },
  };
}

function readSource(source: Source, options: ReadOptions): readonly ReadOutcome[] {
  const format = FORMATS.find((candidate) => candidate.detect(source));
  if (format === undefined) return [rejected(null, unknownVocabulary(source))];
  const readings = format.parse(source, options);
  if (readings.length === 0) return [rejected(format.id, 'There is no story in it.')];
  if (readings.length > MOST_ITEMS) return [rejected(format.id, TOO_MANY_ITEMS)];
  return readings.map((reading, part) => outcomeOf(reading, part, format, options));
}

function outcomeOf(reading: DraftReading, part: number, format: Format, options: ReadOptions): ReadOutcome {
  return reading.kind === 'rejected'
    ? { kind: 'rejected', part, format: format.id, reason: reading.reason }
    : { kind: 'story', part, format: format.id, story: detach(finish(reading.draft, options)) };
}

function rejected(format: string | null, reason: string): ReadOutcome {
  return { kind: 'rejected', part: 0, format, reason };
}

/** A `<` and a name, a declaration or a comment open XML; no other format begins so. */
function looksLikeXml(text: string): boolean {
  return /^\s{0,1000}<[?!\p{L}_]/u.test(text.slice(0, 1100));
}

function unknownVocabulary(source: Source): string {
  return source.root === null
    ? 'No wire format is recognised in it.'
    : `The XML begins with <${source.root.name.slice(0, 60)}>, which no known wire format does.`;
}

function tooLarge(size: number, most: number): string {
  return `The file has ${size} bytes; at most ${most} are read (configuration: maxBytes).`;
}
