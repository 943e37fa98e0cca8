import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      optionalDependencies: z.optional(z.record(z.string(), z.string())),
      // Came inside another package, as that was published.
      inBundle: z.optional(z.boolean()),
    }),
  ),
});

// `npm install` beside an installed tree leaves other platforms' builds out of the lock file; `npm ci` then
// fails on those platforms, and everywhere when the registry does not answer for one of them.
test('package-lock.json holds the optional builds of every platform', () => {
  const text = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8');
  const { packages } = lockSchema.parse(JSON.parse(text));
  const installed = Object.entries(packages).filter(([, { inBundle }]) => !inBundle);
  const missing = installed.flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`${place}/node_modules/${name}` in packages) && !(`node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});
