import { describe, expect, it } from 'vitest';
import { DEFAULT_MARKERS, headlineMark, withoutMarker } from '../../../core/wire/markers.ts';
import { RITZAU } from '../../../core/wire/outcome.ts';
import { readStory } from './reading.ts';

describe('a mark before a headline', () => {
  it.each([
    ['KORR: Fregat i havn', 'correction', 'Fregat i havn'],
    ['*RETTELSE : Fregat i havn', 'correction', 'Fregat i havn'],
    ['TRÆKKES TILBAGE: Fregat i havn', 'kill', 'Fregat i havn'],
    ['OPDATERING 2: Fregat i havn', 'update', 'Fregat i havn'],
    ['UPDATE 2-Frigate in port', 'update', 'Frigate in port'],
    ['CORRECTED-Frigate in port', 'correction', 'Frigate in port'],
    ['CORRECTION - Frigate in port', 'correction', 'Frigate in port'],
    ['Fregat i havn - RETTELSE', 'correction', 'Fregat i havn'],
  ])('is read: %s', (headline, kind, rest) => {
    expect(headlineMark(headline, DEFAULT_MARKERS)).toEqual({ kind, rest });
  });

  it.each([
    'Korr: Fregat i havn',
    'KORREKT: Fregat i havn',
    'UPDATE på vej',
    'UPDATE-mode er nyt',
    'HASTER: Fregat i havn',
    'NY: Fregat i havn',
    'RETTELSE',
    '- RETTELSE',
    '',
  ])('is not read in %s', (headline) => {
    expect(headlineMark(headline, DEFAULT_MARKERS)).toBeNull();
    expect(withoutMarker(headline, DEFAULT_MARKERS)).toBe(headline);
  });

  it('is taken as written, and the longest word wins', () => {
    const markers = { ...DEFAULT_MARKERS, update: ['NY', 'NY (2)'], kill: ['NY (2) .*'], flash: ['HASTER'] };
    expect(headlineMark('NY: Fregat', markers)).toEqual({ kind: 'update', rest: 'Fregat' });
    expect(headlineMark('NY (2): Fregat', markers)).toEqual({ kind: 'update', rest: 'Fregat' });
    expect(headlineMark('NY (2) .*: Fregat', markers)).toEqual({ kind: 'kill', rest: 'Fregat' });
    expect(headlineMark('NY (2) abc: Fregat', markers)).toBeNull();
    expect(headlineMark('Fregat - NY', markers)).toEqual({ kind: 'update', rest: 'Fregat' });
    expect(headlineMark('HASTER: Fregat', markers)).toEqual({ kind: 'flash', rest: 'Fregat' });
  });

  it('keeps a headline that is nothing but its mark', () => {
    expect(withoutMarker('KORR:', DEFAULT_MARKERS)).toBe('KORR:');
  });
});

describe('the words that a wire marks its headlines with (HASTER and NY are unconfirmed)', () => {
  const wires = [{ ...RITZAU, markers: { ...DEFAULT_MARKERS, update: ['NY'], flash: ['HASTER'] } }];
  const copy = (headline: string): string => `${headline}\n\nFregatten er i havn igen.\n\n/ritzau/`;

  it('are its own', () => {
    expect(readStory(copy('NY: Fregat i havn'), { wires }).revision.kind).toBe('update');
    expect(readStory(copy('Fregat i havn - NY'), { wires }).revision.kind).toBe('update');
    expect(readStory(copy('HASTER: Fregat i havn'), { wires })).toMatchObject({
      kind: 'flash',
      headline: 'HASTER: Fregat i havn',
      revision: { kind: 'none' },
    });
  });

  it('say nothing on a wire that has others', () => {
    expect(readStory(copy('NY: Fregat i havn')).revision.kind).toBe('none');
    expect(readStory(copy('OPDATERING: Fregat i havn'), { wires }).revision.kind).toBe('none');
  });
});
