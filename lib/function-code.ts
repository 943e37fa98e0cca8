import { fileURLToPath } from 'node:url';
import type { Settings } from '../core/config.ts';
import { BUNDLED_FILES } from '../lambdas/bundled-files.ts';
import type { BundleOptions } from './function-bundle.ts';

/** The functions that there are; each has its entry in `lambdas/`. */
export const FUNCTIONS = ['intake', 'dispatch'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/**
 * What goes into a function's bundle.
 * @param topics the compiled topics that ship with it.
 */
export function bundleOf(name: FunctionName, settings: Settings, topics: Uint8Array): BundleOptions {
  return {
    entry: fileURLToPath(new URL(`../lambdas/${name}/handler.ts`, import.meta.url)),
    files: {
      [BUNDLED_FILES.settings]: `${JSON.stringify(settings)}\n`,
      [BUNDLED_FILES.topics]: topics,
    },
  };
}
