import { parseArgs } from 'node:util';
import type { BenchOptions } from './options.ts';

/** The benchmarks, in the order in which they run. Each is a file here that exports `run(options)`. */
const NAMES = ['whole', 'read', 'match', 'copies', 'intake', 'bundles'] as const;
type Name = (typeof NAMES)[number];

interface Benchmark {
  readonly run: (options: BenchOptions) => void | Promise<void>;
}

/** `npm run bench [-- NAME… --json]`: measures and prints; without a name, everything. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const wanted = positionals.length === 0 ? NAMES : positionals.filter(isName);
  if (wanted.length < positionals.length) {
    process.stderr.write(`There are these benchmarks: ${NAMES.join(', ')}.\n`);
    process.exitCode = 2;
    return;
  }
  for (const name of wanted) {
    const { run } = await load(name);
    await run({ json: values.json });
  }
}

function isName(text: string): text is Name {
  return NAMES.some((name) => name === text);
}

function load(name: Name): Promise<Benchmark> {
  switch (name) {
    case 'whole':
      return import('./whole.ts');
    case 'read':
      return import('./read.ts');
    case 'match':
      return import('./match.ts');
    case 'copies':
      return import('./copies.ts');
    case 'intake':
      return import('./intake.ts');
    case 'bundles':
      return import('./bundles.ts');
  }
}

await main();
