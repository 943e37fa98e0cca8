import { CfnResource, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** Under this prefix of the bucket stories are dropped. */
export const DROP_PREFIX = 'incoming/';

/** Under this prefix stand pushed topic sets. */
export const TOPICS_PREFIX = 'topics/';

/**
 * The bucket that stories are dropped into. Encrypted, reached by TLS only, closed to the public,
 * versioned (an event names the version that it is about) and kept when the stack goes.
 */
export class DropBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(7) }],
    });
    tellEventBridge(this.bucket);
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Every object ends in a recorded outcome; access logs would need a second bucket for little.',
    });
  }
}

/** Sets the switch on the L1 bucket: the L2 one (`eventBridgeEnabled`) brings a custom-resource Lambda. */
function tellEventBridge(bucket: Bucket): void {
  const resource = bucket.node.defaultChild;
  if (!CfnResource.isCfnResource(resource) || !(resource instanceof CfnBucket)) {
    throw new Error('The bucket has no CloudFormation bucket of its own.');
  }
  resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
}
