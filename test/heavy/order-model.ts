import type { Story } from '../../core/story/story.ts';

/**
 * A model of a newsroom, small enough to be read and believed: what came, who was told what, and what has to
 * be said next. Times are milliseconds; addresses are topics and `all`.
 */
export interface Document {
  readonly story: Story;
  /** When it reached the bucket (ISO 8601 UTC). */
  readonly at: string;
  /** Documents of one family nearly repeat each other. */
  readonly family: string;
}

export interface Said {
  readonly kind: 'new' | 'update' | 'correction' | 'kill';
  readonly to: readonly string[];
}

export type ModelTopics = Readonly<Record<string, { readonly word: string; readonly updates: string }>>;

interface Heard {
  readonly story: Story;
  readonly withdrawn: 'withheld' | 'canceled' | null;
}

/** All stories of a newsroom, and which document belongs to which. */
export class NewsroomModel {
  readonly #stories = new Map<string, StoryModel>();
  readonly #topics: ModelTopics;

  constructor(topics: ModelTopics) {
    this.#topics = topics;
  }

  come(document: Document): void {
    const { story, at } = document;
    if (story.revision.kind === 'kill' && story.revision.of.length > 0) {
      for (const id of story.revision.of) {
        this.#storyOf(id).order({
          by: story.id,
          status: story.status === 'withheld' ? 'withheld' : 'canceled',
          at,
        });
      }
      return;
    }
    const own = this.#replaced(story);
    if (!own.hasCopy && !isKill(story)) this.#compare(document, own);
    this.#storyOf(story.id).come(document);
  }

  speak(now: number): Said[] {
    return [...new Set(this.#stories.values())].flatMap((story) => story.speak(now));
  }

  #storyOf(id: string): StoryModel {
    const story = this.#stories.get(id) ?? new StoryModel(this.#topics);
    this.#stories.set(id, story);
    return story;
  }

  /** The story of a document; that of the other one that it says it corrects. */
  #replaced({ id, revision }: Story): StoryModel {
    const own = this.#storyOf(id);
    const [other] = revision.of;
    if (other === undefined || own.hasCopy) return own;
    const target = this.#storyOf(other);
    if (target !== own) target.take(own);
    this.#stories.set(id, target);
    return target;
  }

  /** The first copy of a story: a version of one that is there, a copy of one, or something new. */
  #compare({ story, family }: Document, own: StoryModel): void {
    const alike = [...new Set(this.#stories.values())].filter((other) => other !== own && other.isOf(family));
    const same = alike.find((other) => other.wire === story.wire && isSame(story, other));
    if (same !== undefined) {
      same.take(own);
      this.#stories.set(story.id, same);
      return;
    }
    const [first] = alike.sort((one, other) => (one.since < other.since ? -1 : 1));
    if (first === undefined) return;
    own.copyOf = first.copyOf ?? first;
    own.copyOf.copies.push(own);
  }
}

function isSame(story: Story, other: StoryModel): boolean {
  const revises = story.revision.kind !== 'none' && story.revision.of.length === 0;
  return (isPlain(story) && other.isPlain) || revises || other.onlyRevises;
}

function isPlain({ id }: Story): boolean {
  return id.startsWith('text:');
}

type Coming = Pick<Document, 'story' | 'at'>;

interface Order {
  readonly by: string;
  readonly status: 'withheld' | 'canceled';
  readonly at: string;
}

class StoryModel {
  copyOf: StoryModel | null = null;
  readonly copies: StoryModel[] = [];
  readonly #came: Document[] = [];
  readonly #orders: Order[] = [];
  readonly #heard = new Map<string, Heard>();
  readonly #topics: ModelTopics;

  constructor(topics: ModelTopics) {
    this.#topics = topics;
  }

  come(document: Document): void {
    if (!this.#came.includes(document)) this.#came.push(document);
  }

  order(order: Order): void {
    this.#orders.push(order);
  }

  /** What is known already of a document that turns out to belong here. */
  take(other: StoryModel): void {
    this.#came.push(...other.#came);
    this.#orders.push(...other.#orders);
  }

  get hasCopy(): boolean {
    return this.#came.some(({ story }) => !isKill(story));
  }

  get wire(): string | null {
    return this.#came[0]?.story.wire ?? null;
  }

  get since(): string {
    return this.#came.map(({ at }) => at).sort()[0] ?? '';
  }

  get isPlain(): boolean {
    return this.#came.every(({ story }) => isPlain(story));
  }

  get onlyRevises(): boolean {
    return this.#came.every(({ story }) => isKill(story) || story.revision.kind !== 'none');
  }

  isOf(family: string): boolean {
    return this.#came.some((document) => document.family === family && !isKill(document.story));
  }

  /** Versions in their order: by number within a document, by time between documents. */
  get versions(): readonly Story[] {
    const firsts = [...new Set(this.#came.map(({ story }) => story))].map((story) => ({
      story,
      at: this.#receipts(story)[0] ?? '',
    }));
    const inDocument = (one: Coming) => firsts.filter((other) => other.story.id === one.story.id);
    const time = (one: Coming) =>
      inDocument(one)
        .filter(
          (other) => number(other) < number(one) || (number(other) === number(one) && other.at <= one.at),
        )
        .map(({ at }) => at)
        .sort()
        .at(-1) ?? '';
    const ordered = firsts.sort((one, other) =>
      time(one) === time(other) ? number(one) - number(other) : time(one) < time(other) ? -1 : 1,
    );
    return this.#lifted(ordered.map(({ story }) => story));
  }

  /** A text that is put on hold and then sent again as it was is not on hold any more. */
  #lifted(versions: readonly Story[]): readonly Story[] {
    const copy = versions.findLast(({ status }) => status !== 'withheld');
    const holds = copy === undefined ? [] : versions.slice(versions.indexOf(copy) + 1);
    if (copy === undefined || holds.length === 0 || ![copy, ...holds].every(isPlain)) return versions;
    const last = (story: Story) => this.#receipts(story).at(-1) ?? '';
    return holds.every((hold) => last(hold) < last(copy))
      ? [...versions.filter((one) => one !== copy), copy]
      : versions;
  }

  #receipts(story: Story): readonly string[] {
    return this.#came
      .filter((one) => one.story === story)
      .map(({ at }) => at)
      .sort();
  }

  /** Killed, or a copy of it on its own wire was. */
  get isKilled(): boolean {
    return (
      this.#orders.some(({ status }) => status === 'canceled') ||
      this.#came.some(({ story }) => isKill(story)) ||
      this.copies.some((copy) => copy.wire === this.wire && copy.isKilled)
    );
  }

  get status(): 'usable' | 'withheld' | 'canceled' {
    const current = this.versions.at(-1);
    const orders = this.#orders.filter(({ status }) => status === 'withheld');
    if (this.isKilled) return 'canceled';
    const since = this.#came.find(({ story }) => story === current)?.at ?? '';
    return current?.status === 'withheld' || orders.some(({ at }) => at >= since) ? 'withheld' : 'usable';
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
    const silent = this.copyOf !== null;
    for (const [address, { story, withdrawn }] of this.#heard) {
      const news = this.#newsFor(address, story, current, fits);
      const widened = address === 'all' && !silent && fresh.length > 0 ? 'update' : null;
      const kind = withdrawn === 'withheld' ? 'update' : (news ?? widened);
      if (kind !== null) said.push({ kind, address, since: story });
    }
    if (!silent) for (const topic of fresh) said.push({ kind: 'new', address: topic, since: null });
    if (!silent && fresh.length > 0 && !this.#heard.has('all'))
      said.push({ kind: 'new', address: 'all', since: null });
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
    if (since.length > 0 && (current.urgency ?? 9) < (heard.urgency ?? 9) && (current.urgency ?? 9) <= 3) {
      return policies.some((policy) => policy !== 'none') ? 'update' : null;
    }
    return since.length > 0 && current.body !== heard.body && policies.includes('all') ? 'update' : null;
  }
}

function isKill({ status, revision }: Story): boolean {
  return status === 'canceled' || revision.kind === 'kill';
}

function number({ story }: Coming): number {
  return story.version ?? 0;
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
