import type { Story } from '../../core/story/story.ts';

/**
 * A model of the life of one story, small enough to be read and believed: what came, who was told what,
 * and what has to be said next. Times are milliseconds; addresses are topics and `all`.
 */
export interface ModelEvent {
  readonly story: Story;
  /** When it reached the bucket. */
  readonly at: number;
}

export interface Said {
  readonly kind: 'new' | 'update' | 'correction' | 'kill';
  readonly to: readonly string[];
}

interface Heard {
  readonly story: Story;
  readonly withdrawn: 'withheld' | 'canceled' | null;
}

export class StoryModel {
  readonly #came: ModelEvent[] = [];
  readonly #heard = new Map<string, Heard>();
  readonly #topics: Readonly<Record<string, { readonly word: string; readonly updates: string }>>;

  constructor(topics: Readonly<Record<string, { readonly word: string; readonly updates: string }>>) {
    this.#topics = topics;
  }

  come(event: ModelEvent): void {
    if (!this.#came.some(({ story }) => story === event.story)) this.#came.push(event);
  }

  /** Versions in their order. All in a history have their own number, so nothing else decides. */
  get versions(): readonly Story[] {
    return this.#came
      .map(({ story }) => story)
      .sort((one, other) => (one.version ?? 0) - (other.version ?? 0));
  }

  get status(): 'usable' | 'withheld' | 'canceled' {
    if (this.#came.some(({ story }) => story.status === 'canceled')) return 'canceled';
    return this.versions.at(-1)?.status === 'withheld' ? 'withheld' : 'usable';
  }

  /** What a sender has to say now; from then on it counts as said. */
  speak(now: number): Said[] {
    const current = this.versions.at(-1);
    if (current === undefined) return [];
    const { status } = this;
    if (status !== 'usable') return this.#withdraw(status);
    if (current.embargoUntil !== null && Date.parse(current.embargoUntil) > now) return [];
    return this.#tell(current);
  }

  #withdraw(status: 'withheld' | 'canceled'): Said[] {
    const to = [...this.#heard].filter(([, one]) => one.withdrawn !== status && one.withdrawn !== 'canceled');
    for (const [address, one] of to) this.#heard.set(address, { ...one, withdrawn: status });
    return to.length === 0 ? [] : [{ kind: 'kill', to: to.map(([address]) => address) }];
  }

  #tell(current: Story): Said[] {
    const said: { kind: Said['kind']; address: string; since: Story | null }[] = [];
    const fits = Object.keys(this.#topics).filter((topic) =>
      current.body.includes(this.#topics[topic]?.word ?? '?'),
    );
    const begun = this.#heard.size > 0;
    const fresh = fits.filter(
      (topic) => !this.#heard.has(topic) && !(begun && this.#topics[topic]?.updates === 'none'),
    );
    for (const [address, { story, withdrawn }] of this.#heard) {
      const news = this.#newsFor(address, story, current, fits);
      const widened = address === 'all' && fresh.length > 0 ? 'update' : null;
      const kind = withdrawn === 'withheld' ? 'update' : (news ?? widened);
      if (kind !== null) said.push({ kind, address, since: story });
    }
    for (const topic of fresh) said.push({ kind: 'new', address: topic, since: null });
    if (fresh.length > 0 && !this.#heard.has('all')) said.push({ kind: 'new', address: 'all', since: null });
    for (const { address } of said) this.#heard.set(address, { story: current, withdrawn: null });
    return together(said);
  }

  /** What an address that heard one version has to hear of the current one. */
  #newsFor(
    address: string,
    heard: Story,
    current: Story,
    fits: readonly string[],
  ): 'correction' | 'update' | null {
    const since = this.versions.slice(this.versions.indexOf(heard) + 1);
    if (since.some(({ revision }) => revision.kind === 'correction')) return 'correction';
    const followed = address === 'all' ? fits : fits.filter((topic) => topic === address);
    const policies = followed.map((topic) => this.#topics[topic]?.updates);
    if ((current.urgency ?? 9) < (heard.urgency ?? 9) && (current.urgency ?? 9) <= 3) {
      return policies.some((policy) => policy !== 'none') ? 'update' : null;
    }
    return current.body !== heard.body && policies.includes('all') ? 'update' : null;
  }
}

/** Addresses that hear the same about the same stand together. */
function together(said: readonly { kind: Said['kind']; address: string; since: Story | null }[]): Said[] {
  const groups: { kind: Said['kind']; since: Story | null; to: string[] }[] = [];
  for (const { kind, address, since } of said) {
    const group = groups.find((one) => one.kind === kind && one.since === since);
    if (group === undefined) groups.push({ kind, since, to: [address] });
    else group.to.push(address);
  }
  return groups;
}
