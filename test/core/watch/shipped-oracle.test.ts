import { it } from 'vitest';
import { describeShared } from '../../shared.ts';
import { checkShippedTopics } from './shipped-oracle.ts';

describeShared('the shipped topics on labelled stories', 'gold/stories.jsonl', () => {
  it('match exactly as the naive evaluator says', () => checkShippedTopics('gold/stories.jsonl', 3));
});

describeShared('the shipped topics on ordinary copy', 'corpora/reuters-stories.jsonl.gz', () => {
  it('match exactly as the naive evaluator says', () =>
    checkShippedTopics('corpora/reuters-stories.jsonl.gz', 100));
});
