import { describe, it } from 'vitest';
import { checkAgainstOracle } from './oracle-check.ts';

describe('the matcher', () => {
  it('agrees with the naive evaluator on random topics and stories', () => {
    checkAgainstOracle(600);
  });
});
