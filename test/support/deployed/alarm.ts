// Whether an alarm of CloudWatch fires over data points, by its own properties:
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html

type Properties = {
  readonly Threshold: number;
  readonly ComparisonOperator: string;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number;
  readonly TreatMissingData?: string;
};

/** `points`: one for each period, the newest last; null where there is none. */
export function alarmFires(properties: unknown, points: readonly (number | null)[]): boolean {
  const { Threshold, ComparisonOperator, EvaluationPeriods, DatapointsToAlarm, TreatMissingData } =
    properties as Properties;
  const breaches = (point: number | null): boolean => {
    if (point === null) return TreatMissingData === "breaching";
    if (ComparisonOperator === "LessThanThreshold") return point < Threshold;
    if (ComparisonOperator === "GreaterThanThreshold") return point > Threshold;
    throw new TypeError(`found ${ComparisonOperator}, which this evaluator does not know`);
  };
  const looked = points.slice(-EvaluationPeriods);
  return looked.filter(breaches).length >= (DatapointsToAlarm ?? EvaluationPeriods);
}
