import { describe, expect, it } from 'vitest';
import { read, readReason, readStory } from './reading.ts';

/** Enough that a reader of quadratic time would run into the suite's time-out. */
const LENGTH = 1_000_000;
const HEAD_7901 = '\x01eng0205 2 i 120  bna 0205\r\n\r\nEstonia/\r\n\x02';
const END_7901 = '\x03201215 GMT Apr 26\r\n\x04';
const HEAD_ANPA = '\x16\x16\x01V0412\x1feurop\nr i\x13\x11 BC-EU--Ferry   04-03 0211\n\x02';
const END_ANPA = '\n\x03AP-WF-04-03-26 2145GMT<\n\x04';

describe('a line of megabytes', () => {
  it.each([
    ['words', 'havn '],
    ['spaces', ' '],
    ['one word', 'a'],
    ['dashes', '-'],
    ['opening parentheses', '('],
    ['slashes', '/'],
    ['equals signs', ' ='],
    ['quotes', '"'],
    ['carets', '^<'],
    ['line feeds', '\n'],
    ['references', '&amp;'],
  ])('of %s costs bounded time in every format', (_, unit) => {
    const line = unit.repeat(LENGTH / unit.length);
    for (const text of [
      `Havn lukket\n\n${line}.`,
      HEAD_7901 + line + END_7901,
      HEAD_ANPA + line + END_ANPA,
    ]) {
      expect(read(text)).toHaveLength(1);
    }
    expect(read(JSON.stringify({ guid: 'a', headline: 'b', body_text: line }))).toHaveLength(1);
    expect(read(JSON.stringify({ guid: 'a', headline: 'b', body_html: line }))).toHaveLength(1);
  });

  it('of just under the limit is read, and one over it is refused', () => {
    const line = 'havn '.repeat(1_999_990);
    expect(readStory(line).body).toHaveLength(line.length - 1);
    expect(readReason(`${line}${'x'.repeat(60)}`)).toMatch(/at most 10000000 are read/);
  });

  it.each([
    ['SOH without headers', '\x01'],
    ['start marks', '\x01eng0205 2 i 120  bna 0205\r\n'],
    ['ANPA headers', '\x01V0412\x1feurop\nr i\x13\x11 BC-a   04-03 0211\n'],
  ])('of %s ends in rejections', (_, unit) => {
    const outcomes = read(unit.repeat(LENGTH / unit.length));
    expect(outcomes.every(({ kind }) => kind === 'rejected')).toBe(true);
  });
});

describe('characters that are no text', () => {
  it('in the old formats are structure or nothing', () => {
    const story = readStory(
      `${HEAD_7901}Havn\x07 lukket\u202e =\r\n\r\nTallinn (BNS) - Havnen\x0e er\x7f lukket.\r\n\r\n${END_7901}`,
    );
    expect(story).toMatchObject({ headline: 'Havn lukket', body: 'Tallinn (BNS) - Havnen er lukket.' });
  });

  it('that are NUL make a file binary, wherever they stand', () => {
    expect(readReason(`${HEAD_7901}Havn =\r\n\r\nEn\0to.\r\n${END_7901}`)).toMatch(/zero byte/);
    expect(readReason('{"guid":"a","headline":"b\0"}')).toMatch(/zero byte/);
  });

  it('that are invalid UTF-8 are read as windows-1252, not lost', () => {
    const bytes = Buffer.from(
      `${HEAD_7901}Færge sejler igen =\r\n\r\nRønne (Ritzau) - Nu.\r\n\r\n${END_7901}`,
      'latin1',
    );
    expect(readStory(bytes)).toMatchObject({ headline: 'Færge sejler igen', place: 'Rønne', wire: 'ritzau' });
  });

  it('never leave a message of one format to another', () => {
    const two = `${HEAD_7901}Et =\r\n\r\nEn.\r\n${END_7901}${HEAD_ANPA}^BC-a,9<\n\tTo.${END_ANPA}`;
    expect(new Set(read(two).map(({ format }) => format)).size).toBe(1);
  });
});

describe('markup in a hundred thousand pieces', () => {
  it.each([
    ['lines that go on', 'et ord til <br>'],
    ['long lines that go on', 'et langt ord til og endnu et og et mere og flere til<br>'],
    ['lines that end', 'Et ord.<br>'],
    ['cells', '<td>a</td>'],
    ['cells that never end', '<td>a'],
    ['cells of a heading', '<th>a</th>x'],
    ['elements of an agency', 'a<Company>b</Company>'],
    ['scripts that never end', '<script>a'],
    ['comments that never end', '<!-- a '],
    ['tags that never end', '<p '],
    ['set text that never ends', '<pre>a\n'],
    ['quotes that never end', '<p a="'],
    ['signatures', '<p>/ritzau/</p>'],
  ])('of %s costs bounded time in one paragraph', (_, unit) => {
    const html = `<p>${unit.repeat(LENGTH / unit.length)}`;
    const escaped = html.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    expect(read(`<RBNews><headline>a</headline><content>${escaped}</content></RBNews>`)).toHaveLength(1);
    expect(read(JSON.stringify({ guid: 'a', headline: 'b', body_html: html }))).toHaveLength(1);
  });

  it.each([
    ['lines', 'et ord til <br/>'],
    ['cells', '<td>a</td>'],
    ['elements of an agency', 'a<Company>b</Company>'],
  ])('of %s, well-formed, are one paragraph', (_, unit) => {
    const content = unit.repeat(50_000);
    const xml = `<nitf><body><body.content><p>${content}</p></body.content></body></nitf>`;
    expect(readStory(xml).body.split('\n')).toHaveLength(1);
  });
});

describe('set text of a hundred thousand lines', () => {
  it('costs bounded time, and is one line behind the last that a story could have', () => {
    const xml = `<nitf><body><body.content><pre>${'A.\n'.repeat(100_000)}</pre></body.content></body></nitf>`;
    expect(readStory(xml).body.split('\n').length).toBeLessThan(20_010);
  });
});

describe('a file of many items', () => {
  const NEWS = '<newsItem guid="a"><contentMeta><headline>b</headline></contentMeta></newsItem>';
  const CONTENT = '<ContentItem><DataContent>a b c</DataContent></ContentItem>';
  it.each([
    ['RSS', '<rss><channel>', '<item><title>b</title></item>', '</channel></rss>'],
    ['Atom', '<feed><updated>x</updated>', '<entry><title>b</title></entry>', '</feed>'],
    ['tombstones', '<feed><updated>x</updated>', '<deleted-entry ref="a"/>', '</feed>'],
    ['a G2 message', '<newsMessage><header/><itemSet>', NEWS, '</itemSet></newsMessage>'],
    ['a G2 message without a header', '<newsMessage><itemSet>', NEWS, '</itemSet></newsMessage>'],
    ['Ritzau’s', '<ListOfRBNews>', '<RBNews><headline>b</headline></RBNews>', '</ListOfRBNews>'],
    ['NewsML', '<NewsML><NewsEnvelope/>', '<NewsItem><b/></NewsItem>', '</NewsML>'],
  ])('gives one outcome for each, in bounded time: %s', (_, start, item, end) => {
    expect(read(start + item.repeat(20_000) + end)).toHaveLength(20_000);
    expect(readReason(start + item.repeat(30_000) + end)).toMatch(/holds more than 20000 items/);
  });

  it('asks its header once, however long that is', () => {
    const header = `<header>${'<a/>'.repeat(100_000)}<sent>2026-05-04T17:35:35Z</sent></header>`;
    const outcomes = read(`<newsMessage>${header}<itemSet>${NEWS.repeat(10_000)}</itemSet></newsMessage>`);
    expect(outcomes.at(-1)).toMatchObject({ story: { versionedAt: '2026-05-04T17:35:35.000Z' } });
  });

  it('or one of many texts is read in bounded time', () => {
    const item = `<NewsItem><NewsComponent><NewsLines><HeadLine>a</HeadLine></NewsLines>${CONTENT.repeat(60_000)}</NewsComponent></NewsItem>`;
    expect(readStory(`<NewsML>${item}</NewsML>`)).toMatchObject({ headline: 'a', body: 'a b c' });
  });
});

describe('more than any story has', () => {
  it.each([
    [
      'values in JSON',
      `[${'{},'.repeat(400_000)}{"guid":"a","headline":"b"}]`,
      /has more than 300000 values/,
    ],
    [
      'members in a JSON object',
      `{"guid":"a","headline":"b"${',"c":1'.repeat(400_000)}}`,
      /has more than 300000 values/,
    ],
    [
      'items in JSON',
      JSON.stringify(Array.from({ length: 20_001 }, (_, n) => ({ guid: `${n}`, headline: 'b' }))),
      /holds more than 20000 items/,
    ],
    ['lines in IPTC 7901', HEAD_7901 + 'a\r\n'.repeat(30_000) + END_7901, /has more than 20000 lines/],
    ['lines in ANPA 1312', HEAD_ANPA + '\n'.repeat(30_000) + END_ANPA, /has more than 20000 lines/],
  ])('%s is refused', (_, content, reason) => {
    expect(readReason(content)).toMatch(reason);
  });

  it('but not one text of a million references, in any format', () => {
    const references = '&amp;aelig;'.repeat(200_000);
    const body = 'æ'.repeat(200_000);
    const html = `<p>${references}</p>`;
    expect(readStory(JSON.stringify({ guid: 'a', headline: 'b', body_html: html })).body).toBe(body);
    const xml = html.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    expect(readStory(`<RBNews><headline>b</headline><content>${xml}</content></RBNews>`).body).toBe(body);
  });
});

describe('a feed of many items', () => {
  it('gives one outcome for each, in bounded time', () => {
    const items = Array.from({ length: 20_000 }, (_, n) => ({ guid: `a:${n}`, headline: `Nr. ${n}` }));
    expect(read(JSON.stringify(items))).toHaveLength(20_000);
  });
});
