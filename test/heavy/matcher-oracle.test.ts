import { describe, it } from 'vitest';
import { checkAgainstOracle } from '../core/watch/oracle-check.ts';
import { checkShippedTopics } from '../core/watch/shipped-oracle.ts';
import { describeShared } from '../shared.ts';

describe('the matcher, at length', () => {
  it('agrees with the naive evaluator in 20,000 random cases', () => {
    checkAgainstOracle(20_000);
  });
});

describeShared('the shipped topics on all corpora', 'corpora/reuters-stories.jsonl.gz', () => {
  it('match exactly as the naive evaluator says', () => {
    checkShippedTopics('gold/stories.jsonl', 1);
    checkShippedTopics('corpora/reuters-stories.jsonl.gz', 1);
  });
});
