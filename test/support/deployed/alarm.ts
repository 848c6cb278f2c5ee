// Whether an alarm of CloudWatch fires over data points, by its own properties:
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html and, on points that are missing,
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html

type Properties = {
  readonly Threshold: number;
  readonly ComparisonOperator: string;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number;
  readonly TreatMissingData?: string;
  readonly Metrics?: readonly { readonly Expression?: string }[];
};

/** Beyond its periods an alarm looks at some older ones: two more, as in the page's tables. */
const OLDER = 2;

/** `points`: one for each period, the newest last; null where there is none. */
export function alarmFires(properties: unknown, points: readonly (number | null)[]): boolean {
  const {
    Threshold,
    ComparisonOperator,
    EvaluationPeriods,
    DatapointsToAlarm,
    TreatMissingData,
    Metrics = [],
  } = properties as Properties;
  const breaches = (point: number): boolean => {
    if (ComparisonOperator === "LessThanThreshold") return point < Threshold;
    if (ComparisonOperator === "GreaterThanThreshold") return point > Threshold;
    throw new TypeError(`found ${ComparisonOperator}, which this evaluator does not know`);
  };
  const isFilled = Metrics.some(({ Expression = "" }) => /^FILL\(\w+, 0\)$/.test(Expression));
  const told = isFilled ? points.map((point) => point ?? 0) : points;
  // Where there are points enough in what it looks at, those that are missing count for nothing.
  const real = told.slice(-(EvaluationPeriods + OLDER)).filter((point) => point !== null);
  const looked = real.slice(-EvaluationPeriods);
  const missing = TreatMissingData === "breaching" ? EvaluationPeriods - looked.length : 0;
  return looked.filter(breaches).length + missing >= (DatapointsToAlarm ?? EvaluationPeriods);
}
