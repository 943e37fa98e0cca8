import type { ObjectRef, StoryStore, Subscriptions } from '../core/ports.ts';

/** An object in the bucket, as a listing shows it. */
export interface ListedObject extends ObjectRef {
  readonly versionId: string;
  /** ISO 8601 UTC. */
  readonly lastModified: string;
}

/** The bucket: dropped objects under `incoming/`, pushed topic sets under `topics/`. */
export interface DropBucket {
  /** Stores an object and names its version. */
  readonly put: (key: string, bytes: Uint8Array) => Promise<ObjectRef & { readonly versionId: string }>;
  /** The newest version's content, or null when there is no such object. */
  readonly get: (key: string) => Promise<Uint8Array | null>;
  /** Objects whose key begins so, in order of keys; each in its newest version. */
  readonly list: (prefix: string) => AsyncIterable<ListedObject>;
}

/** Who is told, with what only the people at the command line do. */
export interface SubscriptionDesk extends Subscriptions {
  /**
   * Follows the link of a confirmation mail so that only whoever holds the deployment's credentials can
   * unsubscribe the address: mail scanners follow unsubscribe links. Answers the subscription's ARN.
   */
  readonly confirm: (url: string) => Promise<string>;
}

/** A running Wirewatch, deployed or local, as the command line works with it. */
export interface Deployment {
  /** As people call it: `Wirewatch in eu-north-1`, `the local run`. */
  readonly name: string;
  readonly store: StoryStore;
  readonly bucket: DropBucket;
  readonly subscriptions: SubscriptionDesk;
  /** Has the running intake take an object in again. */
  readonly takeInAgain: (objects: readonly ListedObject[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The name of the deployment that is none. */
export const LOCAL_RUN = 'the local run';

/** Which deployment a command means. */
export type DeploymentChoice =
  | { readonly kind: 'stack'; readonly stack: string }
  | { readonly kind: 'local'; readonly state: string };

/** Opens a deployment, runs the work and closes it again, whatever came of it. */
export async function withDeployment<Result>(
  choice: DeploymentChoice,
  work: (deployment: Deployment) => Promise<Result>,
): Promise<Result> {
  const deployment = await openDeployment(choice);
  try {
    return await work(deployment);
  } finally {
    await deployment.close();
  }
}

/** The clients load only here, so that commands without a deployment start at once. */
async function openDeployment(choice: DeploymentChoice): Promise<Deployment> {
  switch (choice.kind) {
    case 'stack':
      return (await import('./aws/aws-deployment.ts')).openStack(choice.stack);
    case 'local':
      return (await import('./local-deployment.ts')).openLocal(choice.state);
  }
}
