import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '../core/config.ts';
import type { IntakePorts, ObjectOutcome, ObjectRef, StoryReads } from '../core/ports.ts';
import { takeIn } from '../core/story/take-in.ts';

/** What became of an object, and whether that was known before. */
export interface Taken {
  readonly outcome: ObjectOutcome;
  readonly known: boolean;
}

/** Takes objects in one after the other, in the order they were handed over, and each version once. */
export interface IntakeQueue {
  /** What became of it; null: it is gone, or could not be taken in and will be tried again later. */
  readonly take: (ref: ObjectRef) => Promise<Taken | null>;
  /** Done when everything handed over so far is; nothing is tried again afterwards. */
  readonly stop: () => Promise<void>;
}

/** Waits between tries of an object, then for good measure until it is tried anew. */
const BACK_OFF = [100, 1_000];
const TRY_ANEW = 30_000;

/** The queue between the drop folder and intake, as SQS is in the deployment. */
export function intakeQueue(
  ports: IntakePorts & { readonly store: Pick<StoryReads, 'outcome'> },
  settings: Settings,
  onTaken: (taken: Taken) => Promise<void>,
): IntakeQueue {
  let last: Promise<unknown> = Promise.resolve();
  let stopped = false;
  const later = new Set<NodeJS.Timeout>();
  const takeNow = async (ref: ObjectRef): Promise<Taken | null> => {
    const taken = await withRetries(() => takeOnce(ref, ports, settings), ref, ports);
    if (taken === 'failed') {
      const timer = setTimeout(() => {
        later.delete(timer);
        void take(ref);
      }, TRY_ANEW);
      later.add(timer);
      return null;
    }
    if (taken !== null) await onTaken(taken);
    return taken;
  };
  const take = (ref: ObjectRef): Promise<Taken | null> => {
    if (stopped) return Promise.resolve(null);
    const turn = last.then(() => (stopped ? null : takeNow(ref)));
    last = turn.catch(() => null);
    return turn;
  };
  return {
    take,
    stop: async () => {
      stopped = true;
      for (const timer of later) clearTimeout(timer);
      await last;
    },
  };
}

/** Takes an object in unless this version of it has an outcome already. */
async function takeOnce(
  ref: ObjectRef,
  ports: IntakePorts & { readonly store: Pick<StoryReads, 'outcome'> },
  settings: Settings,
): Promise<Taken | null> {
  const reading = await ports.objects.read(ref, settings.maxBytes);
  if (reading.kind === 'gone') return null;
  const known = await ports.store.outcome(ref.key, reading.versionId);
  if (known !== null) return { outcome: known, known: true };
  const outcome = await takeIn({ key: ref.key, versionId: reading.versionId }, ports, settings);
  return outcome === null ? null : { outcome, known: false };
}

async function withRetries<Result>(
  attempt: () => Promise<Result>,
  { key }: ObjectRef,
  { log }: Pick<IntakePorts, 'log'>,
): Promise<Result | 'failed'> {
  for (const wait of [...BACK_OFF, null]) {
    try {
      return await attempt();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (wait === null)
        log.warn('could not be taken in; it is tried again in half a minute', { key, reason });
      else await sleep(wait);
    }
  }
  return 'failed';
}
