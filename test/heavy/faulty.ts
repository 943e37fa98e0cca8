import type { Publisher, StoryStore } from '../../core/ports.ts';

/** Ways in which one call of a port can go wrong. */
export const FAULTS = [
  /** Refused before it took effect. */
  'throttle',
  /** It took effect, but the caller never hears of it. */
  'timeout',
  /** The process dies before the call, and makes no other. */
  'crash before',
  /** The process dies after the call took effect. */
  'crash after',
  /** Half of a batch is written, then it fails. */
  'batch partly done',
  /** Somebody else changes the head first. */
  'rival',
  /** The caller's lease runs out, and another sender does a whole turn. */
  'expired lease',
  /** The SNS topic takes nothing until the next turn. */
  'SNS refusal',
] as const;
export type Fault = (typeof FAULTS)[number];

/** A call that was made. */
export interface Call {
  readonly name: string;
  readonly arguments_: readonly unknown[];
  /** Whether a sender held the lease. */
  readonly sending: boolean;
}

/** Whether a fault can fall on a call. What only reads has no effect: to time out is then to be throttled. */
export function canFall(fault: Fault, { name, sending }: Call): boolean {
  switch (fault) {
    case 'throttle':
    case 'crash before':
      return true;
    case 'timeout':
    case 'crash after':
      return /^(put|acquire|renew|release|publish)/u.test(name);
    case 'batch partly done':
      return name === 'putVersion' || name === 'putFingerprints';
    case 'rival':
      return name === 'putHead';
    case 'expired lease':
      return sending;
    case 'SNS refusal':
      return name === 'publish';
  }
}

/** The process is dead: nothing that it still calls takes effect. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** Goes off at one call of all that are made, and counts them. */
export class Trap {
  readonly calls: Call[] = [];
  readonly #place: number;
  readonly #fault: Fault | null;
  #dead = false;
  #armed = true;
  #sending = false;
  #refusing = false;
  /** What another sender does while this one is held up. */
  interlude: () => Promise<void> = async () => {};
  /** What somebody else does to a head. */
  meddle: (key: string) => Promise<void> = async () => {};

  constructor(place: number, fault: Fault | null) {
    this.#place = place;
    this.#fault = fault;
  }

  /** The process is started again. */
  revive(): void {
    this.#dead = false;
  }

  /** Calls during which nothing goes wrong nor counts. */
  async quietly(work: () => Promise<void>): Promise<void> {
    const armed = this.#armed;
    this.#armed = false;
    await work();
    this.#armed = armed;
  }

  async run<Result>(
    name: string,
    call: () => Promise<Result>,
    arguments_: readonly unknown[],
  ): Promise<Result> {
    if (this.#dead) throw new Crash();
    if (!this.#armed) return call();
    if (name === 'acquireLease') this.#refusing = false;
    this.calls.push({ name, arguments_, sending: this.#sending });
    this.#sending = name === 'acquireLease' || (this.#sending && name !== 'releaseLease');
    if (this.#refusing && name === 'publish') throw new Error('not now');
    if (this.calls.length - 1 !== this.#place) return call();
    switch (this.#fault) {
      case 'throttle':
        throw new Error('throttled');
      case 'timeout':
        await call();
        throw new Error('timed out');
      case 'crash before':
        this.#dead = true;
        throw new Crash();
      case 'crash after':
        await call();
        this.#dead = true;
        throw new Crash();
      case 'rival':
        await this.quietly(() => this.meddle(keyOf(arguments_[0])));
        return call();
      case 'expired lease':
        await this.quietly(this.interlude);
        return call();
      case 'SNS refusal':
        this.#refusing = true;
        throw new Error('not now');
      default:
        return call();
    }
  }

  /** Whether the trap goes off at the next call by half of a batch. */
  get halves(): boolean {
    return this.#armed && this.#fault === 'batch partly done' && this.calls.length === this.#place;
  }
}

function keyOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'key' in value) return String(value.key);
  return String(value);
}

/** A store whose every call goes through the trap. */
export function faultyStore(store: StoryStore, trap: Trap): StoryStore {
  return new Proxy(store, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function' || typeof name !== 'string') return method;
      const call = (...args: unknown[]) => Reflect.apply(method, target, args);
      if (
        [
          'dueHeads',
          'storiesOfTopic',
          'storiesSince',
          'rejectedSince',
          'waitingKills',
          'givenUpKills',
          'heldWithoutEnd',
        ].includes(name)
      ) {
        return async function* (...args: unknown[]) {
          await trap.run(name, async () => {}, args);
          yield* call(...args);
        };
      }
      return async (...args: unknown[]) => {
        if (trap.halves && (name === 'putVersion' || name === 'putFingerprints')) {
          await trap.run(name, () => call(...halved(args)), args);
          throw new Error('batch partly done');
        }
        return trap.run(name, () => call(...args), args);
      };
    },
  });
}

/** The same arguments with the last list cut to half. */
function halved(args: readonly unknown[]): unknown[] {
  return args.map((value) => (Array.isArray(value) ? value.slice(0, Math.ceil(value.length / 2)) : value));
}

/** A publisher whose every call goes through the trap; what is not a crash comes back as a failure. */
export function faultyPublisher(publisher: Publisher, trap: Trap): Publisher {
  return {
    publish: async (message) => {
      try {
        return await trap.run('publish', () => publisher.publish(message), [message]);
      } catch (error) {
        if (error instanceof Crash) throw error;
        return { kind: 'failed', reason: String(error) };
      }
    },
  };
}
