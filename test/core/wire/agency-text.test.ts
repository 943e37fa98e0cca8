import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_MARKERS } from '../../../core/wire/markers.ts';
import { RITZAU, type Wire } from '../../../core/wire/outcome.ts';
import { type Expected, shown } from './expected.ts';
import { read, readStory, sample } from './reading.ts';

const SAMPLES: Readonly<Record<string, Expected>> = {
  'text-english-agency.txt': {
    format: 'text',
    wire: null,
    source: 'Reuters',
    headline: 'Estonia closes strait for two days after mine is found',
    byline: 'Mari Kask',
    place: 'TALLINN',
    language: 'en',
    bodyStarts: 'TALLINN, April 2 (Reuters) - Estonia closed',
    leadStarts: 'TALLINN, April 2 (Reuters) - Estonia closed',
  },
  'text-swedish-signed.txt': {
    format: 'text',
    wire: null,
    source: 'TT',
    headline: 'Färjan till Ystad ställs in',
    language: 'sv',
  },
  'text-telex-frame.txt': {
    format: 'text',
    status: 'canceled',
    headline: 'Ferry story of April 8',
    source: 'PA',
    place: 'LONDON',
    bodyEnds: 'which was a test.',
    revision: { kind: 'kill', of: [], note: null },
  },
  'text-lead-hard-wrapped.txt': {
    format: 'text',
    version: 2,
    headline: 'Polish ships shadow tanker in the Baltic',
    source: 'dpa',
    place: 'Gdansk',
    bodyEnds: 'flag of the Cook Islands and was on its way to Ust-Luga.\n\nIt did not answer the radio.',
    revision: { kind: 'update', of: [], note: null },
  },
  'text-danish-1252.txt': {
    format: 'text',
    wire: 'ritzau',
    source: 'Ritzau',
    headline: 'Nyt fyr på Anholt bliver tændt på mandag',
    place: 'Anholt',
    language: 'da',
    bodyEnds: '- Vi har savnet det, siger ”fyrmester” Åse Bæk.',
  },
};

const REUTERS: Wire = {
  id: 'reuters',
  name: 'Reuters',
  signOffs: ['reuters'],
  sources: ['reuters'],
  timeZone: 'UTC',
  prefixes: [],
  markers: DEFAULT_MARKERS,
};

describe('plain text of an agency', () => {
  it.each(Object.entries(SAMPLES))('%s reads as its table says', (name, expected) => {
    const outcomes = read(sample(`formats/${name}`));
    expect(outcomes).toHaveLength(1);
    expect(shown(outcomes[0], expected)).toEqual(expected);
  });

  it('is tagged where its agency is a watched wire, by its dateline alone', () => {
    const copy = sample('formats/text-english-agency.txt');
    expect(readStory(copy, { wires: [RITZAU, REUTERS] }).wire).toBe('reuters');
  });

  it('is not taken for an agency that it only quotes', () => {
    const story = readStory(
      'Bro lukket\n\nBroen er lukket, siger vejvæsenet til AFP. Den åbner (måske) i morgen.',
    );
    expect(story).toMatchObject({ source: null, place: null, wire: null });
  });

  it('keeps the words below the marks and the byline', () => {
    const word = fc.stringMatching(/^[a-zæøå]{2,9}$/);
    const text = fc.array(word, { minLength: 4, maxLength: 12 }).map((words) => `X${words.join(' ')}.`);
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 2, maxLength: 6 }),
        fc.boolean(),
        fc.boolean(),
        (texts, marked, signed) => {
          const [first = '', ...rest] = texts;
          const paragraphs = [`OSLO (NTB) - ${first}`, ...rest];
          const copy = [
            marked ? '1ST LEAD\n' : '',
            'Storm lukker broen\n\n',
            signed ? 'Av Åse Holm\n\n' : '',
            paragraphs.join('\n\n'),
          ];
          const story = readStory(copy.join(''));
          expect(story.body.split(/\n+/u)).toEqual(paragraphs);
          expect(story).toMatchObject({
            headline: 'Storm lukker broen',
            place: 'OSLO',
            source: 'NTB',
            byline: signed ? 'Åse Holm' : null,
            version: marked ? 1 : null,
          });
        },
      ),
    );
  });
});

describe('a telex frame with a header of its own', () => {
  const copy = 'Havn lukket\n\nHavnen er lukket, oplyser kommunen. Den åbner i morgen.';
  it.each([
    [`   ZCZC AAP\r\n%MNETALL MFI\r\n$J\r\n:\r\n:Esbjerg Havn\r\n*X\r\n${copy}\r\nNNNN\r\n`, 'Esbjerg Havn'],
    [`ZCZC\n#Esbjerg\n:HAVN 1-4\n${copy}\nNNNN`, 'Esbjerg HAVN 1-4'],
    [`ZCZC FMG000\nYY TDA\n${copy}\nNNNN`, null],
  ])('%j has a slug', (framed, slug) => {
    expect(readStory(framed)).toMatchObject({
      slug,
      headline: 'Havn lukket',
      body: 'Havnen er lukket, oplyser kommunen. Den åbner i morgen.',
    });
  });

  it('keeps capitals behind the header', () => {
    expect(readStory(`ZCZC\n:Travet\nTRAV I AALBORG\n\nHesten vandt.\nNNNN`).headline).toBe('TRAV I AALBORG');
  });
});

describe('datelines as agencies write them', () => {
  it.each([
    ['BRUSSEL 3/6 (BELGA) = Het schip vaart uit.', 'BELGA', 'BRUSSEL'],
    ['Sitten, 3.6.2026 (Keystone-SDA) - Das Schiff läuft aus.', 'Keystone-SDA', 'Sitten'],
    ['Brest (France), 3 juin 2026 (AFP) - Le navire appareille.', 'AFP', 'Brest (France)'],
    ['SKAGEN, Denmark, June 3, 2026 /PRNewswire/ -- The ship sails.', 'PRNewswire', 'SKAGEN, Denmark'],
    ['SKAGEN, Denmark, June 3, 2026 (GLOBE NEWSWIRE) -- It sails.', 'GLOBE NEWSWIRE', 'SKAGEN, Denmark'],
    ['SKAGEN, Denmark--(BUSINESS WIRE)--The ship sails.', 'BUSINESS WIRE', 'SKAGEN, Denmark'],
  ])('%s', (line, source, place) => {
    expect(readStory(`Skib sejler\n\n${line}\n\nDet har 12 om bord.`)).toMatchObject({ source, place });
  });

  it('stand below a note on the version, a byline and whom the author works for', () => {
    const story = readStory(
      'UPDATE 1-Ship sails\n\n(Adds crew in paragraph 2)\n\nBy Ada Marlow\nStaff Writer\n\nSKAGEN, June 3 (Reuters) - The ship sails.\n\nIt has a crew of 12.\n',
    );
    expect(story).toMatchObject({
      source: 'Reuters',
      place: 'SKAGEN',
      byline: 'Ada Marlow',
      lead: 'SKAGEN, June 3 (Reuters) - The ship sails.',
      body: '(Adds crew in paragraph 2)\n\nSKAGEN, June 3 (Reuters) - The ship sails.\n\nIt has a crew of 12.',
    });
  });

  it('are no lead where they stand alone', () => {
    expect(readStory('Skepp seglar\n\nVISBY (TT)\nSkeppet seglar.\n\nDet har 12 man.')).toMatchObject({
      source: 'TT',
      place: 'VISBY',
      lead: 'Skeppet seglar.',
    });
  });
});

describe('press releases', () => {
  it('show in the service that passes them on', () => {
    const line = 'SKAGEN, Denmark, June 3, 2026 /PRNewswire/ -- The ship sails.';
    expect(readStory(`Ship sails\n\n${line}\n\nIt has a crew of 12.`).kind).toBe('press-release');
    const feed = '<rss><channel><title>Via Ritzau</title><item><title>Skib</title></item></channel></rss>';
    expect(readStory(feed)).toMatchObject({ wire: 'ritzau', kind: 'press-release' });
  });

  it('show in the words below them', () => {
    const below =
      '** Ovenstående pressemeddelelse er videreformidlet af Ritzau på vegne af tredjepart. Ritzau er derfor ikke ansvarlig for indholdet **';
    expect(readStory(`Skib sejler\n\nSkibet sejler i dag.\n\n${below}\n`).kind).toBe('press-release');
    expect(readStory(`Skib sejler\n\n${below}\n\nDet siger rederiet i dag.\n`).kind).toBe('story');
  });
});

describe('corrections of other agencies', () => {
  it.each(['RÄTTELSE: Skepp seglar', 'BERICHTIGUNG: Schiff läuft aus', 'KORREKTUR - Schiff läuft aus'])(
    'show in the headline: %s',
    (headline) => {
      expect(readStory(`${headline}\n\nDas Schiff läuft aus.\n`).revision.kind).toBe('correction');
    },
  );
});
