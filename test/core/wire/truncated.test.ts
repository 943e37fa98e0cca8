import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReadOutcome } from '../../../core/wire/outcome.ts';
import { read, sample } from './reading.ts';

/** Formats whose end shows; plain text may end anywhere. */
const WITH_END = new Set([
  'ritzau-xml',
  'nitf',
  'newsml-1',
  'newsml-g2',
  'ninjs',
  'rss',
  'atom',
  'iptc-7901',
  'anpa-1312',
]);
/** Each message has its own end, so that those before a cut are whole. */
const OF_MESSAGES = new Set(['iptc-7901', 'anpa-1312']);
const CUTS = 40;

const NAMES = readdirSync(new URL('../../../samples', import.meta.url), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.\w+$/u.test(name))
  .filter((name) => read(sample(name)).some((outcome) => outcome.kind === 'story'))
  .filter((name) => WITH_END.has(read(sample(name))[0]?.format ?? '') && !/\.(?:gz|zip)$/u.test(name))
  .sort();

function storiesOf(outcomes: readonly ReadOutcome[]) {
  return outcomes.flatMap((outcome) => (outcome.kind === 'story' ? [outcome.story] : []));
}

describe('a file that breaks off', () => {
  it('is tried in every format', () => {
    expect(new Set(NAMES.map((name) => read(sample(name))[0]?.format))).toEqual(WITH_END);
  });

  it.each(NAMES)('gives no half story: %s', (name) => {
    const bytes = sample(name);
    const whole = read(bytes);
    const text = new TextDecoder('latin1').decode(bytes);
    const end = text.trimEnd().length;
    for (let cut = 1; cut <= CUTS; cut += 1) {
      const outcomes = read(bytes.subarray(0, Math.min(end - 1, Math.max(8, Math.ceil((end * cut) / CUTS)))));
      const stories = storiesOf(outcomes);
      if (OF_MESSAGES.has(whole[0]?.format ?? ''))
        expect(storiesOf(whole)).toEqual(expect.arrayContaining(stories));
      else expect(stories, `${name} at ${cut}/${CUTS}`).toEqual([]);
      expect(outcomes.length).toBeGreaterThan(0);
    }
  });
});
