import type { Embedded } from './embedded.ts';
import { xmlParagraphs } from './markup.ts';
import { child, children, findAll, lineOf, type XmlElement } from './xml.ts';

/**
 * The text in TT's own markup (`application/ttnitf+xml`): one or several `TEXT`s, each with `RUBRIK`
 * (headline), `INGRESS` (lead), `BRODTEXT` and `BYLINE`. Null where the element holds none of it.
 * Pictures (`BILD`) and the place with its source (`DAT`) are left out.
 */
export function ttText(carrier: XmlElement): Embedded | null {
  const texts = findAll(carrier, 'TEXT').filter((text) => child(text, 'BRODTEXT') !== null);
  const [first, ...others] = texts;
  if (first === undefined) return null;
  return {
    headline: lineOf(child(first, 'RUBRIK')),
    lead: xmlParagraphs(child(first, 'INGRESS')).join(' ') || null,
    subHeadlines: [],
    byline: lineOf(child(first, 'BYLINE')),
    paragraphs: [
      ...copyOf(first),
      ...others.flatMap((text) => [...xmlParagraphs(child(text, 'RUBRIK')), ...copyOf(text)]),
    ],
  };
}

function copyOf(text: XmlElement): string[] {
  return children(text)
    .filter(({ name }) => name === 'INGRESS' || name === 'BRODTEXT')
    .flatMap((part) => xmlParagraphs(part));
}
