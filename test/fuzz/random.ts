/** Reproducible randomness: the same seed gives the same inputs on every machine. */
export interface Random {
  /** An integer from 0 to `below`, which is not reached. */
  readonly int: (below: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(choices: readonly T[]) => T;
}

/** A generator by the xorshift method (Marsaglia, 2003), 32 bits of state. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0 || 0x9e3779b9;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 0x1_0000_0000;
  };
  const int = (below: number): number => Math.floor(next() * Math.max(1, below));
  return {
    int,
    chance: (probability) => next() < probability,
    pick: (choices) => {
      const choice = choices[int(choices.length)];
      if (choice === undefined) throw new Error('nothing to pick from');
      return choice;
    },
  };
}
