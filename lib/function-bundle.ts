import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync, type Metafile } from 'esbuild';

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
 * Bundles a function into a directory: minified ES modules with the SDK's clients in them, and the files beside them.
 * What is only loaded when it is needed stands in modules of its own. The target is the deployed runtime; Node 20 runs
 * it, too.
 * @returns the size in bytes of the code that is loaded when the function starts.
 */
export function bundleInto(directory: string, options: BundleOptions): number {
  const { metafile } = buildSync({
    entryPoints: [{ in: options.entry, out: 'index' }],
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    metafile: true,
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
  return sizeAtStart(metafile.outputs);
}

/** The size of the entry's module and of all that it imports, and these import, before it runs. */
function sizeAtStart(outputs: Metafile['outputs']): number {
  const entry = Object.keys(outputs).find(
    (path) => outputs[path]?.entryPoint !== undefined && path.endsWith(CODE_FILE),
  );
  const loaded = new Set(entry === undefined ? [] : [entry]);
  for (const path of loaded) {
    for (const { path: other, kind } of outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && outputs[other] !== undefined) loaded.add(other);
    }
  }
  return [...loaded].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
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
