import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Story } from '../core/story/story.ts';

/** Stories of 300 to 800 words from the packed Reuters corpus. */
export function reutersStories(file: string): readonly Story[] {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.map((line): Story => {
    const { id, text }: { id: string; text: string } = JSON.parse(line);
    return plainStory(id, text);
  });
}

/** The corpus' layout: a headline, then hard-wrapped lines, paragraphs indented by four spaces. */
function plainStory(id: string, text: string): Story {
  const [headline = '', ...lines] = text.split('\n');
  const body = lines
    .join('\n')
    .replace(/\n {4}/gu, '\u2029')
    .replace(/\s*\n\s*/gu, ' ')
    .replaceAll('\u2029', '\n')
    .trim();
  return {
    id,
    version: null,
    wire: 'ritzau',
    via: null,
    source: null,
    headline: flat(headline),
    lead: null,
    body: flat(body),
    byline: null,
    place: null,
    language: 'en',
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
  };
}

/** The same string in one piece, as a decoder would give it. */
function flat(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
