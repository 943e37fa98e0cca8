import type { Rule } from '../rule.ts';

/** Hears of parts of a rule that can never hold. */
export interface Listener {
  complain(part: Rule, message: string): void;
  /** Who hears of what stands below this part. */
  inside(rule: Rule): Listener;
}

/**
 * Gathers what is said against a topic's clauses. What is wrong with a named clause only where it is used is told of the
 * place where it is used; what was told before is not told again.
 */
export class Hearing {
  private readonly uses: ReadonlySet<Rule>;
  private readonly tell: (part: Rule, message: string, mend: string) => void;
  private readonly told = new Map<Rule, Set<string>>();
  private settled = false;

  /** `uses`: the rules that stand for named clauses. */
  constructor(uses: ReadonlySet<Rule>, tell: (part: Rule, message: string, mend: string) => void) {
    this.uses = uses;
    this.tell = tell;
  }

  listener(mend: string): Listener {
    const listener: Listener = {
      complain: (part, message) => {
        if (this.isNew(part, message)) this.tell(part, message, mend);
      },
      inside: (rule) => (this.uses.has(rule) ? this.atUse(rule, listener) : listener),
    };
    return listener;
  }

  /** From now on what stands below the use of a named clause is told at each use, but for what was told before. */
  settle(): void {
    this.settled = true;
  }

  private atUse(use: Rule, outer: Listener): Listener {
    const listener: Listener = {
      complain: (part, message) => {
        const isTold = this.settled ? this.told.get(part)?.has(message) : !this.isNew(part, message);
        if (!isTold) outer.complain(use, message);
      },
      inside: () => listener,
    };
    return listener;
  }

  private isNew(part: Rule, message: string): boolean {
    const messages = this.told.get(part) ?? new Set();
    this.told.set(part, messages);
    return !messages.has(message) && messages.add(message).size > 0;
  }
}

/** A listener that takes all it hears for said against one part. */
export function pointingAt(part: Rule, outer: Listener): Listener {
  const listener: Listener = {
    complain: (_part, message) => outer.complain(part, message),
    inside: () => listener,
  };
  return listener;
}
