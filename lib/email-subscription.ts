import { createHash } from 'node:crypto';
import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnSubscription, type ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/**
 * Subscribes an address to an SNS topic by email. Its logical id comes from protocol and address, so
 * that reordering the configuration changes nothing, and it is kept when it leaves the template: who
 * confirmed once is not silently cut off by a mistyped file.
 * @param tokens what it asks for, or null for every message.
 */
export function subscribeByEmail(
  scope: Construct,
  topic: ITopic,
  email: string,
  tokens: readonly string[] | null,
): CfnSubscription {
  const address = email.toLowerCase();
  const id = createHash('sha256').update(`email:${address}`).digest('hex').slice(0, 16);
  const subscription = new CfnSubscription(scope, `Email${id}`, {
    topicArn: topic.topicArn,
    protocol: 'email',
    endpoint: email,
    ...(tokens === null ? {} : { filterPolicy: { to: tokens }, filterPolicyScope: 'MessageAttributes' }),
  });
  subscription.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return subscription;
}
