import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import type { Token } from '../core/alert/message.ts';
import type { Subscription, Subscriptions } from '../core/ports.ts';
import { hasCode, writeFileAtomic } from './atomic-file.ts';
import { LocalFailure } from './local-failure.ts';
import { compilePolicy, type FilterPolicy } from './sns-filter.ts';

const stored = z.array(
  z.object({
    endpoint: z.string(),
    protocol: z.string(),
    policy: z.nullable(z.record(z.string(), z.unknown())),
    owner: z.enum(['configuration', 'command line']),
  }),
);

/** A subscription as the local SNS topic keeps it: with any filter policy that SNS takes. */
export interface StoredSubscription {
  readonly endpoint: string;
  readonly protocol: string;
  /** Null: it gets everything. */
  readonly policy: FilterPolicy | null;
  readonly owner: Subscription['owner'];
}

/** The subscriptions of the local run, in a file that any process may change; it is read anew for every use. */
export interface SubscriptionsFile extends Subscriptions {
  /** Null: there is no file yet. Throws LocalFailure when the file is damaged. */
  readonly read: () => Promise<readonly StoredSubscription[] | null>;
  readonly write: (subscriptions: readonly StoredSubscription[]) => Promise<void>;
}

/** The subscriptions kept in a JSON file, which need not exist. */
export function subscriptionsFile(path: string): SubscriptionsFile {
  const read = () => readStored(path);
  const write = (all: readonly StoredSubscription[]) =>
    writeFileAtomic(path, `${JSON.stringify(all, null, 2)}\n`);
  return {
    read,
    write,
    list: async () => ((await read()) ?? []).map(toSubscription),
    subscribe: async (endpoint, protocol, tokens) => {
      const address = checkedAddress(endpoint, protocol);
      const all = (await read()) ?? [];
      const known = all.find((one) => isOf(one, address, protocol));
      if (known?.policy === null) return toSubscription(known);
      const merged: StoredSubscription = {
        endpoint: address,
        protocol,
        policy: { ...known?.policy, to: merge(tokensOf(known?.policy ?? null) ?? [], tokens) },
        owner: known?.owner ?? 'command line',
      };
      await write([...all.filter((one) => one !== known), merged]);
      return toSubscription(merged);
    },
    unsubscribe: async (endpoint, protocol, tokens) => {
      const all = (await read()) ?? [];
      const known = all.find((one) => isOf(one, endpoint.trim(), protocol));
      if (known === undefined) return null;
      const kept = (tokensOf(known.policy) ?? []).filter(
        (token) => tokens !== null && !tokens.includes(token),
      );
      const left = kept.length === 0 ? null : { ...known, policy: { ...known.policy, to: kept } };
      await write([...all.filter((one) => one !== known), ...(left === null ? [] : [left])]);
      return left === null ? null : toSubscription(left);
    },
  };
}

async function readStored(path: string): Promise<readonly StoredSubscription[] | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
  const all = stored.safeParse(parseJson(text));
  if (!all.success)
    throw new LocalFailure(`${path} is damaged. Mend it, or delete it to start without subscriptions.`);
  for (const { endpoint, policy } of all.data) {
    const compiled = compilePolicy(policy ?? {});
    if (compiled.kind === 'invalid') {
      throw new LocalFailure(
        `${path}: the filter policy of ${endpoint} is none that SNS takes. ${compiled.reason}`,
      );
    }
  }
  return all.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toSubscription({ endpoint, protocol, policy, owner }: StoredSubscription): Subscription {
  return {
    endpoint,
    protocol,
    tokens: tokensOf(policy),
    status: 'confirmed',
    owner,
    arn: `local:${protocol}:${endpoint}`,
  };
}

/** The tokens that a policy asks for; null: it has no policy. */
function tokensOf(policy: FilterPolicy | null): readonly Token[] | null {
  if (policy === null) return null;
  return Array.isArray(policy.to) ? policy.to.filter((token) => typeof token === 'string') : [];
}

function merge(tokens: readonly Token[], more: readonly Token[]): readonly Token[] {
  return [...new Set([...tokens, ...more])].sort();
}

function isOf(one: StoredSubscription, endpoint: string, protocol: string): boolean {
  return one.protocol === protocol && one.endpoint.toLowerCase() === endpoint.toLowerCase();
}

/** Only mail is delivered locally; an address goes into headers, so it must be one and nothing else. */
function checkedAddress(endpoint: string, protocol: string): string {
  if (protocol !== 'email') {
    throw new LocalFailure(`The local run delivers mail only, no ${protocol}. Subscribe an email address.`);
  }
  const address = endpoint.trim();
  if (/^[^\s@<>()[\],;:"\\\p{Cc}]{1,64}@[a-z0-9.-]{1,190}$/iu.test(address)) return address;
  throw new LocalFailure(`"${endpoint}" is no email address. Write one such as you@localhost.`);
}
