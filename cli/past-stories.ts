import type { Config } from '../core/config.ts';
import type { StoryReads } from '../core/ports.ts';
import { standingVersion } from '../core/story/head.ts';
import { storyTitle } from '../core/story/story.ts';
import type { PastStory } from '../core/watch/backtest.ts';
import { readObject } from '../core/wire/read-object.ts';
import { findFiles, readBytes } from './files.ts';
import type { Terminal } from './terminal.ts';

/** The stories in files and folders. What cannot be opened is named and `failed` told; what is no story is left out. */
export async function* storiesInFiles(
  paths: readonly string[],
  config: Pick<Config, 'wires' | 'maxBytes'>,
  terminal: Pick<Terminal, 'err' | 'stdin'>,
  failed: () => void,
): AsyncGenerator<PastStory, void, undefined> {
  for await (const found of findFiles(paths)) {
    const reading = found.kind === 'file' ? await readBytes(found.path, config.maxBytes, terminal) : found;
    if (reading.kind === 'unreadable') {
      failed();
      terminal.err(`wirewatch: ${found.path} cannot be opened: ${reading.reason}.`);
    }
    if (reading.kind !== 'bytes') continue;
    for (const outcome of readObject(reading.bytes, { ...config, key: found.path })) {
      if (outcome.kind === 'rejected') continue;
      const { story, part } = outcome;
      const day = (story.versionedAt ?? story.createdAt)?.slice(0, 10) ?? null;
      yield {
        name: part > 0 ? `${found.path} #${part + 1}` : found.path,
        title: storyTitle(story),
        day,
        story,
        matched: null,
      };
    }
  }
}

/** Stored stories since a time, each in the version that stands, the newest first. */
export async function* storedStories(
  store: StoryReads,
  since: Date,
): AsyncGenerator<PastStory, void, undefined> {
  for await (const head of store.storiesSince(since.toISOString(), null)) {
    const standing = standingVersion(head);
    if (standing === null || head.test || head.copyOf !== null || head.mergedInto !== null) continue;
    const version = await store.version(head.key, standing.commit);
    if (version === null) continue;
    yield {
      name: head.code,
      title: head.title,
      day: head.receivedAt.slice(0, 10),
      story: version.story,
      matched: head.matches.map(({ topic }) => topic),
    };
  }
}
