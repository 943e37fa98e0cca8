import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { projectPath, readStory, shippedTopics, topicsOf } from './shipped-topics.ts';

const { topics, matcher } = shippedTopics();

const matched = (sample: string) => topicsOf(matcher, readStory(readFileSync(projectPath(sample)), sample));

describe.each(topics.map((topic) => [topic.id, topic] as const))('%s', (id, topic) => {
  it('has ten stories of its own on either side, in Danish and English', () => {
    for (const samples of [topic.mustMatch, topic.mustNotMatch]) {
      const own = samples.filter((sample) => sample.startsWith(`samples/topics/${id}/`));
      expect(own.length).toBeGreaterThanOrEqual(10);
      const languages = own.map((sample) => readStory(readFileSync(projectPath(sample)), sample).language);
      expect(new Set(languages)).toEqual(new Set(['da', 'en']));
    }
  });

  it.each(topic.mustMatch)('matches %s', (sample) => {
    expect(matched(sample)).toContain(id);
  });

  it.each(topic.mustNotMatch)('leaves %s alone', (sample) => {
    expect(matched(sample)).not.toContain(id);
  });
});
