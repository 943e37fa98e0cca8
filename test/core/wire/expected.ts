import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Story } from '../../../core/story/story.ts';
import type { ReadOutcome } from '../../../core/wire/outcome.ts';
import { read } from './reading.ts';

/** What a table says of one story: some of its fields, and of long texts how they begin, end and divide. */
export interface Expected extends Partial<Omit<Story, 'body'>> {
  readonly format: string;
  readonly bodyStarts?: string;
  readonly bodyEnds?: string;
  readonly leadStarts?: string;
  readonly paragraphs?: number;
}

/** What an outcome has of what the table expects, to be compared with it. */
export function shown(outcome: ReadOutcome | undefined, expected: Expected): Partial<Expected> {
  if (outcome?.kind !== 'story') throw new Error(`no story: ${JSON.stringify(outcome)}`);
  const { story, format } = outcome;
  const derived: Partial<Expected> = {
    format,
    bodyStarts: story.body.slice(0, expected.bodyStarts?.length ?? 0),
    bodyEnds: story.body.slice(story.body.length - (expected.bodyEnds?.length ?? 0)),
    leadStarts: (story.lead ?? '').slice(0, expected.leadStarts?.length ?? 0),
    paragraphs: story.body === '' ? 0 : story.body.split('\n').length,
  };
  const all = { ...story, ...derived };
  return Object.fromEntries(Object.keys(expected).map((key) => [key, Reflect.get(all, key)]));
}

/** Compares all items of a file, or all outcomes of a reading, with what the table expects of them. */
export function readsAs(from: string | URL | readonly ReadOutcome[], expected: readonly Expected[]): void {
  const outcomes = typeof from === 'string' || from instanceof URL ? read(readFileSync(from)) : from;
  expect(outcomes.map((outcome, index) => shown(outcome, expected[index] ?? { format: '' }))).toEqual(
    expected,
  );
}
