import { decode } from './decode.ts';
import { type Embedded, embeddedText } from './embedded.ts';
import { formalName, pick, pickAll } from './newsml-1-elements.ts';
import { attribute, rawText, type XmlElement } from './xml.ts';
import { parseXml } from './xml-parse.ts';

/** A text and the components around it, the innermost first: what one of them lacks, the next may say. */
export interface ChosenText {
  readonly way: readonly XmlElement[];
  readonly text: Embedded | null;
  /** The text of a component beside it whose role is to sum it up. */
  readonly abstract: string | null;
  /** The lines of components whose role is to stand below the headline. */
  readonly subHeadlines: readonly string[];
}

/** One text of an item, and the role of its component. */
interface Found {
  readonly way: readonly XmlElement[];
  readonly role: string;
  readonly text: Embedded;
  readonly length: number;
}

/** Roles of what stands around a story, or belongs to other media. */
const OTHER_ROLE =
  /caption|legend|^title$|headline|style ?sheet|contact|tweet|social|logo|picture|photo|image|graphic|audio|video/iu;
const SUB_HEADLINE_ROLE = /^sub-?head(?:line)?$/iu;
const BODY_ROLE = /^(?:body|body ?text|main|main ?text|story|article|text|full ?text)$/iu;
const ABSTRACT_ROLE = /^(?:abstract|lead|lede|summary|teaser|intro(?:duction)?|chapeau)$/iu;

/**
 * The story's text among those of the components: the longest in a body's role, else the longest of all. Pictures,
 * summaries, contacts and style sheets lie beside it in components of their own.
 */
export function chooseText(components: readonly XmlElement[], within: readonly XmlElement[]): ChosenText {
  const all = components.flatMap((component) => textsIn(component, within));
  const texts = all.filter(({ role }) => !ABSTRACT_ROLE.test(role) && !SUB_HEADLINE_ROLE.test(role));
  const subHeadlines = all
    .filter(({ role }) => SUB_HEADLINE_ROLE.test(role))
    .flatMap(({ text }) => text.paragraphs);
  const chosen = longest(texts.filter(({ role }) => BODY_ROLE.test(role))) ?? longest(texts) ?? longest(all);
  if (chosen === null)
    return { way: [...components.slice(0, 1), ...within], text: null, abstract: null, subHeadlines };
  const abstract = longest(all.filter((found) => found !== chosen && ABSTRACT_ROLE.test(found.role)));
  return {
    way: chosen.way,
    text: chosen.text,
    abstract: abstract?.text.paragraphs.join(' ') ?? null,
    subHeadlines,
  };
}

function longest(texts: readonly Found[]): Found | null {
  let best: Found | null = null;
  for (const text of texts) if (text.length > (best?.length ?? 0)) best = text;
  return best;
}

function textsIn(component: XmlElement, around: readonly XmlElement[]): Found[] {
  const way = [component, ...around];
  const role = formalName(pick(component, 'Role')) ?? '';
  if (OTHER_ROLE.test(role) && !SUB_HEADLINE_ROLE.test(role)) return [];
  const own = pickAll(component, 'ContentItem').flatMap((content): Found[] => {
    const text = textOf(content);
    return text === null ? [] : [{ way, role, text, length: text.paragraphs.join('').length }];
  });
  return [...own, ...pickAll(component, 'NewsComponent').flatMap((part) => textsIn(part, way))];
}

/** IPTC's media types that are no text; `ComplexData` is seen on NITF. */
const OTHER_MEDIA = /^(?:photo|picture|image|graphic|audio|video|animation|binary)/iu;
const OTHER_MIME = /^(?:image|audio|video)\/|css|javascript|pdf|rtf/iu;

/** The text of a `ContentItem`; null where it is another medium. */
function textOf(content: XmlElement): Embedded | null {
  const isOther =
    OTHER_MEDIA.test(formalName(pick(content, 'MediaType')) ?? '') ||
    OTHER_MIME.test(formalName(pick(content, 'MimeType')) ?? '');
  const data = isOther ? null : dataOf(content);
  return data === null ? null : embeddedText(data);
}

/**
 * The `DataContent`, plain or in an `Encoding` (section 5.7.4). Of encodings base64 is read; its bytes are a file of
 * their own, and never longer than their code, so the limit on the file holds for them, too.
 */
function dataOf(content: XmlElement): XmlElement | null {
  const data = pick(content, 'DataContent');
  const encoding = pick(content, 'Encoding');
  if (data !== null || encoding === null) return data;
  const encoded = pick(encoding, 'DataContent');
  if (encoded === null || !/base-?64/iu.test(attribute(encoding, 'Notation') ?? '')) return null;
  const code = rawText(encoded).replace(/\s+/gu, '');
  const decoding = /^[A-Za-z\d+/]*={0,2}$/u.test(code) ? decode(Buffer.from(code, 'base64')) : null;
  if (decoding?.kind !== 'text') return null;
  const text = decoding.text();
  const xml = /^\s{0,100}<[?!\p{L}_]/u.test(text) ? parseXml(text) : null;
  return { ...encoded, children: xml?.kind === 'document' ? [xml.root] : [text] };
}
