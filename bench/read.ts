import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SaxesParser } from 'saxes';
import { type ReadOptions, RITZAU } from '../core/wire/outcome.ts';
import { readObject } from '../core/wire/read-object.ts';
import type { BenchOptions } from './options.ts';
import { g2Message, type WireDocument, wireDocuments } from './wire-documents.ts';

const OPTIONS: ReadOptions = { wires: [RITZAU], key: 'incoming/a-story', maxBytes: 20_000_000 };
/** A long news story. */
const STORY_BYTES = 9_500;
const MESSAGE_BYTES = 10_000_000;
/** The fastest of these rounds counts: the others were disturbed. */
const ROUNDS = 15;
const READINGS = 100;

/** Reading one story of 10 KB in each format, beside the bare library on the same bytes; then a very large message. */
export async function run({ json }: BenchOptions): Promise<void> {
  if (!json) process.stdout.write(`read: one core of ${cpus()[0]?.model}, Node ${process.version}\n`);
  for (const document of wireDocuments(STORY_BYTES)) print(measure(document), json);
  print(measureMessage(), json);
}

type Figures = Readonly<Record<string, string | number>>;

function measure(document: WireDocument): Figures {
  const bytes = new TextEncoder().encode(document.text);
  const [outcome] = readObject(bytes, OPTIONS);
  if (outcome?.kind !== 'story' || outcome.format !== document.format) {
    throw new Error(`The ${document.format} document is read as ${JSON.stringify(outcome).slice(0, 200)}`);
  }
  const ms = fastest(() => readObject(bytes, OPTIONS));
  const library = libraryOf(document);
  const bare = fastest(() => library.read(bytes));
  return {
    format: document.format,
    bytes: bytes.length,
    msPerStory: round(ms),
    storiesPerSecond: Math.round(1000 / ms),
    mbPerSecond: round(bytes.length / ms / 1000),
    library: library.name,
    libraryMs: round(bare),
    ours: `${Math.round((1 - Math.min(1, bare / ms)) * 100)} %`,
  };
}

/** What the format's bytes cost at least: decoding, and the parser that does the rest. */
function libraryOf({ format }: WireDocument) {
  const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  if (format === 'ninjs')
    return { name: 'JSON.parse', read: (bytes: Uint8Array): unknown => JSON.parse(decode(bytes)) };
  if (['text', 'iptc-7901', 'anpa-1312'].includes(format)) return { name: 'TextDecoder', read: decode };
  return {
    name: 'saxes',
    read: (bytes: Uint8Array): unknown => new SaxesParser().write(decode(bytes)).close(),
  };
}

/** Milliseconds of one call in the fastest round, after a warm-up. */
function fastest(work: () => unknown): number {
  for (let index = 0; index < 3 * READINGS; index += 1) work();
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ROUNDS; attempt += 1) {
    const start = performance.now();
    for (let index = 0; index < READINGS; index += 1) work();
    best = Math.min(best, (performance.now() - start) / READINGS);
  }
  return best;
}

/** A message of 10 MB, read once in a process of its own, so that its memory is its own. */
function measureMessage(): Figures {
  const folder = mkdtempSync(join(tmpdir(), 'wirewatch-read-'));
  try {
    const file = join(folder, 'message.xml');
    writeFileSync(file, g2Message(MESSAGE_BYTES));
    const child = spawnSync(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('./read-once.ts', import.meta.url)), file],
      { encoding: 'utf8' },
    );
    if (child.status !== 0) throw new Error(child.stderr);
    return { format: 'newsml-g2 message', ...JSON.parse(child.stdout) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function print(figures: Figures, json: boolean): void {
  if (json) process.stdout.write(`${JSON.stringify({ bench: 'read', ...figures })}\n`);
  else
    process.stdout.write(
      `  ${Object.entries(figures)
        .map(([name, value]) => `${name} ${value}`)
        .join(' · ')}\n`,
    );
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
