import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { dispatch } from '../core/alert/dispatch.ts';
import type { Settings } from '../core/config.ts';
import type { DispatchPorts, DispatchStore } from '../core/ports.ts';

/** How often to look for what is due, in place of the table's stream. */
const LOOK = 200;
/** How often to dispatch though nothing seems due: briefings are due by the clock alone. */
const SWEEP = 5_000;
/** Longer than any turn on this machine takes. */
const TURN = 20_000;
/** After a failure, such as a full disk. */
const PAUSE = 2_000;

/** Tells what is due, again and again, until it is stopped. */
export interface DispatchLoop {
  /** Done when nothing is due that can be told now. */
  readonly drain: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

type Ports = Omit<DispatchPorts, 'owner'>;

/**
 * Starts dispatching. The caller alone works on this table: a lease that a killed process left behind is
 * given back first.
 */
export async function startDispatch(ports: Ports, settings: Settings): Promise<DispatchLoop> {
  await freeLease(ports.store, ports.clock.now());
  const end = new AbortController();
  let turn: Promise<boolean> = Promise.resolve(true);
  const dispatchOnce = () => {
    turn = turn.then(() => dispatchSafely(ports, settings));
    return turn;
  };
  const running = loop(ports, dispatchOnce, end.signal);
  return {
    drain: async () => {
      for (let tries = 0; tries < 10; tries++) {
        const clean = await dispatchOnce();
        if (clean && !(await isAnythingDue(ports))) return;
      }
    },
    stop: async () => {
      end.abort();
      await running;
      await turn;
    },
  };
}

async function loop(ports: Ports, dispatchOnce: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  let swept = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    const sweep = performance.now() - swept > SWEEP;
    let clean = true;
    if (sweep || (await isAnythingDue(ports))) {
      if (sweep) swept = performance.now();
      clean = await dispatchOnce();
    }
    await sleep(clean ? LOOK : PAUSE, undefined, { signal }).catch(() => undefined);
  }
}

/** Whether there is nothing left of the turn; a failure is logged and tried again by a later turn. */
async function dispatchSafely(ports: Ports, settings: Settings): Promise<boolean> {
  try {
    const deadline = ports.clock.now() + TURN;
    const report = await dispatch({ ...ports, owner: `local ${randomUUID()}` }, settings, { deadline });
    return report.held && report.left === 0;
  } catch (error) {
    ports.log.warn('dispatch failed and tries again', {
      reason: error instanceof Error ? error.message : String(error),
    });
    return false;
  }
}

/** A cheap look, so that an idle machine stays idle. */
async function isAnythingDue({ store, clock }: Ports): Promise<boolean> {
  try {
    for await (const _ of store.dueHeads(new Date(clock.now()).toISOString())) return true;
    return false;
  } catch {
    // What is wrong will show, with its reason, when dispatch meets it.
    return true;
  }
}

/** Takes the lease as if it had run out, which is true of every lease but this process's, and gives it back. */
async function freeLease(store: DispatchStore, now: number): Promise<void> {
  const afterAll = now + 24 * 60 * 60 * 1000;
  const lease = await store.acquireLease('local start', afterAll, afterAll);
  while (lease !== null && (await store.releaseLease(lease)) === 'wake');
}
