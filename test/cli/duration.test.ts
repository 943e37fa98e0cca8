import { describe, expect, test } from 'vitest';
import { parseSince, sinceTime } from '../../cli/duration.ts';

describe('--since', () => {
  const now = new Date('2026-04-02T12:00:00Z');
  const meant = (text: string) => sinceTime(parseSince(text), now).toISOString();

  test.each([
    ['30m', '2026-04-02T11:30:00.000Z'],
    ['24h', '2026-04-01T12:00:00.000Z'],
    ['7d', '2026-03-26T12:00:00.000Z'],
    ['2w', '2026-03-19T12:00:00.000Z'],
    ['2026-04-01', '2026-04-01T00:00:00.000Z'],
    ['2026-04-01T14:00+02:00', '2026-04-01T12:00:00.000Z'],
    ['2026-04-01T14:00:30.5Z', '2026-04-01T14:00:30.500Z'],
  ])('takes %s', (text, time) => {
    expect(meant(text)).toBe(time);
  });

  test.each(['', 'yesterday', '24', 'h', '-3h', '1.5h', '2026-13-01', '2026-04-01T14:00', '99999999h'])(
    'refuses %j, since it would be a guess',
    (text) => {
      expect(() => parseSince(text)).toThrow('Say how long ago');
    },
  );
});
