import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import picocolors from 'picocolors';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from './fake-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'wirewatch-match-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A ninjs item of Ritzau's with some members of its own. */
function item(members: Readonly<Record<string, unknown>>): string {
  const path = join(folder, `${Object.keys(members).join('-')}.json`);
  const story = {
    guid: 'urn:ritzau:1',
    type: 'text',
    source: 'Ritzau',
    headline: 'Soldater til Letland',
    body_text: 'Danmark udsender 200 soldater til Natos brigade i Letland, oplyser Forsvaret.',
  };
  writeFileSync(path, JSON.stringify({ ...story, ...members }));
  return path;
}

describe('what match tells people of a story', () => {
  test.each([
    [{ pubstatus: 'canceled', ednote: 'Tallene er forkerte.' }, 'Kill'],
    [{ pubstatus: 'withheld' }, 'On hold'],
    [{ headline: 'KORR: Soldater til Letland' }, 'Correction'],
    [{ headline: 'OPDATERING: Soldater til Letland' }, 'Update'],
    [{ embargoed: '2026-11-26T06:00:00+01:00' }, 'Embargo until Thu 26 November 2026, 06:00 Copenhagen'],
    [{ embargoed: '2026-04-01T06:00:00+02:00' }, 'Embargo over since Wed 1 April 2026, 06:00 Copenhagen'],
  ])('says of %j: %s', async (members, words) => {
    const { out } = await run(['match', item(members)]);
    expect(out.split('\n')).toContain(`  ${words}`);
  });

  test('says whom a kill reaches, and why the agency gives it', async () => {
    const { out } = await run(['match', item({ pubstatus: 'canceled', ednote: 'Tallene er forkerte.' })]);
    expect(out).toContain('The agency says: Tallene er forkerte.');
    expect(out).toContain('Only those who were told the story are told.');
  });

  test('says nothing of the kind of an ordinary story, and names each topic once', async () => {
    const { out } = await run(['match', 'samples/nmi-on-hold.txt']);
    expect(out).not.toMatch(/^ {2}(?:Kill|On hold|Correction|Update|Embargo)/mu);
    expect(out).toMatch(/^ {2}Nato missions \(relevance \d+\)$/mu);
  });

  test.each([40, 60, 80, 120])('fits a terminal of %i columns', async (width) => {
    for (const colour of [false, true]) {
      const { out } = await run(['match', '--who', 'samples/arktis-skibe.xml'], {
        width,
        colours: picocolors.createColors(colour),
      });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: colours take no columns
      const lines = out.replace(/\u001b\[\d+m/gu, '').split('\n');
      expect(lines.filter((line) => [...line].length > width)).toEqual([]);
      expect(lines.length).toBeGreaterThan(10);
    }
  });
});

describe('match --json', () => {
  test('tells programs what the version is to others, its note, slug and source', async () => {
    const { json } = await run([
      'match',
      '--json',
      item({ pubstatus: 'canceled', ednote: 'Tallene er forkerte.', slugline: 'forsvar-letland' }),
    ]);
    expect(json()).toMatchObject([
      {
        story: {
          status: 'canceled',
          revision: { kind: 'kill', of: [], note: 'Tallene er forkerte.' },
          slug: 'forsvar-letland',
          source: 'Ritzau',
          editorsNote: 'Tallene er forkerte.',
        },
      },
    ]);
  });
});
