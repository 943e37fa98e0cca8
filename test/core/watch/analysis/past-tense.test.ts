import { expect, it } from 'vitest';
import { danishStem } from '../../../../core/watch/analysis/stem.ts';

it.each([
  ['sejle', 'sejler', 'sejlede'],
  ['lande', 'lander', 'landede'],
  ['lukke', 'lukker', 'lukkede'],
  ['traene', 'traener', 'traenede'],
  ['beskytte', 'beskytter', 'beskyttede'],
  ['vende', 'vender', 'vendte', 'vendt'],
])('takes the past tense of %s as the same word', (infinitive, ...forms) => {
  for (const form of forms) expect(danishStem(form), form).toBe(danishStem(infinitive));
});

it.each([
  ['kaede', 'kaeder'],
  ['glaede', 'glaeder'],
  ['rede', 'rederne'],
])('leaves an ede that belongs to the word %s', (word, plural) => {
  expect(danishStem(word)).toBe(danishStem(plural));
});
