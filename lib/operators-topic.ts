import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { subscribeByEmail } from './email-subscription.ts';

export interface OperatorsTopicProps {
  /** Addresses that get the alarms. */
  readonly operators: readonly string[];
}

/** The SNS topic that alarms go to. TLS only, and CloudWatch of this account may publish to it. */
export class OperatorsTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: OperatorsTopicProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    this.topic = new Topic(this, 'Topic', { displayName: 'Wirewatch alarms', enforceSSL: true });
    // The TLS rule is a policy of its own and takes the place of the default one, which let alarms publish.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsMayPublish',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': this.alarmsOfThisAccount() },
        },
      }),
    );
    for (const operator of props.operators) subscribeByEmail(this, this.topic, operator, null);
  }

  private alarmsOfThisAccount(): string {
    return Stack.of(this).formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
}
