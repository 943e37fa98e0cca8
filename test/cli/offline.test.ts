import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { describeShared, sharedPath } from '../shared.ts';

const BINARY = fileURLToPath(new URL('../../bin/wirewatch.js', import.meta.url));
const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'wirewatch-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the real command line in a process of its own. */
function wirewatch(args: readonly string[], { stdin = '', cwd = PROJECT, env = {} } = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [BINARY, ...args],
      { cwd, env: { ...process.env, ...env }, maxBuffer: 50_000_000 },
      (_error, out, err) => resolve({ exit: child.exitCode ?? -1, out, err }),
    );
    child.stdin?.end(stdin);
  });
}

const report = z.object({
  schema: z.literal(1),
  file: z.string(),
  format: z.nullable(z.string()),
  outcome: z.string(),
  reason: z.nullable(z.string()),
  story: z.nullable(z.looseObject({ code: z.string(), words: z.number() })),
  matches: z.array(
    z.object({
      topic: z.string(),
      score: z.number(),
      evidence: z.array(
        z.object({
          field: z.string(),
          start: z.number(),
          end: z.number(),
          text: z.string(),
          clause: z.string(),
        }),
      ),
    }),
  ),
  text: z.optional(z.record(z.string(), z.string())),
  who: z.optional(z.object({ tokens: z.array(z.string()), subscribers: z.array(z.string()) })),
});

function reports(out: string): readonly z.infer<typeof report>[] {
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => report.parse(JSON.parse(line)));
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const DEPLOYMENT = `Danske soldater sendes til Letland

Danmark udsender 200 soldater til Natos kampgruppe i Letland, oplyser Forsvaret.

Soldaterne indgår i Natos mission i landet.

/ritzau/
`;

describe('wirewatch match', () => {
  test('prints the contract: keys in their order, one object a line', async () => {
    const path = file('letland.txt', DEPLOYMENT);
    const { exit, out } = await wirewatch(['match', '--json', path]);
    expect(exit).toBe(0);
    expect(Object.keys(JSON.parse(out))).toEqual([
      'schema',
      'file',
      'format',
      'outcome',
      'reason',
      'story',
      'matches',
    ]);
    expect(Object.keys(JSON.parse(out).story)).toEqual(
      [
        'id',
        'code',
        'version',
        'wire',
        'via',
        'source',
        'slug',
        'headline',
        'lead',
        'byline',
        'place',
        'language',
        'urgency',
        'status',
      ].concat(
        ['kind', 'revision', 'embargoUntil', 'createdAt', 'versionedAt', 'keywords', 'subjects'],
        ['editorsNote', 'words'],
      ),
    );
    const [one] = reports(out);
    expect(one).toMatchObject({
      file: path,
      outcome: 'matched',
      reason: null,
      story: { wire: 'ritzau', language: 'da' },
    });
    expect(one?.matches.map(({ topic }) => topic).sort()).toEqual(['danish-deployments', 'nato-missions']);
  });

  test('points at evidence in the text that --text adds', async () => {
    const { out } = await wirewatch(['match', '--json', '--text', file('text.txt', DEPLOYMENT)]);
    const [one] = reports(out);
    const evidence = one?.matches.flatMap((match) => match.evidence) ?? [];
    expect(evidence.length).toBeGreaterThan(3);
    for (const { field, start, end, text } of evidence)
      expect(one?.text?.[field]?.slice(start, end)).toBe(text);
  });

  test('says who would be told', async () => {
    const config = file(
      'wirewatch.config.yaml',
      'briefings:\n  - {id: morning, at: "07:00", days: mon-fri, topics: [nato-missions]}\nsubscribers:\n' +
        '  - {email: desk@example.com, topics: [nato-missions], delivery: [now]}\n' +
        '  - {email: arctic@example.com, topics: [arctic-security], delivery: [now]}\n',
    );
    const { out } = await wirewatch([
      'match',
      '--json',
      '--who',
      '--config',
      config,
      file('who.txt', DEPLOYMENT),
    ]);
    expect(reports(out)[0]?.who).toEqual({
      tokens: expect.arrayContaining([
        'danish-deployments/now',
        'nato-missions/now',
        'all/now',
        'briefing/morning',
      ]),
      subscribers: ['desk@example.com'],
    });
  });

  test('has an object for what is rejected and untagged, too, and goes on', async () => {
    const files = [
      file('empty.txt', ''),
      file('cut.xml', '<nitf><body>'),
      file('other.txt', 'A story.\n\n/AP/\n'),
    ];
    const { exit, out } = await wirewatch(['match', '--json', ...files, file('good.txt', DEPLOYMENT)]);
    expect(exit).toBe(0);
    expect(reports(out).map(({ outcome, story }) => [outcome, story !== null])).toEqual([
      ['rejected', false],
      ['rejected', false],
      ['untagged', true],
      ['matched', true],
    ]);
    for (const { outcome, reason } of reports(out)) expect(reason === null).toBe(outcome === 'matched');
  });

  test('reads standard input, as from a place in the bucket when one is named', async () => {
    const unsigned = DEPLOYMENT.replace('/ritzau/', '');
    const plain = await wirewatch(['match', '--json', '-'], { stdin: unsigned });
    expect(reports(plain.out)[0]).toMatchObject({ file: '-', outcome: 'untagged' });
    expect(plain.exit).toBe(1);
    const placed = await wirewatch(['match', '--json', '--key', 'incoming/ritzau/a.txt', '-'], {
      stdin: unsigned,
    });
    expect(reports(placed.out)[0]).toMatchObject({ outcome: 'matched', story: { wire: 'ritzau' } });
  });

  test('matches the other files when one cannot be opened, and ends with 3', async () => {
    const { exit, out, err } = await wirewatch([
      'match',
      '--json',
      join(folder, 'missing.txt'),
      file('c.txt', DEPLOYMENT),
    ]);
    expect(exit).toBe(3);
    expect(reports(out)).toHaveLength(1);
    expect(err).toMatch(/^wirewatch: .*missing\.txt cannot be opened: there is no such file or folder\.\n$/u);
  });

  test('walks folders and shows people the sentences, without colour where there is no terminal', async () => {
    const { exit, out } = await wirewatch(['match', 'samples/nmi-on-hold.txt', 'samples/mission-house.txt']);
    expect(exit).toBe(0);
    expect(out).toContain('Nato missions');
    expect(out).toMatch(/\*Nato\*|\*Nato Mission Iraq\*/u);
    expect(out).toContain('No topic matches.');
    expect(out).toContain('2 stories read, 1 matched.');
    expect(out).not.toContain('\u001b[');
  });

  test('shows nothing of hostile copy that could steer a terminal', async () => {
    const path = file('hostile.txt', DEPLOYMENT.replace('Danmark', '\u202e\u001b]0;owned\u0007Danmark'));
    const { out } = await wirewatch(['match', path]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not come through
    expect(out).not.toMatch(/[\u0007\u001b\u202e]/u);
  });

  test('ends quietly when nobody reads on', async () => {
    const child = spawn(process.execPath, [BINARY, 'match', '--json', 'samples'], { cwd: PROJECT });
    let err = '';
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const exit = await new Promise((resolve) => child.once('close', resolve));
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
  });

  test('names every mistake in the topics and the configuration, and no stack', async () => {
    writeFileSync(join(folder, 'broken.yaml'), 'timeZone: Europe/Kopenhagen\n');
    const config = await wirewatch([
      'match',
      '--config',
      join(folder, 'broken.yaml'),
      file('d.txt', DEPLOYMENT),
    ]);
    expect(config.exit).toBe(3);
    expect(config.err).toContain('broken.yaml:1:');
    expect(config.err).not.toMatch(/\n\s+at /u);
    const topics = await wirewatch(['match', '--topics', join(folder, 'nowhere'), file('e.txt', DEPLOYMENT)]);
    expect(topics).toMatchObject({
      exit: 3,
      err: expect.stringContaining('there is no such file or folder'),
    });
  });
});

describeShared('the seed story', 'seed-story.txt', () => {
  test('names both topics, with evidence that stands where it says', async () => {
    const { exit, out } = await wirewatch(['match', '--json', '--text', sharedPath('seed-story.txt')]);
    expect(exit).toBe(0);
    const [one] = reports(out);
    expect(one?.matches.map(({ topic }) => topic).sort()).toEqual(['danish-deployments', 'nato-missions']);
    for (const { evidence } of one?.matches ?? []) {
      for (const { field, start, end, text } of evidence)
        expect(one?.text?.[field]?.slice(start, end)).toBe(text);
    }
    // The seed is plain text, so the body's offsets are the file's.
    const seed = readFileSync(sharedPath('seed-story.txt'), 'utf8');
    expect(seed.startsWith(one?.text?.body?.slice(0, 200) ?? '-')).toBe(true);
  });
});

describe('usage', () => {
  test.each([
    [[]],
    [['frobnicate']],
    [['match']],
    [['match', '--nope', 'x']],
    [['stories', '--since', 'yesterday']],
  ])('%j is wrong usage: 2, one sentence and where to read on', async (args) => {
    const { exit, err } = await wirewatch(args);
    expect(exit).toBe(2);
    expect(err).toContain('wirewatch');
    expect(err).not.toMatch(/\n\s+at /u);
  });

  test('every command has help with examples', async () => {
    const { exit, out } = await wirewatch(['--help']);
    expect(exit).toBe(0);
    const names = [...out.matchAll(/^ {2}([a-z]+) .*(?:\[options\]|\[command\])/gmu)].map(
      ([, name]) => name ?? '',
    );
    expect(names.length).toBeGreaterThan(10);
    for (const name of names.filter((one) => one !== 'help')) {
      const help = await wirewatch([name, '--help']);
      expect(help.exit).toBe(0);
      if (name !== 'topics') expect(help.out).toMatch(/Examples?[: (]/u);
    }
  }, 120_000);
});
