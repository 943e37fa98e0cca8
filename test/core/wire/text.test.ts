import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../core/wire/unwrap.ts';
import { describeShared, sharedPath } from '../../shared.ts';
import { readsAs } from './expected.ts';
import { readReason, readStory, sample } from './reading.ts';

describe('plain text', () => {
  it('without a headline is its own body, and the first line its lead', () => {
    const text = 'Nato bliver i Irak.\nDet siger Stoltenberg.\n- Vi går ikke.';
    expect(readStory(`${text}\n/ritzau/`)).toMatchObject({
      headline: null,
      lead: 'Nato bliver i Irak.',
      body: text,
      wire: 'ritzau',
      version: null,
      createdAt: null,
    });
  });

  it.each([
    ['a blank line', 'Nato bliver i Irak\n\nDet siger Stoltenberg.\n\nMere følger.'],
    ['a dateline', 'Nato bliver i Irak\nBagdad /ritzau/: Det siger Stoltenberg.\nMere følger.'],
    [
      'being the one paragraph without a full stop',
      'Nato bliver i Irak\nDet siger Stoltenberg.\nMere følger.',
    ],
  ])('has a headline that is set off by %s', (_, text) => {
    const story = readStory(`${text}\n/ritzau/`);
    expect(story.headline).toBe('Nato bliver i Irak');
    expect(story.lead).toMatch(/Det siger Stoltenberg\.$/u);
  });

  it.each([
    ['that ends a sentence', 'Nato bliver i Irak.\n\nDet siger Stoltenberg.'],
    ['that is long', `${'Nato bliver i Irak og '.repeat(8)}Syrien\n\nDet siger Stoltenberg.`],
    ['that is a quote', '- Nato bliver i Irak\n\nDet siger Stoltenberg.'],
    ['that is all there is', 'Nato bliver i Irak'],
  ])('has no headline in a first paragraph %s', (_, text) => {
    expect(readStory(`${text}\n/ritzau/`)).toMatchObject({ headline: null, body: text });
  });

  it('is the same story in other white space, and another one in other words', () => {
    const id = readStory('Nato bliver i Irak.\nDet siger han.\n/ritzau/').id;
    expect(id).toMatch(/^text:[\da-f]{16}$/u);
    expect(readStory('Nato bliver i  Irak.\r\n\r\nDet siger han. /ritzau/').id).toBe(id);
    expect(readStory('Nato bliver i Iran.\nDet siger han.\n/ritzau/').id).not.toBe(id);
  });

  it('of a watched place is tagged without a sign-off', () => {
    const flash = '*Nato bliver i Irak, siger Stol';
    expect(readStory(flash, { key: 'incoming/ritzau/flash.txt' })).toMatchObject({
      wire: 'ritzau',
      kind: 'flash',
    });
    expect(readStory(flash, { key: 'incoming/andre/ritzau/flash.txt' }).wire).toBeNull();
  });

  it('that only mentions the wire is untagged', () => {
    expect(readStory(sample('only-mentions-ritzau.txt')).wire).toBeNull();
  });

  it('loses invisible characters and direction overrides', () => {
    expect(readStory('Na\u202eto bli\u00adver\u200b i\u00a0Irak.\u0007\n/ritzau/').body).toBe(
      'Nato bliver i Irak.',
    );
  });

  it('with nothing but a sign-off is rejected', () => {
    expect(readReason('/ritzau/\n')).toBe('There is no text in it.');
  });
});

describe('plain text: the samples', () => {
  it.each([
    [
      'text-wrapped-windows-1252.txt',
      {
        format: 'text',
        wire: 'ritzau',
        headline: 'Færge får nyt mandskab efter kollision',
        leadStarts: 'Besætningen på færgen mellem Rønne og Køge er udskiftet, efter at skibet',
        bodyEnds: '\n\nSkaderne løber op i 300.000 €, skønner selskabet, som håber at sejle igen på lørdag.',
        language: 'da',
      },
    ],
    [
      'text-dateline.txt',
      {
        format: 'text',
        wire: 'ritzau',
        via: 'AFP',
        place: 'Vilnius',
        headline: 'Litauen køber 27 luftværnssystemer',
        leadStarts: 'Vilnius: Litauen køber',
      },
    ],
    [
      'text-correction.txt',
      {
        format: 'text',
        headline: 'KORR: Byrådet sparer 40 millioner',
        leadStarts: 'Byrådet i Skive',
        revision: { kind: 'correction', of: [], note: 'Retter beløbet i første afsnit til 40 millioner' },
      },
    ],
  ] as const)('%s', (name, expected) => {
    readsAs(new URL(`../../../samples/formats/${name}`, import.meta.url), [expected]);
  });
});

describe('hard-wrapped text', () => {
  const word = fc.stringMatching(/^[a-zæøå]{1,12}$/u);
  /** Of more than four lines: fewer breaks do not show that copy is wrapped. */
  const paragraph = fc
    .array(word, { minLength: 50, maxLength: 90 })
    .map((words) => `${words.join(' ')}.`)
    .filter((text) => text.length > 4 * 80);

  it('is joined, one space for one line break', () => {
    fc.assert(
      fc.property(
        fc.array(paragraph, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 50, max: 80 }),
        (all, width) => {
          const text = all.join('\n\n');
          expect(unwrap(all.map((one) => wrap(one, width)).join('\n\n'))).toBe(text);
        },
      ),
    );
  });

  it('is told from text with a paragraph a line', () => {
    const lines = fc.array(paragraph, { minLength: 1, maxLength: 6 }).map((all) => all.join('\n'));
    fc.assert(
      fc.property(lines, (text) => {
        expect(unwrap(text)).toBe(text);
      }),
    );
    const short =
      'Det blev 2-1.\nKampen var lige.\nAnders Holm scorede.\nMålet faldt sent.\nTræneren var glad.';
    expect(unwrap(short)).toBe(short);
  });

  it('is joined in mid-sentence, also after a first line that a dateline once filled', () => {
    const lead =
      'havnen, hvor arbejdet med den nye mole nu ligger stille indtil videre, fordi entreprenøren ikke kan få sten nok fra Norge til at lukke hullet, oplyser kommunen i et brev til fiskerne, som venter på at kunne sejle ud igen.';
    const more =
      '    Molen skulle have stået klar til jul, men allerede i sommer stod det klart, at det ikke kunne lade sig gøre, siger chefen for anlægget.';
    const text = [
      'Havnen i Koge lukket',
      'Byger ramte hele ugen',
      wrap(lead, 60),
      wrap(more, 60),
      '    Han venter.',
    ];
    const story = readStory(text.join('\n'));
    expect(story.headline).toBe('Havnen i Koge lukket');
    expect(story.lead).toMatch(/^Byger ramte hele ugen havnen, hvor .* sejle ud igen\.$/u);
  });

  it('keeps quotes and indented lines as paragraphs', () => {
    const text = [
      'Besætningen på færgen mellem Rønne og Køge er udskiftet efter',
      'at skibet stødte mod kajen, og det bliver ikke billigt i år.',
      '- Vi tager ingen chancer, siger rederiets direktør i Rønne og',
      'håber på en god sæson for både gæster og besætning.',
      '  Skaderne løber op i flere millioner kroner, skønner de',
      'sagkyndige.',
    ];
    expect(unwrap(text.join('\n')).split('\n')).toHaveLength(3);
  });
});

function wrap(text: string, width: number): string {
  let line = '';
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}

describeShared('plain text: a real story', 'seed-story.txt', () => {
  const text = readFileSync(sharedPath('seed-story.txt'), 'utf8');

  it('has its file as its body, so that offsets into one are offsets into the other', () => {
    const story = readStory(text);
    expect(story).toMatchObject({ wire: 'ritzau', via: null, headline: null, language: 'en', kind: 'story' });
    expect(text.startsWith(story.body)).toBe(true);
    expect(text.slice(story.body.length).trim()).toBe('/ritzau/');
    expect(story.lead).toBe(text.slice(0, text.indexOf('\n')));
  });
});

describeShared('plain text: labelled stories', 'gold/stories.jsonl', () => {
  const stories = readFileSync(sharedPath('gold/stories.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

  it('are all tagged, with their first line as headline and their language', () => {
    const wrong = stories.filter(({ text, language }) => {
      const story = readStory(text);
      const [first = ''] = text.split('\n');
      return (
        story.wire !== 'ritzau' || story.headline !== first.trim() || story.language !== language.slice(0, 2)
      );
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});

describe('the identity of copy without one', () => {
  it('is its text, white space apart, however long', () => {
    for (const words of [10, 40_000]) {
      const text = Array.from({ length: words }, (_, index) => `e\u0301t\u00f8j${index}`);
      const spaced = readStory(text.join(' '));
      expect(readStory(text.join(' \n\n ')).id).toBe(spaced.id);
      expect(readStory(text.join('\n').normalize('NFC')).id).toBe(spaced.id);
      expect(readStory(`${text.join(' ')} x`).id).not.toBe(spaced.id);
      const whole = createHash('sha256').update(text.join(' ').normalize('NFC')).digest('hex');
      expect(spaced.id).toBe(`text:${whole.slice(0, 16)}`);
    }
  });
});

describe('plain text that was decoded once too often', () => {
  it('is mended where no other reading is possible', () => {
    expect(readStory('HÃ¦ren Ã¸ver i dag, siger chefen. ÃRE, SØ og Â£4.').body).toBe(
      'Hæren øver i dag, siger chefen. ÃRE, SØ og £4.',
    );
  });
});
