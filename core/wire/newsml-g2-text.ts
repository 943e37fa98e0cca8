import { type Embedded, embeddedText } from './embedded.ts';
import { attribute, child, children, descend, lineOf, type XmlElement, type XmlNode } from './xml.ts';

/** A G2 item's headline and text. */
export interface G2Text {
  readonly headline: string | null;
  readonly lead: string | null;
  readonly subHeadlines: readonly string[];
  readonly byline: string | null;
  /** Paragraphs separated by `\n`. */
  readonly body: string;
}

/** What the ends of `rendition` codes call a text that is not the story's. */
const OTHER_RENDITION = /(?:headline|title|teaser|summary|abstract|caption|public|note|contact|slug)$/iu;

/**
 * The item's text. It may come twice, as `inlineXML` and as `inlineData`; then the markup is read, since
 * it keeps paragraphs, tables and what is no text apart.
 */
export function g2Text(item: XmlElement): G2Text {
  const contentSet = child(item, 'contentSet');
  const language = languageOfItem(item);
  const carriers = inLanguage(
    [...children(contentSet, 'inlineXML'), ...children(contentSet, 'inlineData')],
    language,
  );
  const text = carriers
    .filter((carrier) => !OTHER_RENDITION.test(attribute(carrier, 'rendition') ?? ''))
    .map((carrier) => embeddedText(withoutApparatus(carrier)))
    .find(({ paragraphs }) => paragraphs.length > 0);
  const { main, below } = headlinesOf(child(item, 'contentMeta'), language);
  return {
    headline: main ?? text?.headline ?? null,
    lead: text?.lead ?? null,
    subHeadlines: [...below, ...(text?.subHeadlines ?? [])],
    byline: text?.byline ?? null,
    body: bodyOf(text),
  };
}

function bodyOf(text: Embedded | undefined): string {
  return text?.paragraphs.join('\n') ?? '';
}

/** The first headline with words in it, in order of `rank`, and those that stand below it by `role` or rank. */
function headlinesOf(contentMeta: XmlElement | null, language: string | null) {
  const all = inLanguage(children(contentMeta, 'headline'), language).flatMap((headline) => {
    const text = lineOf(headline);
    const rank = Number(attribute(headline, 'rank') ?? 1) || 1;
    const role = attribute(headline, 'role');
    const isBelow = role === null ? rank > 1 : /sub-?head|deck/iu.test(role);
    return text === null ? [] : [{ text, isBelow, rank }];
  });
  const inOrder = all.sort((one, other) => one.rank - other.rank);
  const main = inOrder.find(({ isBelow }) => !isBelow) ?? inOrder[0];
  const below = inOrder.filter((headline) => headline.isBelow && headline !== main);
  return { main: main?.text ?? null, below: below.map(({ text }) => text) };
}

/** The language that an item declares, `language/@tag`, else its `@xml:lang`. */
export function languageOfItem(item: XmlElement): string | null {
  return attribute(descend(item, 'contentMeta', 'language'), 'tag') ?? attribute(item, 'lang');
}

/** Of elements that say the same in several languages (`@xml:lang`) those that are not in another than the item's. */
export function inLanguage(elements: readonly XmlElement[], language: string | null): readonly XmlElement[] {
  const own = primarySubtag(language);
  const languages = elements.map((element) => primarySubtag(attribute(element, 'lang')));
  if (own === null || !languages.includes(own)) return elements;
  return elements.filter((_, index) => languages[index] === null || languages[index] === own);
}

function primarySubtag(language: string | null): string | null {
  return language?.split(/[-_]/u, 1)[0]?.toLowerCase() ?? null;
}

/** HTML 5's elements for what stands around a text, and classes of notes and contacts meant for desks. */
const APPARATUS = new Set(['header', 'footer', 'nav', 'aside', 'time']);
const DESK_CLASS = /\b(?:notepad|np-\w+|nonpublic|closingline)\b/u;

/** The element without the page's header (headline, slug, date again), notepads and contacts; itself where it has none. */
function withoutApparatus(element: XmlElement): XmlElement {
  if (!holdsApparatus(element)) return element;
  const kept: XmlNode[] = [];
  for (const node of element.children) {
    if (typeof node === 'string') kept.push(node);
    else if (!isApparatus(node)) kept.push(withoutApparatus(node));
  }
  return { ...element, children: kept };
}

function holdsApparatus({ children: nodes }: XmlElement): boolean {
  return nodes.some((node) => typeof node !== 'string' && (isApparatus(node) || holdsApparatus(node)));
}

function isApparatus({ name, attributes }: XmlElement): boolean {
  return APPARATUS.has(name) || (attributes.class !== undefined && DESK_CLASS.test(attributes.class));
}
