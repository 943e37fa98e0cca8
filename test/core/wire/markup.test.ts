import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlLine, htmlParagraphs, xmlParagraphs } from '../../../core/wire/markup.ts';
import { mendMojibake } from '../../../core/wire/mojibake.ts';
import { parseXml } from '../../../core/wire/xml-parse.ts';

describe('HTML becomes paragraphs', () => {
  it.each([
    ['<p>En.</p><p>To.</p>', ['En.', 'To.']],
    ['<P>En.\r\n</P>\r\n<P></P><P>To.<br />Tre.</P>', ['En.', 'To.', 'Tre.']],
    [
      'Vandet steg hele natten, og om morgenen måtte den <br />Blå Lagune lukke for alle.<br/>Det siger chefen',
      ['Vandet steg hele natten, og om morgenen måtte den Blå Lagune lukke for alle.', 'Det siger chefen'],
    ],
    ['Kai 4<br>Aarhus C<br>og omegn', ['Kai 4', 'Aarhus C og omegn']],
    ['En<b>hed</b>en er <em>her</em>.', ['Enheden er her.']],
    ['<ul><li>En<li>To</ul>Tre', ['En', 'To', 'Tre']],
    [
      '<table><tr><th>Land</th><th>Fly</th></tr><tr><td>Norge</td><td></td><td>4</td></tr></table>',
      ['Land | Fly', 'Norge | 4'],
    ],
    ['<p>Et < to og 3 > 2</p>', ['Et < to og 3 > 2']],
    ['<p>a<x og b>c</p>', ['a<x og b>c']],
    ['<p title="a>b">En</p>', ['En']],
    ['<p title="a>En</p>', ['En']],
    [
      '<pre>\nLand      Fly   Skibe\nNorge      12       4\nDanmark     8       3\n\nTallene er fra\nministeriet.</pre>Slut',
      ['Land Fly Skibe', 'Norge 12 4', 'Danmark 8 3', 'Tallene er fra ministeriet.', 'Slut'],
    ],
    ['<table><tr><td><pre>a\n\nb</pre></td><td>c</td></tr></table>', ['a b | c']],
    ['<html><head><title>Avisen</title></head><body><p>En</p></body></html>', ['En']],
    ['<!-- skjult --><p>En</p><script>var a = "<p>to</p>";</script><style>p{}</style>', ['En']],
    ['<o:p>En</o:p> to', ['En to']],
    ['&Oslash;st &amp; vest &#8211; &#x2013; &#150;', ['Øst & vest – – –']],
    ['&amp;amp;quot;Ja&amp;amp;quot;', ['"Ja"']],
    ['&lt;p&gt;En&lt;/p&gt;&lt;p&gt;To&lt;/p&gt;', ['En', 'To']],
    ['&lt;3 og &ukendt;', ['<3 og &ukendt;']],
    ['', []],
  ])('%j', (html, paragraphs) => {
    expect(htmlParagraphs(html)).toEqual(paragraphs);
  });

  it('on one line where a line is wanted', () => {
    expect(htmlLine('En<br />to.<br />')).toBe('En to.');
    expect(htmlLine('<br />')).toBeNull();
    expect(htmlLine(null)).toBeNull();
  });

  it('without losing a word, however the tags are broken', () => {
    const word = fc.stringMatching(/^[a-zæøå]{1,9}$/u);
    const junk = fc.constantFrom(
      '<p>',
      '</p>',
      '<b>',
      '</i>',
      '<br',
      '>',
      '<',
      '"',
      "'",
      '<td>',
      '<a href="',
      '&lt;',
      '&',
      '</',
      '<p class=x',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, junk), { maxLength: 40 }), (pieces) => {
        const html = pieces.join(' ');
        const plain = html.replace(/<[/!?]?[\p{L}-][^<>]*>/gu, ' ');
        const kept = htmlParagraphs(html).join(' ');
        for (const found of plain.match(/[a-zæøå]+/gu) ?? []) {
          if (!['lt', 'p', 'b', 'br', 'a', 'href', 'class', 'x'].includes(found))
            expect(kept).toContain(found);
        }
      }),
    );
  });

  it('in linear time', () => {
    for (const part of ['<a', '<a "', '<script', '<!--', '&amp;', '<p>', '<', '"', '&lt;p', '  ', 'Ã¦']) {
      expect(Array.isArray(htmlParagraphs(part.repeat(300_000)))).toBe(true);
    }
  });
});

describe('NITF and XHTML in XML become paragraphs', () => {
  it('with tables as rows and inline elements in their line', () => {
    const xml = parseXml(
      '<body.content><p>I <location>Kø<b>ben</b>havn</location> og <org>FN</org>.</p><hl2>Mellem</hl2><media><media-caption>Billede</media-caption></media><block><p>To</p></block><table><tr><td><p>A</p></td><td>B</td></tr></table></body.content>',
    );
    expect(xml.kind === 'document' && xmlParagraphs(xml.root)).toEqual([
      'I København og FN.',
      'Mellem',
      'To',
      'A | B',
    ]);
  });
});

describe('mojibake', () => {
  it.each([
    ['Â£4 million', '£4 million'],
    ['blÃ¥bÃ¦rgrÃ¸d i Ã˜sterbro og Ã…rhus', 'blåbærgrød i Østerbro og Århus'],
    ['â€œJaâ€\u009d sagde hanâ€™ â€“ 5 â‚¬', '“Ja” sagde han’ – 5 €'],
  ])('is mended where it is certain: %s', (broken, mended) => {
    expect(mendMojibake(broken)).toBe(mended);
  });

  it.each(['ROMÂNIA', 'SÃO PAULO', 'MANHÃ…', 'MANHÃ”', 'Â', 'château', 'â la', 'Århus på æøå'])(
    'is not seen in proper text: %s',
    (text) => {
      expect(mendMojibake(text)).toBe(text);
    },
  );

  it('is mended back for every Danish letter and common mark, and mending twice changes nothing', () => {
    const text = fc.stringMatching(/^[a-z ,.]{0,5}[æøåÆØÅéü£€–“’]{1}[a-z ,.]{0,9}$/u);
    fc.assert(
      fc.property(text, (written) => {
        const bytes = new TextEncoder().encode(written);
        const broken = new TextDecoder('windows-1252').decode(bytes);
        expect(mendMojibake(broken)).toBe(written);
        expect(mendMojibake(written)).toBe(written);
      }),
    );
  });
});

describe('a figure', () => {
  const picture = '<figure><img src="a.jpg"/><figcaption>Et skib.</figcaption></figure>';
  const table =
    '<figure class="table"><table><tr><td>Skibe</td><td>8</td></tr></table><figcaption>I år.</figcaption></figure>';
  const text = `<p>Før.</p>${picture}${table}${picture}<p>Efter.</p>`;
  const paragraphs = ['Før.', 'Skibe | 8', 'I år.', 'Efter.'];

  it('with a picture is left out with its caption, one with a table is read', () => {
    expect(htmlParagraphs(text)).toEqual(paragraphs);
    const xml = parseXml(`<body>${text}</body>`);
    expect(xml.kind === 'document' ? xmlParagraphs(xml.root) : xml.reason).toEqual(paragraphs);
  });

  it('that is never closed is text, however often', () => {
    expect(htmlParagraphs(`${'<figure >'.repeat(200_000)}Et skib.<table>`)).toEqual(['Et skib.']);
  });
});
