import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { SNSClient } from '@aws-sdk/client-sns';
import type { Context } from 'aws-lambda';
import { dispatch } from '../../core/alert/dispatch.ts';
import { SnsPublisher } from '../aws/sns-publisher.ts';
import { requireEnvironment } from '../environment.ts';
import { setUp } from '../setting-up.ts';

const { settings, metrics, ...ports } = setUp(import.meta.url);
const publisher = new SnsPublisher(new SNSClient({}), requireEnvironment('WIREWATCH_SNS_TOPIC'));

/** Tells what is due. Whatever woke it, the event's content is not used. */
export const handler = async (_event: unknown, context: Context): Promise<void> => {
  const deadline = ports.clock.now() + context.getRemainingTimeInMillis();
  const owner = context.awsRequestId;
  const report = await dispatch({ ...ports, publisher, owner }, settings, { deadline });
  if (!report.held) return;
  const published = Object.values(report.published).reduce((sum, count) => sum + count, 0);
  metrics.addMetric('AlertsPublished', MetricUnit.Count, published);
  metrics.addMetric('DispatchLag', MetricUnit.Milliseconds, report.lag);
  if (report.refused > 0) metrics.addMetric('AlertsRefused', MetricUnit.Count, report.refused);
  if (report.waiting !== null) {
    const { kills, forgottenKills, embargoes } = report.waiting;
    metrics.addMetric('KillsWaiting', MetricUnit.Count, kills);
    metrics.addMetric('KillsForgotten', MetricUnit.Count, forgottenKills);
    metrics.addMetric('EmbargoesWithoutEnd', MetricUnit.Count, embargoes);
  }
  metrics.publishStoredMetrics();
  if (published + report.refused + report.left > 0) {
    const { refused, left, lag } = report;
    ports.log.info('told', { published, refused, left, lag });
  }
};
