import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeShared, sharedPath } from '../shared.ts';
import { type LabelledStory, languagesOf, qualityOf, readLabelled } from './labelled.ts';
import { projectPath, readStory, shippedTopics, topicsOf } from './shipped-topics.ts';

const FIRST_TOPICS = ['nato-missions', 'danish-deployments'];
const PRECISION = 0.95;
const RECALL = 0.93;
const EITHER_IN_A_LANGUAGE = 0.9;

const { topics, matcher } = shippedTopics();

/** Holds a topic to the figures that docs/quality.md promises, over all and in each language. */
function holdTo(topic: string, stories: readonly LabelledStory[]): void {
  const all = qualityOf(matcher, topic, stories);
  const wrong = `${topic}: false alarms ${all.falseAlarms}, misses ${all.misses}`;
  expect(all.precision, wrong).toBeGreaterThanOrEqual(PRECISION);
  expect(all.recall, wrong).toBeGreaterThanOrEqual(RECALL);
  for (const language of languagesOf(stories)) {
    const own = qualityOf(
      matcher,
      topic,
      stories.filter((story) => story.language === language),
    );
    expect(own.precision, `${language}; ${wrong}`).toBeGreaterThanOrEqual(EITHER_IN_A_LANGUAGE);
    expect(own.recall, `${language}; ${wrong}`).toBeGreaterThanOrEqual(EITHER_IN_A_LANGUAGE);
  }
}

describeShared('labelled stories', 'gold/stories.jsonl', () => {
  const stories = readLabelled(sharedPath('gold/stories.jsonl'));
  it.each(FIRST_TOPICS)('%s finds what it should and little else', (topic) => {
    holdTo(topic, stories);
  });
});

describeShared('the seed story', 'seed-story.txt', () => {
  it('matches both first topics', () => {
    const seed = readStory(readFileSync(sharedPath('seed-story.txt')), 'incoming/seed-story.txt');
    expect(topicsOf(matcher, seed)).toEqual(expect.arrayContaining(FIRST_TOPICS));
  });
});

describe("the project's own labelled stories", () => {
  const stories = readLabelled(projectPath('test/topics/check-stories.jsonl'));
  it.each(topics.map(({ id }) => id))('%s finds what it should and little else', (topic) => {
    expect(stories.some(({ labels }) => labels.includes(topic))).toBe(true);
    holdTo(topic, stories);
  });
});
