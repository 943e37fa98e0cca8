import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { BenchOptions } from './options.ts';

const CORPUS = fileURLToPath(new URL('../../shared/corpora/reuters-stories.jsonl.gz', import.meta.url));
const COLD_RUNS = 7;

/** A figure as match-measure.ts prints it. */
type Figures = Readonly<Record<string, string | number>>;

/**
 * Matching stories of the Reuters corpus against synthetic topics: stories a second on one core, memory and
 * cold start; the floor and a comparison. Everything runs as it is deployed, bundled into one file.
 */
export async function run({ json }: BenchOptions): Promise<void> {
  if (!existsSync(CORPUS)) {
    process.stderr.write('match: needs ../shared/corpora/reuters-stories.jsonl.gz, which is not here\n');
    return;
  }
  if (!json) process.stdout.write(`match: one core of ${cpus()[0]?.model}, Node ${process.version}\n`);
  const folder = mkdtempSync(join(tmpdir(), 'wirewatch-match-'));
  try {
    const measure = await bundle('match-measure', folder);
    const cold = await bundle('match-cold', folder);
    for (const figures of readLines(script(measure, [CORPUS, folder]))) {
      const { topics } = figures;
      const all = topics === undefined ? figures : { ...figures, ...coldStart(cold, folder, Number(topics)) };
      process.stdout.write(`${json ? JSON.stringify({ bench: 'match', ...all }) : line(all)}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bundle(name: string, folder: string): Promise<string> {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [fileURLToPath(new URL(`${name}.ts`, import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    minify: true,
    logLevel: 'error',
  });
  return outfile;
}

/** What a script prints that is run in a process of its own. */
function script(file: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} failed: ${stderr}`);
  return stdout;
}

function readLines(output: string): readonly Figures[] {
  return output
    .trim()
    .split('\n')
    .map((text): Figures => JSON.parse(text));
}

/** Loading the topics and matching one story in a fresh process, and what that process then holds in memory. */
function coldStart(file: string, folder: string, topics: number): Figures {
  const runs = Array.from({ length: COLD_RUNS }, () => {
    const [ms = 0, residentMB = 0] = script(file, [folder, String(topics)])
      .trim()
      .split(' ')
      .map(Number);
    return { ms, residentMB };
  });
  runs.sort((a, b) => a.ms - b.ms);
  const middle = runs[Math.floor(COLD_RUNS / 2)];
  return { coldMs: Math.round((middle?.ms ?? 0) * 10) / 10, residentMB: Math.round(middle?.residentMB ?? 0) };
}

function line({
  what = '',
  storiesPerSecond = 0,
  medianMs = 0,
  p99Ms = 0,
  topics: _,
  ...more
}: Figures): string {
  const rest = Object.entries(more).map(([name, value]) => `${name} ${value}`);
  const speed = `${String(what).padEnd(46)} ${String(storiesPerSecond).padStart(7)} stories/s`;
  return [speed, `median ${medianMs} ms`, `p99 ${p99Ms} ms`, ...rest].join(', ');
}
