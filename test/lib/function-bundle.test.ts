import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { afterAll, describe, expect, test } from 'vitest';
import { bundledCode, bundleInto } from '../../lib/function-bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'wirewatch-bundle-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A function that reads the file beside it and needs a Node module through `require`, as old packages do. */
function writeEntry(): string {
  const entry = join(folder, 'handler.ts');
  writeFileSync(join(folder, 'old.cjs'), `module.exports = require('node:path').basename('/a/b');`);
  writeFileSync(
    entry,
    `import { readFileSync } from 'node:fs';
     import old from './old.cjs';
     const settings: string = readFileSync(new URL('./settings.json', import.meta.url), 'utf8');
     export const handler = async (): Promise<string> => settings + old;`,
  );
  return entry;
}

describe('a bundle', () => {
  test('runs on this Node, reads the files beside it, and reaches what was CommonJS', () => {
    const out = mkdtempSync(join(folder, 'out-'));
    const bytes = bundleInto(out, {
      entry: writeEntry(),
      files: { 'settings.json': '{"a":1}', 'topics.bin': Uint8Array.of(0, 255, 10) },
    });
    expect(bytes).toBe(readFileSync(join(out, 'index.mjs')).length);
    expect([...readFileSync(join(out, 'topics.bin'))]).toEqual([0, 255, 10]);
    const url = JSON.stringify(pathToFileURL(join(out, 'index.mjs')).href);
    const script = `console.log(await (await import(${url})).handler());`;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(said.trim()).toBe('{"a":1}b');
  });

  test('becomes an asset without Docker, and the same one when nothing changed', () => {
    const entry = writeEntry();
    const assetOf = (settings: string) => {
      const stack = new Stack(new App(), 'Bundle');
      new LambdaFunction(stack, 'Function', {
        runtime: Runtime.NODEJS_24_X,
        handler: 'index.handler',
        code: bundledCode({ entry, files: { 'settings.json': settings } }),
      });
      const [found] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
      return found?.Properties.Code.S3Key;
    };
    const before = process.env.PATH;
    process.env.PATH = '';
    try {
      const first = assetOf('{"a":1}');
      expect(first).toMatch(/^[0-9a-f]{64}\.zip$/u);
      expect(assetOf('{"a":1}')).toBe(first);
      expect(assetOf('{"a":2}')).not.toBe(first);
    } finally {
      process.env.PATH = before;
    }
  });
});
