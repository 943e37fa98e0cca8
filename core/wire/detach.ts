import type { Story } from '../story/story.ts';

/**
 * The story with strings of its own. A JavaScript engine keeps a part of a text as a view into the whole, so that one headline
 * would hold the whole file in memory. The body is excepted: it is most of the file, or put together already.
 */
export function detach(story: Story): Story {
  const { revision } = story;
  return {
    ...story,
    id: own(story.id),
    via: ownOrNull(story.via),
    source: ownOrNull(story.source),
    headline: ownOrNull(story.headline),
    lead: ownOrNull(story.lead),
    byline: ownOrNull(story.byline),
    place: ownOrNull(story.place),
    language: own(story.language),
    slug: ownOrNull(story.slug),
    keywords: story.keywords.map(own),
    editorsNote: ownOrNull(story.editorsNote),
    revision: { ...revision, of: revision.of.map(own), note: ownOrNull(revision.note) },
  };
}

/** A copy: the sum of two texts is written out anew before a part of it is taken. */
function own(text: string): string {
  return ` ${text}`.slice(1);
}

function ownOrNull(text: string | null): string | null {
  return text === null ? null : own(text);
}
