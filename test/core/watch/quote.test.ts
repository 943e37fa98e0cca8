import { describe, expect, it } from 'vitest';
import type { Evidence, Match } from '../../../core/watch/match.ts';
import { quotesOf } from '../../../core/watch/quote.ts';
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
      at(BODY, 'Mission', 'a'),
      at(BODY, 'Nato.', 'a', 80),
    ];
    expect(quotesOf(storyOf({ body: BODY }), match(evidence))).toEqual([
      '*Nato* holds firmly in its *training mission* in Iraq.',
      '– The *Mission* goes on, says *Nato.*',
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
    const evidence = [0, 11, 23].map((from) => at(body, 'Nato', 'a', from));
    expect(quotesOf(storyOf({ body }), match(evidence), 2)).toHaveLength(2);
  });
});
