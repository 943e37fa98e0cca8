import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Story } from '../core/story/story.ts';
import { loadTopics } from '../core/watch/compiled/compiled-topics.ts';
import { createMatcher } from '../core/watch/matcher.ts';

/** Run by match.ts in a process of its own: prints the milliseconds of loading and first match, and the MB in use. */
const [, , folder = '.', topics = ''] = process.argv;
const story: Story = JSON.parse(readFileSync(join(folder, 'story.json'), 'utf8'));
const start = performance.now();
const loaded = loadTopics(readFileSync(join(folder, `topics-${topics}`)));
if (loaded.kind === 'unusable') throw new Error(loaded.reason);
createMatcher(loaded.topics).match(story);
const ms = performance.now() - start;
process.stdout.write(`${ms} ${process.memoryUsage().rss / 1e6}\n`);
