import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Story } from '../../core/story/story.ts';
import { compileTopics } from '../../core/watch/compiled/compile.ts';
import { createMatcher, type Matcher } from '../../core/watch/matcher.ts';
import { renderMistake } from '../../core/watch/mistake.ts';
import type { Topic } from '../../core/watch/topic.ts';
import { readTopics } from '../../core/watch/topics.ts';
import { DEFAULT_MAX_BYTES, RITZAU } from '../../core/wire/outcome.ts';
import { readObject } from '../../core/wire/read-object.ts';

const ROOT = new URL('../../', import.meta.url);

/** The path of a file of the project. */
export function projectPath(name: string): string {
  return fileURLToPath(new URL(name, ROOT));
}

/** The topics that ship, and a matcher for them. Throws with every mistake when there is one. */
export function shippedTopics(): { readonly topics: readonly Topic[]; readonly matcher: Matcher } {
  const folder = projectPath('topics');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => ({ path: `topics/${name}`, text: readFileSync(`${folder}/${name}`, 'utf8') }));
  const { topics, mistakes } = readTopics(files);
  if (mistakes.length > 0) {
    throw new Error(
      mistakes
        .map((one) => renderMistake(one, files.find(({ path }) => path === one.file)?.text ?? null))
        .join('\n'),
    );
  }
  return { topics, matcher: createMatcher(compileTopics(topics)) };
}

/** The first story in a dropped file. Throws when there is none. */
export function readStory(bytes: Uint8Array, key: string): Story {
  const [outcome] = readObject(bytes, { wires: [RITZAU], key, maxBytes: DEFAULT_MAX_BYTES });
  if (outcome?.kind !== 'story') throw new Error(`${key}: ${outcome?.reason ?? 'nothing in it'}`);
  return outcome.story;
}

/** As {@link readStory}, for a story's plain text. */
export function storyOf(text: string): Story {
  return readStory(new TextEncoder().encode(text), 'incoming/story.txt');
}

/** The ids of the topics that a story matches. */
export function topicsOf(matcher: Matcher, story: Story): readonly string[] {
  return matcher.match(story).map(({ topic }) => topic);
}
