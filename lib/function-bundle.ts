import { statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

/** What goes into a function's zip. */
export interface BundleOptions {
  /** The file that exports `handler`. */
  readonly entry: string;
  /** Files beside the bundled code, by name: `settings.json`. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

/** The name of the code in a bundle; the function's handler is `index.handler`. */
const CODE_FILE = 'index.mjs';

/**
 * Lets code that came from CommonJS reach Node's own modules from an ES module; what `import` cannot
 * do by itself.
 */
const BANNER =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/**
 * Bundles a function into a directory: one minified ES module with the SDK's clients in it, and the
 * files beside it. The target is the deployed runtime; Node 20 runs it, too.
 * @returns the size of the code in bytes.
 */
export function bundleInto(directory: string, options: BundleOptions): number {
  const outfile = join(directory, CODE_FILE);
  buildSync({
    entryPoints: [options.entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    banner: { js: BANNER },
    logLevel: 'warning',
  });
  for (const [name, content] of Object.entries(options.files)) writeFileSync(join(directory, name), content);
  return statSync(outfile).size;
}

/** A function's code as a CDK asset, bundled by the project's own esbuild: no Docker, whatever happens. */
export function bundledCode(options: BundleOptions): Code {
  return Code.fromAsset(dirname(options.entry), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('never-used'),
      local: {
        tryBundle: (directory) => {
          bundleInto(directory, options);
          return true;
        },
      },
    },
  });
}
