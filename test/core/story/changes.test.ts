import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesBetween } from '../../../core/story/changes.ts';
import { sentencesOf } from '../../../core/story/sentences.ts';
import { storyOf } from '../alert/newsroom.ts';

const was = storyOf({
  body: 'One ship left. Two men stayed behind on the quay.\nThe third paragraph stands.',
});
const now = (body: string) => changesBetween(was, { ...was, body });

describe('the difference between two versions', () => {
  it('is nothing when only quote marks and spaces differ', () => {
    expect(now('One  ship left. “Two men stayed behind on the quay.”\nThe third paragraph stands.')).toEqual(
      [],
    );
  });

  it('shows a changed sentence as it was and as it is', () => {
    expect(now('One ship left. Three men stayed behind on the quay.\nThe third paragraph stands.')).toEqual([
      { was: 'Two men stayed behind on the quay.', now: 'Three men stayed behind on the quay.' },
    ]);
  });

  it('shows what was added and what was dropped', () => {
    expect(now('One ship left.\nThe third paragraph stands.\nSomething entirely new was said.')).toEqual([
      { was: 'Two men stayed behind on the quay.', now: null },
      { was: null, now: 'Something entirely new was said.' },
    ]);
  });

  it('shows a new headline', () => {
    expect(changesBetween(was, { ...was, headline: 'Frigate leaves port at last' })).toEqual([
      { was: 'Frigate leaves port', now: 'Frigate leaves port at last' },
    ]);
  });

  it('leaves out the mark in the headline that only says that it is a correction', () => {
    expect(changesBetween(was, { ...was, headline: `KORR: ${was.headline}` })).toEqual([]);
    expect(changesBetween(was, { ...was, headline: 'KORR: Frigate leaves port at last' })).toEqual([
      { was: was.headline, now: 'Frigate leaves port at last' },
    ]);
  });

  it('ends quickly with very long texts', () => {
    const long = (seed: string) =>
      Array.from({ length: 3000 }, (_, index) => `Line ${seed}${index} here.`).join('\n');
    expect(changesBetween({ ...was, body: long('a') }, { ...was, body: long('b') })).toHaveLength(40);
  });
});

describe('sentences', () => {
  it('hold all the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Word', 'it', '.', ' ', '\n', '"', '- ', '?', '2.5'), { maxLength: 30 }),
        (parts) => {
          const text = parts.join('');
          const letters = (one: string) => one.replace(/[^\p{L}\p{N}]/gu, '');
          expect(letters(sentencesOf(text).join(''))).toBe(letters(text));
        },
      ),
    );
  });

  it('keep their opening quote marks and dashes', () => {
    expect(sentencesOf('He left. "Good," she said.\n- Never, said he.')).toEqual([
      'He left.',
      '"Good," she said.',
      '- Never, said he.',
    ]);
  });
});
