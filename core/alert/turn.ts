import type { Settings } from '../config.ts';
import type {
  ActiveTopics,
  DispatchPorts,
  DispatchReport,
  Lease,
  PublishResult,
  SenderState,
  Waiting,
} from '../ports.ts';
import { compose } from './compose.ts';
import type { DueFacts } from './due.ts';
import { dueFacts } from './due-facts.ts';
import type { Notice, OutgoingMessage } from './message.ts';

/** How long a sender that fell silent keeps others from sending. With the sweep of every minute: under two. */
export const LEASE_MILLISECONDS = 45_000;
/** SNS suspends a mail subscription that gets more than 10 messages a second; this is 8. */
const PACE_MILLISECONDS = 125;
const RENEW_BELOW = 25_000;
/** Waits between tries of one message that the SNS topic did not take. */
const BACK_OFF = [200, 1_000, 4_000];
/** What a turn leaves to finish a message with. */
const MARGIN = 6_000;

/** The lease went to another sender while this one was at work. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** One turn of the one sender: what it may use, what it remembers, and what it has done. */
export class Turn {
  readonly ports: DispatchPorts;
  readonly settings: Settings;
  readonly topics: ActiveTopics;
  readonly #deadline: number;
  #lease: Lease;
  #stopped = false;
  #report: DispatchReport = {
    held: true,
    published: { new: 0, update: 0, correction: 0, kill: 0, briefing: 0, flood: 0 },
    refused: 0,
    left: 0,
    lag: 0,
    waiting: null,
  };

  constructor(
    ports: DispatchPorts,
    settings: Settings,
    topics: ActiveTopics,
    lease: Lease,
    deadline: number,
  ) {
    this.ports = ports;
    this.settings = settings;
    this.topics = topics;
    this.#lease = lease;
    this.#deadline = deadline;
  }

  get now(): number {
    return this.ports.clock.now();
  }

  get nowText(): string {
    return new Date(this.now).toISOString();
  }

  get due(): DueFacts {
    return dueFacts(this.topics, this.settings, this.now);
  }

  get sender(): SenderState {
    return this.#lease.sender;
  }

  get lease(): Lease {
    return this.#lease;
  }

  get report(): DispatchReport {
    return this.#report;
  }

  /** Whether to begin nothing more: time is nearly up, or the SNS topic takes nothing. */
  get over(): boolean {
    return this.#stopped || this.now > this.#deadline - MARGIN;
  }

  remember(change: Partial<SenderState>): void {
    this.#lease = { ...this.#lease, sender: { ...this.#lease.sender, ...change } };
  }

  leave(): void {
    this.#report = { ...this.#report, left: this.#report.left + 1 };
  }

  waited(dueAt: string): void {
    this.#report = { ...this.#report, lag: Math.max(this.#report.lag, this.now - Date.parse(dueAt)) };
  }

  waits(waiting: Waiting): void {
    this.#report = { ...this.#report, waiting };
  }

  /** A notice in the deployment's words. */
  compose(notice: Notice): OutgoingMessage {
    const { language, timeZone, body, contact } = this.settings;
    const topicName = (id: string) => this.topics.facts(id)?.name[language] ?? id;
    return compose(notice, { language, timeZone, body, contact, topicName });
  }

  /**
   * Publishes at the sender's pace, trying again a few times. When the SNS topic does not take it the turn
   * is over. Throws {@link LeaseLost} when another sends by now.
   */
  async publish(message: OutgoingMessage): Promise<PublishResult> {
    const { clock, publisher, log } = this.ports;
    for (let attempt = 0; ; attempt += 1) {
      await this.#keepPace();
      const result = await publisher.publish(message);
      this.remember({ publishedAt: this.now });
      if (result.kind !== 'failed') return this.#count(message, result);
      log.warn('the SNS topic did not take a message', {
        kind: message.kind,
        attempt,
        reason: result.reason,
      });
      const wait = BACK_OFF[attempt];
      if (wait === undefined || this.over) {
        this.#stopped = true;
        this.leave();
        return result;
      }
      await clock.sleep(wait);
    }
  }

  /** Makes sure that this is still the one sender; stores what it remembers. */
  async keepLease(): Promise<void> {
    if (this.#lease.until - this.now > RENEW_BELOW) return;
    this.#lease = { ...this.#lease, until: this.now + LEASE_MILLISECONDS };
    if ((await this.ports.store.renewLease(this.#lease)) === 'lost') throw new LeaseLost();
  }

  async #keepPace(): Promise<void> {
    const wait = this.sender.publishedAt + PACE_MILLISECONDS - this.now;
    if (wait > 0) await this.ports.clock.sleep(Math.min(wait, PACE_MILLISECONDS));
    await this.keepLease();
  }

  #count(message: OutgoingMessage, result: PublishResult): PublishResult {
    const { published, refused } = this.#report;
    if (result.kind === 'refused') {
      this.ports.log.warn('the SNS topic refused a message', { kind: message.kind, reason: result.reason });
      this.#report = { ...this.#report, refused: refused + 1 };
    } else {
      const count = published[message.kind] + 1;
      this.#report = { ...this.#report, published: { ...published, [message.kind]: count } };
    }
    return result;
  }
}
