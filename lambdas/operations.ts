import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Log } from '../core/ports.ts';

/**
 * What operators see: structured logs and metrics of one function. Name and namespace come from the
 * environment (`POWERTOOLS_SERVICE_NAME`, `POWERTOOLS_METRICS_NAMESPACE`). Story text goes into neither.
 */
export interface Operations {
  readonly log: Log;
  readonly metrics: Metrics;
}

/** The logger and metrics of the running function; one call for each function is enough. */
export function operations(): Operations {
  const logger = new Logger();
  return {
    log: {
      info: (message, facts = {}) => logger.info(message, { facts }),
      warn: (message, facts = {}) => logger.warn(message, { facts }),
    },
    metrics: new Metrics({ namespace: process.env.POWERTOOLS_METRICS_NAMESPACE ?? 'Wirewatch' }),
  };
}
