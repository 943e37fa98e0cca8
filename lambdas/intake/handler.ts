import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { setUp } from '../setting-up.ts';
import { takeDrops } from './take-drops.ts';

const { settings, metrics, ...ports } = setUp(import.meta.url);

/** Takes in what was dropped; {@link takeDrops} says how. */
export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const response = await takeDrops(event, ports, settings, ({ stories, rejected }) => {
    metrics.addMetric('StoriesRead', MetricUnit.Count, stories);
    if (rejected > 0) metrics.addMetric('StoriesRejected', MetricUnit.Count, rejected);
  });
  metrics.publishStoredMetrics();
  return response;
};
