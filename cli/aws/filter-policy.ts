import * as z from 'zod/mini';
import type { Token } from '../../core/alert/message.ts';

/** An SNS filter policy: attribute → what it may be. Wirewatch writes `to`; what else people put in stays. */
export type FilterPolicy = Readonly<Record<string, unknown>>;

const policySchema = z.record(z.string(), z.unknown());

/** Reads a subscription's filter policy; null where it has none, or none that is a JSON object. */
export function parseFilterPolicy(json: string | undefined): FilterPolicy | null {
  if (json === undefined || json === '') return null;
  try {
    const policy = policySchema.safeParse(JSON.parse(json));
    return policy.success ? policy.data : null;
  } catch {
    return null;
  }
}

/** The address tokens that a policy asks for; null where it does not look at `to`: then it gets everything. */
export function tokensIn(policy: FilterPolicy | null): readonly Token[] | null {
  const to = policy?.to;
  if (to === undefined) return null;
  return Array.isArray(to) ? to.filter((value) => typeof value === 'string') : [];
}

/** The policy with these tokens in the place of those it had. Patterns that are no plain token stay. */
export function withTokens(policy: FilterPolicy | null, tokens: readonly Token[]): FilterPolicy {
  const to = policy?.to;
  const patterns = Array.isArray(to) ? to.filter((value) => typeof value !== 'string') : [];
  return { ...policy, to: [...tokens, ...patterns] };
}
