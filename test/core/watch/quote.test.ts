import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../../core/config.ts';
import type { Evidence, Match } from '../../../core/watch/match.ts';
import { quotesOf } from '../../../core/watch/quote.ts';
import { readObject } from '../../../core/wire/read-object.ts';
import { loadActiveTopics } from '../../../lambdas/aws/active-topics.ts';
import { shippedTopics } from '../../../lib/shipped-topics.ts';
import { storyOf } from './stories.ts';

const BODY =
  'Nato holds firmly in its training mission in Iraq. Nothing else was said.\n– The Mission goes on, says Nato.';

function at(text: string, words: string, clause: string, from = 0): Evidence {
  const start = text.indexOf(words, from);
  return { field: 'body', start, end: start + words.length, text: words, clause };
}

function match(evidence: readonly Evidence[]): Match {
  return { topic: 'nato-missions', score: 50, evidence };
}

describe('quotes', () => {
  it('show each sentence once with all its words marked, and the dash before it', () => {
    const evidence = [
      at(BODY, 'Nato', 'a'),
      at(BODY, 'training', 'b'),
      at(BODY, 'mission', 'a'),
      at(BODY, 'Mission', 'c'),
      at(BODY, 'Nato.', 'a', 80),
    ];
    expect(quotesOf(storyOf({ body: BODY }), match(evidence))).toEqual([
      '*Nato* holds firmly in its *training mission* in Iraq.',
      '– The *Mission* goes on, says *Nato.*',
    ]);
  });

  it('show every clause as soon as they can, not the same one over and over', () => {
    const body =
      'Nato, Nato and Nato met in Iraq and Iraq. Troops leave, says Nato. Danish troops stay. Denmark agrees.';
    const evidence = [
      ...[0, 6, 15].map((from) => at(body, 'Nato', 'framework', from)),
      ...[20, 33].map((from) => at(body, 'Iraq', 'place', from)),
      at(body, 'Troops', 'forces'),
      at(body, 'Nato', 'framework', 50),
      at(body, 'Danish', 'danish'),
      at(body, 'troops', 'forces'),
      at(body, 'Denmark', 'danish'),
    ];
    expect(quotesOf(storyOf({ body }), match(evidence))).toEqual([
      '*Nato*, *Nato* and *Nato* met in *Iraq* and *Iraq*.',
      '*Danish troops* stay.',
    ]);
  });

  it('show a sentence once that stands in the lead and in the body', () => {
    const lead = 'Nato leaves Iraq';
    const body = 'Nato leaves Iraq. Danish troops stay.';
    const inLead = { ...at(lead, 'Nato', 'framework'), field: 'lead' } as const;
    const evidence = [
      inLead,
      at(body, 'Nato', 'framework'),
      at(body, 'Iraq', 'place'),
      at(body, 'Danish', 'danish'),
    ];
    expect(quotesOf(storyOf({ lead, body }), match(evidence))).toEqual([
      '*Nato* leaves *Iraq*.',
      '*Danish* troops stay.',
    ]);
  });

  it('of the sample on hold say what is Danish about it', () => {
    const file = new URL('../../../samples/nmi-on-hold.txt', import.meta.url);
    const options = { wires: DEFAULT_CONFIG.wires, maxBytes: 100_000, key: 'incoming/nmi.txt' };
    const [read] = readObject(readFileSync(file), options);
    if (read?.kind !== 'story') throw new Error('the sample is a story');
    const { matcher } = loadActiveTopics(shippedTopics().compiled);
    const danish = matcher.match(read.story).find(({ topic }) => topic === 'danish-deployments');
    const [first = '', second = ''] = danish === undefined ? [] : quotesOf(read.story, danish);
    expect(`${first} ${second}`).toMatch(/\*Danish/u);
  });

  it('keep the story’s own asterisks apart from the marks', () => {
    const body = 'The **Nato** mission* was *sent* to Iraq.';
    const evidence = [at(body, 'Nato', 'a'), at(body, 'sent', 'b'), at(body, 'Iraq', 'c')];
    expect(quotesOf(storyOf({ body }), match(evidence))).toEqual([
      'The ∗∗*Nato*∗∗ mission∗ was ∗*sent*∗ to *Iraq*.',
    ]);
  });

  it('are cut between words around what is marked, and say so', () => {
    const body = `${'word '.repeat(60)}Nato ${'after '.repeat(60)}end.`;
    const [quote = ''] = quotesOf(storyOf({ body }), match([at(body, 'Nato', 'a')]));
    expect(quote).toMatch(/^…(word )+\*Nato\*( after)+…$/u);
    expect(quote.length).toBeLessThan(175);
  });

  it('are at most as many as asked for', () => {
    const body = 'Nato here. Nato there. Nato everywhere.';
    const evidence = [0, 11, 23].map((from) => at(body, 'Nato', `clause ${from}`, from));
    expect(quotesOf(storyOf({ body }), match(evidence), 2)).toHaveLength(2);
  });
});
