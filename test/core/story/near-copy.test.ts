import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { copyFigures, found, together } from '../../../bench/copies.ts';
import { describeShared, sharedPath } from '../../shared.ts';

describe('near copies', () => {
  const { copies, separate } = copyFigures();

  it('are found in at least 95 of 100 edited samples', () => {
    const { tried, linked } = together(copies);
    expect(tried).toBeGreaterThan(1000);
    expect(linked / tried).toBeGreaterThanOrEqual(0.95);
  });

  it('are not seen in more than 1 of 100 pairs that only look alike', () => {
    const { tried, linked } = together(separate);
    expect(tried).toBeGreaterThan(1000);
    expect(linked / tried).toBeLessThanOrEqual(0.01);
  });

  it('are told from nothing in texts of a few words', () => {
    expect(found('Two words only', 'Two words only')).toBe(false);
    expect(found('Nato', 'Nato')).toBe(false);
  });
});

describeShared('near copies among labelled stories', 'gold/stories.jsonl', () => {
  it('are the marked ones and no others', () => {
    const stories: { id: string; text: string; revisionOf: string | null; duplicateOf: string | null }[] =
      readFileSync(sharedPath('gold/stories.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    const group = new Map<string, string>();
    for (const { id, revisionOf, duplicateOf } of stories) {
      const before = revisionOf ?? duplicateOf;
      group.set(id, before === null ? id : (group.get(before) ?? before));
    }
    const linked = stories.flatMap((one, index) =>
      stories
        .slice(index + 1)
        .filter((other) => found(one.text, other.text))
        .map((other) => [one.id, other.id]),
    );
    const marked = stories.filter(({ revisionOf, duplicateOf }) => (revisionOf ?? duplicateOf) !== null);
    expect(linked.filter(([one, other]) => group.get(one ?? '') !== group.get(other ?? ''))).toEqual([]);
    expect(linked.length).toBeGreaterThanOrEqual(marked.length * 0.95);
  });
});
