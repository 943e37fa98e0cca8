import { readFileSync } from 'node:fs';
import type { Story } from '../../../core/story/story.ts';
import { DEFAULT_MAX_BYTES, type ReadOptions, type ReadOutcome, RITZAU } from '../../../core/wire/outcome.ts';
import { readObject } from '../../../core/wire/read-object.ts';

/** How tests read: Ritzau is watched, and the place of the file says nothing. */
export const OPTIONS: ReadOptions = { wires: [RITZAU], key: 'incoming/a-story', maxBytes: DEFAULT_MAX_BYTES };

/** Everything in some content. */
export function read(
  content: string | Uint8Array,
  options: Partial<ReadOptions> = {},
): readonly ReadOutcome[] {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return readObject(bytes, { ...OPTIONS, ...options });
}

/** The one story in some content; anything else fails the test. */
export function readStory(content: string | Uint8Array, options: Partial<ReadOptions> = {}): Story {
  const [outcome, ...more] = read(content, options);
  if (outcome?.kind !== 'story' || more.length > 0)
    throw new Error(`no single story: ${JSON.stringify(outcome)}`);
  return outcome.story;
}

/** Why the one item in some content was rejected; anything else fails the test. */
export function readReason(content: string | Uint8Array, options: Partial<ReadOptions> = {}): string {
  const [outcome, ...more] = read(content, options);
  if (outcome?.kind !== 'rejected' || more.length > 0)
    throw new Error(`not rejected: ${JSON.stringify(outcome)}`);
  return outcome.reason;
}

/** One of the project's samples. */
export function sample(name: string): Uint8Array {
  return readFileSync(new URL(`../../../samples/${name}`, import.meta.url));
}
