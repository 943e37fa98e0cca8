import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'acorn';
import { transformSync } from 'esbuild';
import { analyse } from 'scslre';
import { describe, expect, it, vi } from 'vitest';

/** What reads the wire's text: every pattern in it must need time linear in that text. */
const FOLDERS = ['core/wire', 'core/story', 'core/alert'];

interface Pattern {
  readonly where: string;
  readonly source: string;
  readonly flags: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

function filesOf(folder: string): string[] {
  return readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`);
}

/** The regular expression literals of a file; what a `new RegExp` is given, {@link constructed} sees. */
function literalsOf(file: string): Pattern[] {
  const { code } = transformSync(readFileSync(root + file, 'utf8'), { loader: 'ts', target: 'es2023' });
  const patterns: Pattern[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { regex } = node as { regex?: { pattern: string; flags: string } };
    if (regex) patterns.push({ where: file, source: regex.pattern, flags: regex.flags });
    for (const child of Object.values(node)) walk(child);
  };
  walk(parse(code, { ecmaVersion: 2024, sourceType: 'module' }));
  return patterns;
}

/** The patterns that the modules build while they are loaded and while they read. */
async function constructed(): Promise<Pattern[]> {
  const patterns: Pattern[] = [];
  const Original = RegExp;
  class Recorded extends Original {
    constructor(source: string | RegExp, flags?: string) {
      super(source, flags);
      patterns.push({ where: 'new RegExp', source: this.source, flags: this.flags });
    }
  }
  vi.stubGlobal('RegExp', Recorded);
  try {
    const { readObject } = await import('../../core/wire/read-object.ts');
    const { RITZAU } = await import('../../core/wire/outcome.ts');
    const copy = Buffer.from('Skib i havn\n\nRønne /ritzau/: Skibet er i havn. /ritzau/AFP');
    readObject(copy, { wires: [RITZAU], key: 'a', maxBytes: 1000 });
  } finally {
    vi.unstubAllGlobals();
  }
  return patterns;
}

/** How a pattern can be made slow; empty for one whose time is linear. */
function slowness({ source, flags }: Pattern): string[] {
  return analyse({ source, flags }).reports.map(({ type, character }) => `${type} over "${character.pick}"`);
}

describe('no regular expression takes more than linear time', () => {
  it.each(FOLDERS.flatMap(filesOf))('in %s', (file) => {
    const slow = literalsOf(file).flatMap((pattern) =>
      slowness(pattern).map((how) => `/${pattern.source}/${pattern.flags}: ${how}`),
    );
    expect(slow).toEqual([]);
  });

  it('among those that are put together at run time', async () => {
    const patterns = await constructed();
    expect(patterns.length).toBeGreaterThan(0);
    expect(patterns.flatMap((p) => slowness(p).map((how) => `/${p.source}/${p.flags}: ${how}`))).toEqual([]);
  });

  it('would notice one that does', () => {
    expect(slowness({ where: '', source: '\\s*=$', flags: 'u' })).not.toEqual([]);
    expect(slowness({ where: '', source: '(?:a|a)*b', flags: '' })).not.toEqual([]);
    expect(slowness({ where: '', source: '^a{0,9}b$', flags: 'u' })).toEqual([]);
  });
});
