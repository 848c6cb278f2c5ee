// Reads whether a table of DynamoDB can be restored to a moment, and for how many days, as DescribeContinuousBackups tells it.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import { withoutNulls } from "../../json-shape.ts";

/**
 * The earliest and latest moments change by the minute and stay here. AWS Config records the status without the days.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoveryDescription.html
 */
const Answer = z.object({
  ContinuousBackupsDescription: z.object({
    PointInTimeRecoveryDescription: z
      .object({ PointInTimeRecoveryStatus: z.string(), RecoveryPeriodInDays: z.int().min(1).optional() })
      .optional(),
  }),
});

export const CONTINUOUS_BACKUPS = "Tidemark::DynamoDB::ContinuousBackups";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
const TABLE = /^[A-Za-z0-9_.-]{3,255}$/;

/** The key of what is told of the table `name` of a region. Throws RangeError on what is no name of a table. */
export function continuousBackupsKey(account: string, region: string, name: string): string {
  if (!TABLE.test(name)) throw new RangeError("found another text, expected the name of a table");
  return syntheticKey("aws", account, `continuous-backups/${region}/${name}`);
}

/** Undefined where the answer has another shape. */
export function continuousBackupsIn(answer: Json, name: string): object | undefined {
  const parsed = Answer.safeParse(withoutNulls(answer));
  return parsed.success
    ? { TableName: name, ...parsed.data.ContinuousBackupsDescription.PointInTimeRecoveryDescription }
    : undefined;
}
