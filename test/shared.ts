import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

const SHARED = new URL('../../shared/', import.meta.url);

/** The path of a file in the material that lies beside the project on developers' machines and CI. */
export function sharedPath(name: string): string {
  return fileURLToPath(new URL(name, SHARED));
}

/**
 * A test suite over that material. Where it is missing, the suite is not even gathered (it reads files while it
 * is), and both the test report and the terminal say so.
 */
export function describeShared(name: string, needs: string, suite: () => void): void {
  if (existsSync(sharedPath(needs))) {
    describe(name, suite);
    return;
  }
  console.warn(`skipped: "${name}" needs ../shared/${needs}, which is not here`);
  describe(name, () => it.skip(`needs ../shared/${needs}, which is not here`, () => {}));
}
