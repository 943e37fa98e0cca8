import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

const SHARED = new URL('../../shared/', import.meta.url);

/** The path of a file in the material that lies beside the project on developers' machines and CI. */
export function sharedPath(name: string): string {
  return fileURLToPath(new URL(name, SHARED));
}

/** A test suite over that material; where it is missing, says so in the test report and on the terminal. */
export function describeShared(name: string, needs: string, suite: () => void): void {
  const present = existsSync(sharedPath(needs));
  if (!present) console.warn(`skipped: "${name}" needs ../shared/${needs}, which is not here`);
  describe.skipIf(!present)(present ? name : `${name} (skipped: ../shared/${needs} is not here)`, suite);
}
