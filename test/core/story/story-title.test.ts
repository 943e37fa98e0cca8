import { describe, expect, it } from 'vitest';
import { storyTitle } from '../../../core/story/story.ts';
import { DEFAULT_MARKERS } from '../../../core/wire/markers.ts';
import { storyOf } from '../alert/newsroom.ts';

const titleOf = (headline: string | null, lead = 'The lead.') => storyTitle(storyOf({ headline, lead }));

describe('what people call a story by', () => {
  it('is its headline, or else how it opens', () => {
    expect(titleOf('Fregat\nsejler  nordpå')).toBe('Fregat sejler nordpå');
    expect(titleOf(null)).toBe('The lead.');
  });

  it('does not begin with what sort of version it is', () => {
    expect(titleOf('KORR: Fregat sejler nordpå')).toBe('Fregat sejler nordpå');
    expect(titleOf('RETTELSE: Fregat sejler nordpå')).toBe('Fregat sejler nordpå');
    expect(titleOf('***OPDATERING: Fregat sejler nordpå')).toBe('Fregat sejler nordpå');
    expect(titleOf(null, '*Dansk soldat såret i Irak')).toBe('Dansk soldat såret i Irak');
  });

  it('does not begin with what the wire’s own desk writes there', () => {
    const markers = { ...DEFAULT_MARKERS, update: ['NY'] };
    const told = storyOf({ headline: 'Fregat sejler nordpå - NY' });
    expect(storyTitle(told, markers)).toBe('Fregat sejler nordpå');
  });

  it('keeps other words before a colon, and is never empty', () => {
    expect(titleOf('NATO: Fregat sejler nordpå')).toBe('NATO: Fregat sejler nordpå');
    expect(titleOf('KORR:')).toBe('KORR:');
    expect(titleOf('***')).toBe('***');
  });
});
