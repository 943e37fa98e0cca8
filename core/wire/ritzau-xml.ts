import type { Revision, StoryKind } from '../story/story.ts';
import { type DraftReading, EMPTY_DRAFT, type Format } from './format.ts';
import { htmlLine, htmlParagraphs } from './markup.ts';
import { wholeNumber } from './numbers.ts';
import { firstSentence } from './sentence.ts';
import { qualifySubject } from './subject-codes.ts';
import { attribute, child, children, findAll, lineOf, rawText, type XmlElement } from './xml.ts';

const ENVELOPES = new Set(['XMLNewsQueuedResponse', 'XMLNewsQueuedResult', 'ListOfRBNews', 'ArrayOfRBNews']);

/**
 * Ritzau's own XML: a bare `RBNews`, or any number of them in an envelope. It has no published
 * specification; what the elements mean is read from real files and, for the flags that all of these leave
 * unset (`Annuleret`, `NyVersion`, `Korrektion`, `Replaces`, `replacedID`), from their names.
 */
export const ritzauXml: Format = {
  id: 'ritzau-xml',
  detect: ({ root }) => root !== null && (root.name === 'RBNews' || ENVELOPES.has(root.name)),
  parse: ({ root }) => {
    if (root === null) return [];
    return (root.name === 'RBNews' ? [root] : findAll(root, 'RBNews')).map(readNews);
  },
  items: {
    isEnvelope: (root) => ENVELOPES.has(root),
    isItem: (name) => name === 'RBNews',
    reader: () => (news) => [news, ...findAll(news, 'RBNews')].map(readNews),
  },
};

function readNews(news: XmlElement): DraftReading {
  const paragraphs = htmlParagraphs(textOf(news, 'content') ?? '');
  const headline = htmlLine(textOf(news, 'headline')) ?? firstSentence(paragraphs[0] ?? '');
  const revision = revisionOf(news);
  const lead = htmlLine(textOf(news, 'subtitle'));
  if (headline === null && lead === null && revision.kind !== 'kill') {
    return { kind: 'rejected', reason: 'This RBNews has neither headline, subtitle nor content.' };
  }
  const strapline = textOf(news, 'strapline');
  const published = textOf(news, 'PublishDate');
  return {
    kind: 'draft',
    draft: {
      ...EMPTY_DRAFT,
      id: textOf(news, 'NewsID'),
      version: wholeNumber(textOf(news, 'version')),
      sources: [textOf(news, 'origin') ?? ''].filter(Boolean),
      headline,
      lead,
      body: paragraphs.join('\n'),
      byline: textOf(news, 'byLine'),
      place: textOf(news, 'town'),
      usualLanguage: 'da',
      urgency: wholeNumber(textOf(news, 'Priority'), 9),
      status: revision.kind === 'kill' ? 'canceled' : 'usable',
      kind: kindOf(news),
      createdAt: published,
      versionedAt: published,
      timeZone: 'Europe/Copenhagen',
      slug: strapline,
      keywords: [
        ...(strapline ?? '').replace(/^-{1,20}|-{1,20}$/gu, '').split('/'),
        ...listOf(news, 'SubjectKeyword'),
      ],
      subjects: listOf(news, 'IPTCList').flatMap((code) => qualifySubject(code) ?? []),
      editorsNote: htmlLine(textOf(news, 'TilRedaktionen')),
      revision,
    },
  };
}

/** An element's text; null where it is missing, empty or nil. */
function textOf(news: XmlElement, name: string): string | null {
  const element = child(news, name);
  return attribute(element, 'nil') === 'true' ? null : rawText(element).trim() || null;
}

/** The entries of a serialised array, or the one value where there is no array. */
function listOf(news: XmlElement, name: string): string[] {
  const list = child(news, name);
  const entries = children(list).flatMap((entry) => lineOf(entry) ?? []);
  return entries.length > 0 ? entries : [textOf(news, name) ?? ''].filter(Boolean);
}

function isSet(news: XmlElement, name: string): boolean {
  return /^(?:true|1)$/iu.test(textOf(news, name) ?? '');
}

/** The flags first, then the words of `Status`; a link to another document without either is an update of it. */
function revisionOf(news: XmlElement): Revision {
  const own = textOf(news, 'NewsID');
  const of = [...listOf(news, 'Replaces'), ...listOf(news, 'replacedID')].filter(
    (id) => id !== own && id !== '0',
  );
  const status = textOf(news, 'Status') ?? '';
  if (isSet(news, 'Annuleret') || /annul|cancel|withdraw|tilbage/iu.test(status))
    return { kind: 'kill', of, note: null };
  if (isSet(news, 'Korrektion') || /korrek|correct|rettet/iu.test(status))
    return { kind: 'correction', of, note: null };
  const isUpdate = isSet(news, 'NyVersion') || /updat|opdat/iu.test(status) || of.length > 0;
  return { kind: isUpdate ? 'update' : 'none', of, note: null };
}

/** Press releases that Ritzau only passes on, and flashes; everything else is a story. */
function kindOf(news: XmlElement): StoryKind {
  const strapline = textOf(news, 'strapline') ?? '';
  const isRelease =
    /pressemeddelelse/iu.test(strapline) ||
    /^via\b/iu.test(textOf(news, 'origin') ?? '') ||
    /^inpublic$/iu.test(textOf(news, 'format') ?? '');
  if (isRelease) return 'press-release';
  const isFlash =
    /^flash$/iu.test(textOf(news, 'format') ?? '') ||
    /\bflash\b/iu.test(strapline) ||
    isSet(news, 'InfoFlash');
  return isFlash ? 'flash' : 'story';
}
