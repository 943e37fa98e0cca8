import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { afterAll, describe, expect, test } from 'vitest';
import cdkJson from '../../cdk.json' with { type: 'json' };

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'wirewatch-app-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the CDK app as the CDK's command line does, with a configuration file of this text. */
function synthesise(config: string, context: Readonly<Record<string, string>> = {}) {
  const file = join(folder, 'config.yaml');
  writeFileSync(file, config);
  const out = mkdtempSync(join(folder, 'out-'));
  const [command = '', ...args] = cdkJson.app.split(' ');
  const { status, stderr } = spawnSync(command, args, {
    cwd: PROJECT,
    encoding: 'utf8',
    env: {
      ...process.env,
      CDK_OUTDIR: out,
      CDK_CONTEXT_JSON: JSON.stringify({ ...cdkJson.context, config: file, ...context }),
    },
  });
  return { status, stderr, out, read: (name: string) => readFileSync(join(out, name), 'utf8') };
}

/** What a module exports, imported in a process with the environment that the stack gives a function. */
function exportsOf(file: string): readonly string[] {
  const script = `console.log(JSON.stringify(Object.keys(await import(process.argv[1]))))`;
  const env = {
    PATH: process.env.PATH,
    AWS_REGION: 'eu-north-1',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    WIREWATCH_TABLE: 'table',
    WIREWATCH_BUCKET: 'bucket',
    WIREWATCH_SNS_TOPIC: 'arn:aws:sns:eu-north-1:000000000000:topic',
    POWERTOOLS_SERVICE_NAME: 'Desk',
    POWERTOOLS_METRICS_NAMESPACE: 'Wirewatch',
  };
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script, file], {
    encoding: 'utf8',
    env,
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

/** How many characters of code are loaded with a module: its own and those of all that it imports before it runs. */
function sizeAtStart(entry: string, read: (file: string) => string): number {
  const loaded = new Map([[entry, read(entry)]]);
  for (const code of loaded.values()) {
    for (const [, file = ''] of code.matchAll(/(?:from|import)\s*"\.\/([\w-]+\.mjs)"/gu)) {
      if (!loaded.has(file)) loaded.set(file, read(file));
    }
  }
  expect(loaded.size).toBeGreaterThan(1);
  return [...loaded.values()].reduce((sum, code) => sum + code.length, 0);
}

describe('the CDK app', () => {
  const { status, stderr, out, read } = synthesise('', { stack: 'Desk' });

  test('synthesises the stack that is asked for, without complaint from its checks', () => {
    expect(stderr).not.toMatch(/error/iu);
    expect(status).toBe(0);
    expect(JSON.parse(read('Desk.template.json')).Resources).toHaveProperty('DropBucketB8FC0BC9');
  });

  test.each(['Intake', 'Dispatch'])('bundles %s under 900 KB, and this Node can load it', (name) => {
    const { Resources: resources } = JSON.parse(read('Desk.template.json'));
    const [id = ''] = Object.keys(resources).filter((one) => one.startsWith(`${name}LambdaFunction`));
    const hash = String(resources[id].Properties.Code.S3Key).replace('.zip', '');
    expect(sizeAtStart('index.mjs', (file) => read(`asset.${hash}/${file}`))).toBeLessThan(900_000);
    expect(exportsOf(join(out, `asset.${hash}`, 'index.mjs'))).toEqual(['handler']);
    expect(JSON.parse(read(`asset.${hash}/settings.json`))).toMatchObject({ language: 'en' });
  });
});

test('cdk.json holds every feature flag that this CDK recommends, and tells nobody of our deployments', () => {
  expect(Object.keys(cdkJson.context).sort()).toEqual(Object.keys(recommended).sort());
  expect(cdkJson).toMatchObject({ versionReporting: false, notices: false });
});

describe('the CDK app with a mistake in the configuration', () => {
  test('says where it is and how to mend it, and nothing else', () => {
    const { status, stderr } = synthesise('language: en\nsubscribers: [{email: a@b.dk, topics: [nato]}]\n');
    expect(status).toBe(1);
    expect(stderr).toContain('config.yaml:2:40: There is no topic `nato`.');
    expect(stderr).toContain('The topics are ');
    expect(stderr).not.toMatch(/^ +at /mu);
  });
});
