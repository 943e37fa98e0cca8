import { describe, it } from 'vitest';
import { checkAgainstOracle } from '../core/watch/oracle-check.ts';

describe('the matcher, at length', () => {
  it('agrees with the naive evaluator in 20,000 random cases', () => {
    checkAgainstOracle(20_000);
  });
});
