import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect } from 'vitest';
import type { Story } from '../../../core/story/story.ts';
import { compileTopics } from '../../../core/watch/compiled/compile.ts';
import { createMatcher } from '../../../core/watch/matcher.ts';
import { readTopics } from '../../../core/watch/topics.ts';
import { sharedPath } from '../../shared.ts';
import { matchNaively } from './oracle.ts';
import { sorted } from './oracle-check.ts';
import { storyOf } from './stories.ts';

const TOPICS = new URL('../../../topics/', import.meta.url);

/** Compares matcher and naive evaluator for the topics that ship, on every `step`th story of a corpus. */
export function checkShippedTopics(corpus: string, step: number): void {
  const files = readdirSync(TOPICS).filter((name) => name.endsWith('.yaml'));
  const { topics, mistakes } = readTopics(
    files.map((name) => ({ path: `topics/${name}`, text: readFileSync(new URL(name, TOPICS), 'utf8') })),
  );
  expect(mistakes).toEqual([]);
  const matcher = createMatcher(compileTopics(topics));
  for (const story of readCorpus(corpus).filter((_, index) => index % step === 0)) {
    expect(sorted(matcher.match(story))).toEqual(sorted(matchNaively(topics, story)));
  }
}

function readCorpus(name: string): readonly Story[] {
  const bytes = readFileSync(sharedPath(name));
  const lines = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trim().split('\n');
  return lines.map((line) => {
    const { text }: { text: string } = JSON.parse(line);
    const [headline = '', ...body] = text.split(/\r?\n/u);
    return storyOf({ headline, body: body.join('\n') });
  });
}
