import { describe, expect, it } from 'vitest';
import { finish } from '../../../core/wire/finish.ts';
import type { Format } from '../../../core/wire/format.ts';
import { newsml1 } from '../../../core/wire/newsml-1.ts';
import { newsmlG2 } from '../../../core/wire/newsml-g2.ts';
import { type ReadOptions, RITZAU } from '../../../core/wire/outcome.ts';
import { readObject } from '../../../core/wire/read-object.ts';
import { ritzauXml } from '../../../core/wire/ritzau-xml.ts';
import { parseXml } from '../../../core/wire/xml-parse.ts';

const OPTIONS: ReadOptions = { wires: [RITZAU], key: 'incoming/items.xml', maxBytes: 10_000_000 };

function read(xml: string) {
  return readObject(new TextEncoder().encode(xml), OPTIONS);
}

/** What the format makes of the whole tree at once. */
function readWhole(format: Format, xml: string) {
  const reading = parseXml(xml);
  if (reading.kind === 'broken') throw new Error(reading.reason);
  return format
    .parse({ text: '', root: reading.root }, OPTIONS)
    .map((item, part) =>
      item.kind === 'draft'
        ? { kind: 'story', part, format: format.id, story: finish(item.draft, OPTIONS) }
        : { kind: 'rejected', part, format: format.id, reason: item.reason },
    );
}

function g2Item(id: number): string {
  return `<newsItem guid="urn:g2:${id}" version="1"><itemMeta><itemClass qcode="ninat:text"/></itemMeta><contentMeta><headline>Headline number ${id}</headline></contentMeta><contentSet><inlineXML><html><body><p>Paragraph ${id} of the story.</p></body></html></inlineXML></contentSet></newsItem>`;
}

function news(id: number, inner = ''): string {
  return `<RBNews><NewsID>r${id}</NewsID><headline>Overskrift nummer ${id}</headline><content>&lt;p&gt;Tekst ${id}.&lt;/p&gt;</content>${inner}</RBNews>`;
}

function newsml(id: number): string {
  return `<NewsItem><Identification><NewsIdentifier><ProviderId>example.com</ProviderId><DateId>20260501</DateId><NewsItemId>N${id}</NewsItemId><RevisionId>1</RevisionId></NewsIdentifier></Identification><NewsComponent><NewsLines><HeadLine>Headline number ${id}</HeadLine></NewsLines><ContentItem><DataContent>Text ${id}.</DataContent></ContentItem></NewsComponent></NewsItem>`;
}

const HEADER = '<header><sent>2026-05-04T17:35:35Z</sent><priority>2</priority></header>';
const ENVELOPE =
  '<NewsEnvelope><DateAndTime>20260504T173535Z</DateAndTime><Priority FormalName="2"/></NewsEnvelope>';

const FILES: readonly (readonly [string, Format, string, number])[] = [
  [
    'a G2 message',
    newsmlG2,
    `<newsMessage>${HEADER}<itemSet>${g2Item(1)}<packageItem/> ${g2Item(2)}</itemSet><itemSet>${g2Item(3)}</itemSet></newsMessage>`,
    4,
  ],
  [
    'a G2 message whose header comes last',
    newsmlG2,
    `<newsMessage><itemSet>${g2Item(1)}${g2Item(2)}</itemSet>${HEADER}</newsMessage>`,
    2,
  ],
  [
    'a G2 message whose header stands between items',
    newsmlG2,
    `<newsMessage><itemSet>${g2Item(1)}</itemSet>${HEADER}<itemSet>${g2Item(2)}</itemSet></newsMessage>`,
    2,
  ],
  [
    'a list of Ritzau’s',
    ritzauXml,
    `<ListOfRBNews>${news(1)}<x>${news(2)}</x>${news(3, news(4))}</ListOfRBNews>`,
    4,
  ],
  ['NewsML', newsml1, `<NewsML>${ENVELOPE}${newsml(1)}<x>${newsml(9)}</x>${newsml(2)}</NewsML>`, 2],
  ['NewsML without an envelope', newsml1, `<NewsML>${newsml(1)}${newsml(2)}</NewsML>`, 2],
  ['NewsML whose envelope comes last', newsml1, `<NewsML>${newsml(1)}${newsml(2)}${ENVELOPE}</NewsML>`, 2],
];

describe('items that are read as they come', () => {
  it.each(FILES)('are those of the whole tree: %s', (_name, format, xml, count) => {
    const outcomes = read(xml);
    expect(outcomes).toEqual(readWhole(format, xml));
    expect(outcomes).toHaveLength(count);
  });

  it.each(FILES)('are none where the file breaks off: %s', (_name, _format, xml) => {
    for (const end of [xml.length - 3, xml.lastIndexOf('</')]) {
      expect(read(xml.slice(0, end))).toEqual([
        expect.objectContaining({ kind: 'rejected', part: 0, reason: expect.stringContaining('breaks off') }),
      ]);
    }
    expect(read(xml.replace(/>([^>]*)$/u, '>&nothing;$1'))).toHaveLength(1);
  });

  it('are none in an empty message', () => {
    expect(read(`<newsMessage>${HEADER}<itemSet/></newsMessage>`)).toEqual([
      { kind: 'rejected', part: 0, format: 'newsml-g2', reason: 'There is no story in it.' },
    ]);
  });

  it('are read in a file of many pieces', () => {
    const items = Array.from({ length: 2000 }, (_, index) => g2Item(index));
    const outcomes = read(`\n\n<newsMessage>${HEADER}<itemSet>${items.join('\r\n')}</itemSet></newsMessage>`);
    expect(outcomes).toHaveLength(2000);
    expect(outcomes.at(-1)).toMatchObject({
      part: 1999,
      story: { id: 'urn:g2:1999', headline: 'Headline number 1999', body: 'Paragraph 1999 of the story.' },
    });
  });
});
