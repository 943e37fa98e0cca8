import { InvalidArgumentError } from 'commander';
import type { Subscription } from '../core/ports.ts';

/** Where alerts go, with the SNS protocol that reaches it. */
export interface Address {
  readonly endpoint: string;
  readonly protocol: 'email' | 'sms' | 'sqs' | 'https';
}

/**
 * Reads an address: an email, a phone number (`+4512345678`), a queue's ARN or an https URL.
 * Throws commander's InvalidArgumentError, which becomes a usage error.
 */
export function parseAddress(text: string): Address {
  const endpoint = text.trim();
  if (/^[^\s@<>,;"]+@[^\s@<>,;"]+$/u.test(endpoint)) return { endpoint, protocol: 'email' };
  if (/^\+[1-9]\d{6,14}$/u.test(endpoint)) return { endpoint, protocol: 'sms' };
  if (/^arn:aws[\w-]*:sqs:[\w-]+:\d+:[\w.-]+$/u.test(endpoint)) return { endpoint, protocol: 'sqs' };
  if (endpoint.startsWith('https://') && URL.canParse(endpoint)) return { endpoint, protocol: 'https' };
  throw new InvalidArgumentError(
    'Give an email address (you@example.com), a phone number (+4512345678), the ARN of an SQS queue or an https URL.',
  );
}

/** The subscription of an address, if it has one. */
export function subscriptionOf(
  list: readonly Subscription[],
  { endpoint, protocol }: Address,
): Subscription | null {
  const same = (one: Subscription) =>
    one.protocol === protocol && one.endpoint.toLowerCase() === endpoint.toLowerCase();
  return list.find((one) => same(one) && one.status !== 'lost') ?? list.find(same) ?? null;
}
