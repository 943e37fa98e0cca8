import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_CONFIG, settingsOf } from '../core/config.ts';
import { bundleInto } from '../lib/function-bundle.ts';
import { bundleOf, FUNCTIONS, type FunctionName } from '../lib/function-code.ts';
import { shippedTopics } from '../lib/shipped-topics.ts';
import type { BenchOptions } from './options.ts';

/** So many fresh processes import each bundle; the median is told. */
const RUNS = 11;

/** What a bundle costs at a cold start. */
interface BundleFigures {
  readonly function: FunctionName;
  readonly bytes: number;
  readonly importMs: number;
}

/** The size of each function's code and the time a fresh process takes to import it. */
export function run({ json }: BenchOptions): void {
  const { compiled } = shippedTopics();
  for (const name of FUNCTIONS) {
    const figures = measure(name, compiled);
    const text = `${name.padEnd(10)} ${(figures.bytes / 1000).toFixed(0)} KB minified, imported in ${figures.importMs.toFixed(0)} ms`;
    process.stdout.write(`${json ? JSON.stringify({ bench: 'bundles', ...figures }) : text}\n`);
  }
}

function measure(name: FunctionName, topics: Uint8Array): BundleFigures {
  const directory = mkdtempSync(join(tmpdir(), 'wirewatch-bundle-'));
  try {
    const bytes = bundleInto(directory, bundleOf(name, settingsOf(DEFAULT_CONFIG), topics));
    const times = Array.from({ length: RUNS }, () => importTime(join(directory, 'index.mjs')));
    times.sort((a, b) => a - b);
    return { function: name, bytes, importMs: times[Math.floor(RUNS / 2)] ?? 0 };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Milliseconds that a fresh process takes to import a file, without the start of the process itself. */
function importTime(file: string): number {
  const script = `const start = performance.now(); await import(process.argv[1]); console.log(performance.now() - start);`;
  const env = {
    ...process.env,
    AWS_REGION: 'eu-north-1',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    WIREWATCH_TABLE: 'table',
    WIREWATCH_BUCKET: 'bucket',
    WIREWATCH_SNS_TOPIC: 'arn:aws:sns:eu-north-1:000000000000:topic',
    WIREWATCH_DEPLOYMENT: 'bench',
  };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', script, file],
    {
      env,
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`The bundle cannot be imported:\n${stderr}`);
  return Number(stdout);
}
