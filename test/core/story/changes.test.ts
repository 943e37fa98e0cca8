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

  it('is the sign of a figure, its decimal mark and its unit', () => {
    const of = (before: string, after: string) =>
      changesBetween(
        { ...was, body: `It was ${before} that night.` },
        { ...was, body: `It was ${after} that night.` },
      );
    for (const [before, after] of [
      ['-5 degrees', '5 degrees'],
      ['−5 degrees', '5 degrees'],
      ['2.5 million', '25 million'],
      ['2,5 million', '2.5 million'],
      ['$5', '€5'],
      ['10%', '10'],
    ] as const)
      expect(of(before, after)).toHaveLength(1);
    expect(of('-5 degrees', '−5 degrees')).toEqual([]);
  });

  it('is a sign that opens or ends the text, too', () => {
    expect(changesBetween({ ...was, body: '-5 grader.' }, { ...was, body: '5 grader.' })).toEqual([
      { was: '-5 grader.', now: '5 grader.' },
    ]);
    expect(changesBetween({ ...was, body: 'It is over.' }, { ...was, body: 'It is over?' })).toHaveLength(1);
    expect(changesBetween({ ...was, body: '***' }, { ...was, body: '+++' })).toHaveLength(2);
  });

  it('is never nothing when anything else can be seen to differ', () => {
    const sign = fc.constantFrom(...'abÆé 150-+.,:;%€$/()*#&@=<>!?–"”’\n');
    const text = fc.array(sign, { maxLength: 25 }).map((signs) => signs.join(''));
    const visible = (body: string) => body.replace(/["“”’'\s]/gu, '').replace(/[–—]/gu, '-');
    fc.assert(
      fc.property(text, text, fc.nat(), sign, (start, end, at, other) => {
        const whole = start + end;
        const place = at % (whole.length + 1);
        const changed = whole.slice(0, place) + other + whole.slice(place + 1);
        const quoting = /(?:^|[\n.!?:;,]\s*["”’]*)\s*[-–]\s/u;
        fc.pre(visible(whole) !== visible(changed) && !quoting.test(whole) && !quoting.test(changed));
        expect(changesBetween({ ...was, body: whole }, { ...was, body: changed })).not.toEqual([]);
      }),
      { numRuns: 2000 },
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
          const signs = (one: string) => one.replace(/\s/gu, '');
          expect(signs(sentencesOf(text).join(''))).toBe(signs(text));
        },
      ),
    );
  });

  it('keep their opening quote marks and dashes', () => {
    expect(sentencesOf('€5 was lost. -5 it was. +2')).toEqual(['€5 was lost.', '-5 it was.', '+2']);
    expect(sentencesOf('He left. "Good," she said.\n- Never, said he.')).toEqual([
      'He left.',
      '"Good," she said.',
      '- Never, said he.',
    ]);
  });
});
