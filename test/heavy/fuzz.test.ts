import { expect, it } from 'vitest';
import { fuzz } from '../fuzz/fuzz.ts';

/** `FUZZ_COUNT=1000000 FUZZ_SEED=7 npm run fuzz`, or `FUZZ_SECONDS=600 npm run fuzz`. */
function setting(name: string, otherwise: number): number {
  const value = Number(process.env[name] ?? otherwise);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`${name} must be a number above 0`);
  return value;
}

it('reads whatever comes of mutated samples: no crash, no hang, no wrong outcome', () => {
  const seconds = setting('FUZZ_SECONDS', 1500);
  const count = setting(
    'FUZZ_COUNT',
    process.env.FUZZ_SECONDS === undefined ? 100_000 : Number.MAX_SAFE_INTEGER,
  );
  const report = fuzz({ seed: setting('FUZZ_SEED', 20260402), count, seconds });
  console.log(
    `fuzz: ${report.inputs} inputs, ${report.stories} stories in ${[...report.formats].sort().join(', ')}; ` +
      `worst ${report.worstMilliseconds.toFixed(0)} ms and ${report.worstMegabytes.toFixed(0)} MB; ${report.digest.slice(0, 12)}`,
  );
  for (const { index, fault, base64 } of report.findings) {
    console.log(`input ${index}: ${fault}\n${base64.slice(0, 4000)}`);
  }
  expect(report.findings.map(({ index, fault }) => `${index}: ${fault}`)).toEqual([]);
  expect(report.inputs).toBeGreaterThan(0);
  if (process.env.FUZZ_SECONDS === undefined) expect(report.inputs).toBe(count);
});
