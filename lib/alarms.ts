import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { METRIC_NAMESPACE } from './wire-function.ts';

export interface AlarmsProps {
  /** The SNS topic that operators get alarms from. */
  readonly operators: ITopic;
  readonly intake: LambdaFunction;
  readonly dispatch: LambdaFunction;
  /** The SNS topic that alerts go to. */
  readonly alerts: ITopic;
  /** One message for each dropped object. */
  readonly drops: IQueue;
  /** Drops that intake gave up on. */
  readonly deadLetters: IQueue;
  /** Events that EventBridge could not deliver. */
  readonly undelivered: IQueue;
  /** Raise the alarm after so many hours without a story. */
  readonly silenceHours: number;
}

interface AlarmOptions {
  /** What it means, in one sentence. The runbook's heading of the same name says the rest. */
  readonly means: string;
  readonly metric: IMetric;
  /** It is raised above this value (with `below`: under it). */
  readonly threshold: number;
  readonly below?: boolean;
  /** Of so many periods … */
  readonly periods?: number;
  /** … in which no data counts as trouble. */
  readonly missingIsTrouble?: boolean;
}

const MINUTE = Duration.minutes(1);
const FIVE_MINUTES = Duration.minutes(5);

/** What tells operators that something is wrong. Each alarm has its heading in docs/operators.md. */
export class Alarms extends Construct {
  private readonly operators: ITopic;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.operators = props.operators;
    this.watchQueues(props);
    this.watchFunctions(props);
    this.watchAlerts(props);
    this.watchWaiting();
    this.watchSilence(props.silenceHours);
  }

  private watchQueues({ drops, deadLetters, undelivered }: AlarmsProps): void {
    const waiting = { period: MINUTE, statistic: 'Maximum' };
    this.raise('DeadLetters', {
      means: 'Intake gave up on dropped objects; they wait in the dead-letter queue.',
      metric: deadLetters.metricApproximateNumberOfMessagesVisible(waiting),
      threshold: 0,
    });
    this.raise('Undelivered', {
      means: 'EventBridge could not pass dropped objects to intake; they wait in a dead-letter queue.',
      metric: undelivered.metricApproximateNumberOfMessagesVisible(waiting),
      threshold: 0,
    });
    this.raise('OldestDrop', {
      means: 'Dropped objects have waited for more than five minutes: intake does not keep up.',
      metric: drops.metricApproximateAgeOfOldestMessage(waiting),
      threshold: 300,
      periods: 3,
    });
  }

  private watchFunctions({ intake, dispatch }: AlarmsProps): void {
    const sum = { period: FIVE_MINUTES, statistic: 'Sum' };
    this.raise('IntakeErrors', {
      means: 'Intake failed as a whole, not just on one object.',
      metric: intake.metricErrors(sum),
      threshold: 0,
      periods: 2,
    });
    this.raise('DispatchErrors', {
      means: 'Dispatch failed; alerts may be late.',
      metric: dispatch.metricErrors(sum),
      threshold: 0,
      periods: 2,
    });
    this.raise('IntakeThrottles', {
      means: 'Lambda refuses to run intake: the account has too little concurrency left.',
      metric: intake.metricThrottles(sum),
      threshold: 0,
      periods: 3,
    });
    this.raise('DispatchThrottles', {
      means: 'Lambda refuses to run dispatch: the account has too little concurrency left.',
      metric: dispatch.metricThrottles(sum),
      threshold: 0,
      periods: 3,
    });
    this.raise('DispatchStopped', {
      means: 'Dispatch has not run for five minutes, though it is woken every minute.',
      metric: dispatch.metricInvocations(sum),
      threshold: 1,
      below: true,
      missingIsTrouble: true,
    });
  }

  private watchAlerts({ alerts }: AlarmsProps): void {
    this.raise('DispatchLag', {
      means: 'Alerts went out more than three minutes after they were due.',
      metric: this.own('DispatchLag', { period: FIVE_MINUTES, statistic: 'Maximum' }),
      threshold: 180_000,
    });
    this.raise('AlertsRefused', {
      means: 'SNS refused an alert for good; nobody was told.',
      metric: this.own('AlertsRefused', { period: FIVE_MINUTES, statistic: 'Sum' }),
      threshold: 0,
    });
    this.raise('AlertsNotDelivered', {
      means: 'SNS could not deliver an alert to a subscriber.',
      metric: new Metric({
        namespace: 'AWS/SNS',
        metricName: 'NumberOfNotificationsFailed',
        dimensionsMap: { TopicName: alerts.topicName },
        period: FIVE_MINUTES,
        statistic: 'Sum',
      }),
      threshold: 0,
    });
  }

  private watchWaiting(): void {
    const most = { period: FIVE_MINUTES, statistic: 'Maximum' };
    this.raise('KillsWaiting', {
      means: 'A kill names a story that has not come; it waits for it.',
      metric: this.own('KillsWaiting', most),
      threshold: 0,
      // A kill may overtake its story by some minutes.
      periods: 3,
    });
    this.raise('KillsForgotten', {
      means: 'A kill was given up, because its story did not come.',
      metric: this.own('KillsForgotten', { period: FIVE_MINUTES, statistic: 'Sum' }),
      threshold: 0,
    });
    this.raise('EmbargoesWithoutEnd', {
      means: 'A story that fits a topic is held by an embargo of which no end could be read.',
      metric: this.own('EmbargoesWithoutEnd', most),
      threshold: 0,
    });
  }

  private watchSilence(hours: number): void {
    this.raise('Silence', {
      means: `No story has come for ${hours === 1 ? 'an hour' : `${hours} hours`}.`,
      metric: this.own('StoriesRead', { period: Duration.hours(1), statistic: 'Sum' }),
      threshold: 1,
      below: true,
      periods: hours,
      missingIsTrouble: true,
    });
  }

  /** A metric that the functions publish themselves. */
  private own(metricName: string, options: { period: Duration; statistic: string }): Metric {
    return new Metric({
      namespace: METRIC_NAMESPACE,
      metricName,
      dimensionsMap: { service: Stack.of(this).stackName },
      ...options,
    });
  }

  private raise(id: string, options: AlarmOptions): void {
    const { means, metric, threshold, below = false, periods = 1, missingIsTrouble = false } = options;
    const alarm = new Alarm(this, id, {
      alarmDescription: `${Stack.of(this).stackName}: ${means} What to do: docs/operators.md#${id.toLowerCase()}`,
      metric,
      threshold,
      comparisonOperator: below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: missingIsTrouble ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    const tell = new SnsAction(this.operators);
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
  }
}
