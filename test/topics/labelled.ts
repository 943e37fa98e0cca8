import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod/mini';
import type { Matcher } from '../../core/watch/matcher.ts';
import { storyOf, topicsOf } from './shipped-topics.ts';

const Labelled = z.object({
  id: z.string(),
  language: z.string(),
  text: z.string(),
  labels: z.array(z.string()),
  either: z.array(z.string()),
});

/** A story with the topics that an editor gave it; those under `either` are not scored. */
export type LabelledStory = z.infer<typeof Labelled>;

const Unlabelled = z.object({ id: z.string(), text: z.string() });

/** Stories with labels, one JSON object a line. */
export function readLabelled(path: string): readonly LabelledStory[] {
  return lines(readFileSync(path, 'utf8')).map((line) => Labelled.parse(JSON.parse(line)));
}

/** Ordinary copy, one JSON object a line, gzipped. */
export function readUnlabelled(path: string): readonly z.infer<typeof Unlabelled>[] {
  return lines(gunzipSync(readFileSync(path)).toString('utf8')).map((line) =>
    Unlabelled.parse(JSON.parse(line)),
  );
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** How a topic did on labelled stories. */
export interface Quality {
  /** Of the stories that matched, the share that should; 1 when none matched. */
  readonly precision: number;
  /** Of the stories that should match, the share that did; 1 when none should. */
  readonly recall: number;
  readonly stories: number;
  readonly falseAlarms: readonly string[];
  readonly misses: readonly string[];
}

/** Measures one topic on the stories whose label for it is not open. */
export function qualityOf(matcher: Matcher, topic: string, stories: readonly LabelledStory[]): Quality {
  const scored = stories
    .filter(({ either }) => !either.includes(topic))
    .map((story) => ({
      id: story.id,
      wanted: story.labels.includes(topic),
      got: topicsOf(matcher, storyOf(story.text)).includes(topic),
    }));
  const ids = (wanted: boolean, got: boolean) =>
    scored.filter((one) => one.wanted === wanted && one.got === got).map(({ id }) => id);
  const right = ids(true, true).length;
  const falseAlarms = ids(false, true);
  const misses = ids(true, false);
  return {
    precision: right + falseAlarms.length === 0 ? 1 : right / (right + falseAlarms.length),
    recall: right + misses.length === 0 ? 1 : right / (right + misses.length),
    stories: scored.length,
    falseAlarms,
    misses,
  };
}

/** Languages in the stories, in order. */
export function languagesOf(stories: readonly LabelledStory[]): readonly string[] {
  return [...new Set(stories.map(({ language }) => language))].sort();
}
