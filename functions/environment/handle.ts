// Makes every function's handler of its one call: parses the event, logs one line,
// puts the counts where alarms find them.
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { Context } from "aws-lambda";
import type { z } from "zod";
import { PlanRefused } from "../sealing/plan-refused.ts";

const logger = new Logger({ serviceName: "tidemark" });
const metrics = new Metrics({ namespace: "Tidemark", serviceName: "tidemark" });

/** Counts of one invocation, by metric. */
export type Counts = { readonly [metric: string]: number };

/** Told in the log alone: a metric costs as much a month as many requests. */
type Noted = { readonly [member: string]: unknown };

/** A function stops this long before its time is over, and keeps what it has. */
const MARGIN_MS = 30_000;

/**
 * A handler of events of the shape `event`. The handler returns the result of `act`, whose `counts` become metrics. It is given the
 * instant to stop at (milliseconds since 1970). An error that it throws ends the invocation, so that it is run again.
 */
export function handle<Event, Result extends object>(
  event: z.ZodType<Event>,
  act: (
    event: Event,
    deadline: number,
  ) => Promise<{ readonly result: Result; readonly counts: Counts; readonly noted?: Noted }>,
) {
  return async (input: unknown, context: Context): Promise<Result> => {
    logger.addContext(context);
    try {
      const {
        result,
        counts,
        noted = {},
      } = await act(event.parse(input), Date.now() + context.getRemainingTimeInMillis() - MARGIN_MS);
      for (const [metric, count] of Object.entries(counts)) metrics.addMetric(metric, MetricUnit.Count, count);
      if (Object.keys(counts).length > 0) metrics.publishStoredMetrics();
      logger.info("done", { ...noted, ...counts, ...result });
      return result;
    } catch (error) {
      // Counted, so that an alarm of its own tells of it beside the alarm on the failed run.
      if (error instanceof PlanRefused) {
        metrics.addMetric("PlanRefused", MetricUnit.Count, 1);
        metrics.publishStoredMetrics();
      }
      logger.error("failed", error as Error);
      throw error;
    }
  };
}
