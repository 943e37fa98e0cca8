import { readDateline } from './dateline.ts';
import { embeddedText } from './embedded.ts';
import { type DraftReading, EMPTY_DRAFT, type Format } from './format.ts';
import { htmlLine, htmlParagraphs, mendText, resolveDeep, xmlParagraphs } from './markup.ts';
import { rfc822Time } from './rfc822-time.ts';
import { qualifySubject } from './subject-codes.ts';
import { attribute, child, children, descend, lineOf, rawText, type XmlElement } from './xml.ts';

/**
 * RSS 2.0 and its elders (0.91, 0.92, and 1.0 in RDF), with the Dublin Core and Content modules. A feed's title counts
 * as the source of its items, behind what they name themselves.
 */
export const rss: Format = {
  id: 'rss',
  detect: ({ root }) => root?.name === 'rss' || (root?.name === 'RDF' && child(root, 'channel') !== null),
  parse: ({ root }) => {
    const channel = child(root, 'channel');
    return [...children(channel, 'item'), ...children(root, 'item')].map((item) => readItem(item, channel));
  },
};

/** Atom 1.0 (RFC 4287): a feed, or one entry; with its tombstones (RFC 6721), which withdraw an entry. */
export const atom: Format = {
  id: 'atom',
  detect: ({ root }) =>
    (root?.name === 'feed' &&
      (child(root, 'entry') ?? child(root, 'updated') ?? child(root, 'deleted-entry')) !== null) ||
    (root?.name === 'entry' && child(root, 'id') !== null),
  parse: ({ root }) => {
    if (root?.name === 'entry') return [readEntry(root, null)];
    return children(root).flatMap((element) => {
      if (element.name === 'entry') return [readEntry(element, root)];
      return element.name === 'deleted-entry' ? [readTombstone(element, root)] : [];
    });
  },
};

function readItem(item: XmlElement, channel: XmlElement | null): DraftReading {
  const headline = markupLine(child(item, 'title'));
  const description = withoutFooter(markupParagraphs(child(item, 'description')));
  const content = withoutFooter(markupParagraphs(child(item, 'encoded')));
  const body = content.length > 0 ? content : description;
  if (headline === null && body.length === 0) return rejected('item', 'title nor description');
  const published = lineOf(child(item, 'pubDate'));
  const time = (published === null ? null : rfc822Time(published)) ?? lineOf(child(item, 'date'));
  return {
    kind: 'draft',
    draft: {
      ...EMPTY_DRAFT,
      id:
        lineOf(child(item, 'guid')) ??
        children(item, 'link').flatMap((link) => lineOf(link) ?? [])[0] ??
        attribute(item, 'about'),
      sources: namesOf([child(item, 'source'), child(item, 'publisher'), child(channel, 'title')]),
      headline,
      lead: content.length > 0 ? description.join(' ') : null,
      body: body.join('\n'),
      byline: lineOf(child(item, 'creator')) ?? authorName(lineOf(child(item, 'author'))),
      language: lineOf(child(item, 'language')) ?? lineOf(child(channel, 'language')),
      createdAt: time,
      versionedAt: lineOf(child(item, 'updated')) ?? lineOf(child(item, 'modified')) ?? time,
      place: readDateline(body[0] ?? '')?.place ?? null,
      keywords: namesOf([...children(item, 'category'), ...children(item, 'subject')]).filter(isWord),
      subjects: subjectsOf(children(item, 'category'), 'domain', lineOf),
    },
  };
}

function readEntry(entry: XmlElement, feed: XmlElement | null): DraftReading {
  const headline = textConstruct(child(entry, 'title')).join(' ') || null;
  const summary = withoutFooter(textConstruct(child(entry, 'summary')));
  const content = withoutFooter(textConstruct(child(entry, 'content')));
  const body = content.length > 0 ? content : summary;
  if (headline === null && body.length === 0) return rejected('entry', 'title nor content');
  const updated = lineOf(child(entry, 'updated'));
  return {
    kind: 'draft',
    draft: {
      ...EMPTY_DRAFT,
      id: lineOf(child(entry, 'id')),
      sources: namesOf([descend(entry, 'source', 'title'), child(entry, 'rights'), child(feed, 'title')]),
      headline,
      lead: content.length > 0 ? summary.join(' ') : null,
      body: body.join('\n'),
      byline: namesOf(children(entry, 'author').map((author) => child(author, 'name'))).join(', '),
      language:
        attribute(child(entry, 'content'), 'lang') ?? attribute(entry, 'lang') ?? attribute(feed, 'lang'),
      createdAt: lineOf(child(entry, 'published')) ?? updated,
      versionedAt: updated ?? lineOf(child(entry, 'published')),
      place: readDateline(body[0] ?? '')?.place ?? null,
      keywords: children(entry, 'category').flatMap(
        (tag) => attribute(tag, 'label') ?? attribute(tag, 'term') ?? [],
      ),
      subjects: subjectsOf(children(entry, 'category'), 'scheme', (tag) => attribute(tag, 'term')),
    },
  };
}

/** RFC 6721, section 3: the entry named by `ref` has been withdrawn. */
function readTombstone(element: XmlElement, feed: XmlElement | null): DraftReading {
  const id = attribute(element, 'ref');
  if (id === null) return rejected('deleted-entry', 'ref');
  const note = lineOf(child(element, 'comment'));
  return {
    kind: 'draft',
    draft: {
      ...EMPTY_DRAFT,
      id,
      sources: namesOf([child(feed, 'title')]),
      status: 'canceled',
      versionedAt: attribute(element, 'when'),
      revision: { kind: 'kill', of: [], note },
    },
  };
}

function rejected(element: string, lacks: string): DraftReading {
  return { kind: 'rejected', reason: `This <${element}> has neither ${lacks}.` };
}

/** What publishing systems put below an entry to lead readers to the page. */
const FEED_FOOTER =
  /^(?:The post .{1,300} appeared first on .{1,200}\.|(?:Continue reading|Read more|Read the full story|Læs mere|Läs mer|Les mer|Weiterlesen|Lire la suite)[^.!?]{0,200})$/iu;

/** Leaves out last paragraphs that only lead to the page; a text that is nothing else stays. */
function withoutFooter(paragraphs: readonly string[]): readonly string[] {
  const last = paragraphs.findLastIndex((paragraph) => !FEED_FOOTER.test(paragraph));
  return last < 0 ? paragraphs : paragraphs.slice(0, last + 1);
}

/** RSS says not how its texts are marked up: elements are XHTML, everything else may be escaped HTML. */
function markupParagraphs(element: XmlElement | null): string[] {
  return children(element).length > 0 ? xmlParagraphs(element) : htmlParagraphs(rawText(element));
}

function markupLine(element: XmlElement | null): string | null {
  return markupParagraphs(element).join(' ') || null;
}

/** An Atom text or content construct, by its `type` (RFC 4287, sections 3.1 and 4.1.3). */
function textConstruct(element: XmlElement | null): string[] {
  const type = attribute(element, 'type')?.toLowerCase() ?? 'text';
  if (element !== null && children(element).length > 0) return [...embeddedText(element).paragraphs];
  if (type === 'html' || type === 'text/html') return htmlParagraphs(rawText(element));
  return rawText(element)
    .split('\n')
    .map((line) => mendText(resolveDeep(line)))
    .filter((line) => line !== '');
}

function namesOf(elements: readonly (XmlElement | null)[]): string[] {
  return elements.flatMap((element) => htmlLine(lineOf(element)) ?? []);
}

/** `desk@example.com (Karen Holm)`: RSS 2.0's author is an address with a name behind it. */
function authorName(author: string | null): string | null {
  return author === null ? null : (/\(([^()]{1,300})\)/u.exec(author)?.[1] ?? author);
}

/** A bare code is a subject, no keyword. */
function isWord(keyword: string): boolean {
  return !/^\d+$/u.test(keyword);
}

function subjectsOf(
  categories: readonly XmlElement[],
  schemeName: string,
  codeOf: (category: XmlElement) => string | null,
): string[] {
  return categories.flatMap((category) => {
    const code = codeOf(category) ?? '';
    const scheme = attribute(category, schemeName);
    return qualifySubject(scheme === null ? code : `${scheme.replace(/[:/#]$/u, '')}/${code}`) ?? [];
  });
}
