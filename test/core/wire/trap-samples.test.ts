import { expect, it } from 'vitest';
import { readReason, readStory, sample } from './reading.ts';

it('text-utf-16.txt is read by its byte-order mark', () => {
  expect(readStory(sample('formats/text-utf-16.txt'))).toMatchObject({
    wire: 'ritzau',
    via: 'Reuters',
    headline: 'Forsvaret køber 12 droner',
    body: 'Forsvaret har købt 12 droner i Tyrkiet – de første af deres slags, oplyser ministeriet.',
    language: 'da',
  });
});

it('newsml-1-wrong-charset.xml is read as the UTF-8 that it is', () => {
  expect(readStory(sample('formats/newsml-1-wrong-charset.xml'))).toMatchObject({
    headline: 'Grève à Besançon: l’armée déploie 40 médecins',
    place: 'Besançon',
    language: 'fr',
  });
});

it('nitf-broken-off.xml is rejected with the place, never half a story', () => {
  expect(readReason(sample('formats/nitf-broken-off.xml'))).toMatch(
    /^The XML cannot be read at line 6, column \d+: it breaks off \(unclosed tag: p\)\.$/u,
  );
});

it('xml-entities.xml is rejected, its entities never expanded', () => {
  expect(readReason(sample('formats/xml-entities.xml'))).toMatch(
    /^The XML cannot be read at line 6, column \d+: it declares entities of its own, which is not allowed\.$/u,
  );
});
