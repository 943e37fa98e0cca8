import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type Subscriber, tokensOf } from '../core/config.ts';
import { subscribeByEmail } from './email-subscription.ts';

export interface AlertsTopicProps {
  /** Whom the configuration subscribes; they get what their choice of topics and deliveries asks for. */
  readonly subscribers: readonly Subscriber[];
}

/** The SNS topic that alerts and briefings go to, with the configuration's subscriptions. TLS only. */
export class AlertsTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: AlertsTopicProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { displayName: 'Wirewatch', enforceSSL: true });
    for (const subscriber of props.subscribers) {
      subscribeByEmail(this, this.topic, subscriber.email, tokensOf(subscriber));
    }
  }
}
