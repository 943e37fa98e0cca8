import type { Story } from '../../../core/story/story.ts';

/** A story with these fields, and nothing said in the others. */
export function storyOf(fields: Partial<Story>): Story {
  return {
    id: 'text:sample',
    version: null,
    wire: 'ritzau',
    via: null,
    source: null,
    headline: null,
    lead: null,
    body: '',
    byline: null,
    place: null,
    language: 'da',
    urgency: null,
    status: 'usable',
    kind: 'story',
    embargoUntil: null,
    createdAt: null,
    versionedAt: null,
    slug: null,
    keywords: [],
    subjects: [],
    editorsNote: null,
    revision: { kind: 'none', of: [], note: null },
    ...fields,
  };
}
