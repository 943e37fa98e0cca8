import { describe, expect, it } from 'vitest';
import { child, lineOf, rawText } from '../../../core/wire/xml.ts';
import { parseXml } from '../../../core/wire/xml-parse.ts';

function rootOf(xml: string) {
  const reading = parseXml(xml);
  if (reading.kind === 'broken') throw new Error(reading.reason);
  return reading.root;
}

function reasonOf(xml: string): string {
  const reading = parseXml(xml);
  return reading.kind === 'broken' ? reading.reason : 'read';
}

describe('an XML document', () => {
  it('becomes a tree of local names that keeps mixed content', () => {
    expect(
      rootOf(
        '<n:a xmlns:n="urn:x" n:b="1" xml:lang="da">En <em>to</em> tre<br/>&aelig;&#229;<![CDATA[<x>]]></n:a>',
      ),
    ).toEqual({
      name: 'a',
      attributes: { b: '1', lang: 'da' },
      children: [
        'En ',
        { name: 'em', attributes: {}, children: ['to'] },
        ' tre',
        { name: 'br', attributes: {}, children: [] },
        'æå',
        '<x>',
      ],
    });
  });

  it('may begin after white space, with a declaration, comments and an outer document type', () => {
    const xml = '\n\n<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd"><!-- x --><nitf><head/></nitf>';
    expect(rootOf(xml).name).toBe('nitf');
  });

  it('may name a DTD that lies beside it, which is never fetched', () => {
    const xml =
      '<!DOCTYPE NewsML PUBLIC "urn:newsml:iptc.org:20031010:NewsMLv1.2.dtd:1" "NewsML-1.2.dtd"\n[<!ENTITY % nitf SYSTEM "../nitf/dtd/nitf-3-0.dtd"> %nitf; ]>\n<NewsML/>';
    expect(rootOf(xml).name).toBe('NewsML');
  });

  it('takes names like __proto__ as names', () => {
    const root = rootOf('<a __proto__="x" constructor="y"><__proto__>z</__proto__></a>');
    expect(root.attributes.constructor).toBe('y');
    expect(rawText(child(root, '__proto__'))).toBe('z');
    expect(Object.keys(root.attributes)).toEqual(['__proto__', 'constructor']);
  });

  it('gives text on one line', () => {
    expect(lineOf(rootOf('<a>\n  En\u00a0 <b>to</b>\n</a>'))).toBe('En to');
    expect(lineOf(rootOf('<a> </a>'))).toBeNull();
  });
});

describe('XML that cannot be read', () => {
  it.each([
    ['<a>\n<b>tekst', /line 2, column \d+: it breaks off/u],
    ['<a><b></a>', /line 1, column \d+: /u],
    ['\n\n<a b=1/>', /line 3, column \d+: /u],
    ['<a>&ukendt;</a>', /line 1, .*entity/u],
    ['<!-- only a comment -->', /\S/u],
  ])('is told with its place: %j', (xml, reason) => {
    expect(reasonOf(xml)).toMatch(reason);
  });

  it.each([
    ['<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'],
    ['<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
    ['<!DOCTYPE a [<!ENTITY % p SYSTEM "http://example.com/x">%p;]><a/>'],
    ['<!DOCTYPE a [<!ENTITY % p SYSTEM "http://example.com/x.dtd">%p;]><a/>'],
    ['<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/x.dtd">%p;]><a/>'],
    ['<!DOCTYPE a [<!ENTITY % p SYSTEM "x.dtd">%p;<!ENTITY b "c">]><a/>'],
    ['<!DOCTYPE a [<!ENTITY % p "<!ENTITY b \'c\'>">%p;]><a/>'],
  ])('because it declares entities: %s', (xml) => {
    expect(reasonOf(xml)).toContain('it declares entities of its own');
  });

  it('is told in one short line, however long the names in it', () => {
    for (const name of ['a'.repeat(5000), '\u{1d400}'.repeat(5000)]) {
      const reason = reasonOf(`<${name}>`);
      expect(reason.length).toBeLessThan(250);
      expect(reason).not.toMatch(/\p{Surrogate}|\n/u);
    }
  });

  it('because it nests too deep', () => {
    expect(reasonOf('<a>'.repeat(100_000))).toContain('nested more than 200 deep');
  });

  it('because an element has too many attributes', () => {
    const attributes = Array.from({ length: 200_000 }, (_, index) => `a${index}="1"`).join(' ');
    expect(reasonOf(`<a ${attributes}/>`)).toContain('more than 200 attributes');
  });

  it('because it has too many elements', () => {
    expect(reasonOf(`<a>${'<b/>'.repeat(300_001)}</a>`)).toContain('more than 300000 elements');
  });
});

describe('a million numeric references', () => {
  it('are read as the characters that they are', () => {
    expect(rawText(rootOf(`<a>${'&#230;'.repeat(1_000_000)}</a>`))).toBe('æ'.repeat(1_000_000));
  });
});
