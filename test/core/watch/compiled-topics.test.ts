import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileTopics } from '../../../core/watch/compiled/compile.ts';
import { loadTopics } from '../../../core/watch/compiled/compiled-topics.ts';
import { createMatcher, type Matcher } from '../../../core/watch/matcher.ts';
import { readTopics } from '../../../core/watch/topics.ts';
import { storyOf } from './stories.ts';

const { topics } = readTopics([
  {
    path: 'a.yaml',
    text: 'name: {en: A, da: Å}\nabout: first\nupdates: none\npaused: yes\nalert on any: [{one of: [Nato]}]\n',
  },
  { path: 'b.yaml', text: 'name: B\nalert on any: [{one of: [Nato mission, -styrke]}]\n' },
]);
const { bytes } = compileTopics(topics);

function load(file: Uint8Array): Matcher {
  const loaded = loadTopics(file);
  if (loaded.kind === 'unusable') throw new Error(loaded.reason);
  return createMatcher(loaded.topics);
}

describe('compiled topics', () => {
  it('carry the facts of every topic', () => {
    const loaded = loadTopics(bytes);
    if (loaded.kind === 'unusable') throw new Error(loaded.reason);
    expect(loaded.topics.allFacts()).toEqual(
      topics.map(({ id, name, about, updates, paused }) => ({ id, name, about, updates, paused })),
    );
  });

  it('are the same bytes whatever order the topics come in', () => {
    expect(compileTopics([...topics].reverse()).bytes).toEqual(bytes);
  });

  it('match the same from crooked places in a larger buffer', () => {
    const larger = new Uint8Array(bytes.length + 3);
    larger.set(bytes, 3);
    const story = storyOf({ body: 'Nato missions. Fredsstyrken.' });
    expect(load(larger.subarray(3)).match(story)).toEqual(load(bytes).match(story));
  });

  it('are refused with a sentence when cut short, of another version or something else', () => {
    const other = bytes.slice();
    other[4] = 99;
    for (const file of [
      new Uint8Array(0),
      bytes.slice(0, 40),
      bytes.slice(0, -4),
      other,
      new Uint8Array(200),
    ]) {
      const loaded = loadTopics(file);
      expect(loaded.kind).toBe('unusable');
      expect(loaded.kind === 'unusable' && loaded.reason).toMatch(/\.$/u);
    }
  });

  it('remember nothing of one story in the next', () => {
    const matcher = load(bytes);
    const text = fc.array(fc.constantFrom('Nato', 'mission', 'fredsstyrken', 'og', '.'), { maxLength: 8 });
    fc.assert(
      fc.property(text, text, (first, second) => {
        matcher.match(storyOf({ body: first.join(' ') }));
        const story = storyOf({ body: second.join(' ') });
        expect(matcher.match(story)).toEqual(load(bytes).match(story));
      }),
    );
  });

  it('take a story of millions of the same word, and list a hundred pieces of evidence', () => {
    const [match] = load(bytes).match(storyOf({ body: 'Nato '.repeat(200_000) }));
    expect(match?.evidence).toHaveLength(100);
  });
});
