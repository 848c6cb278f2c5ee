// Lists where a deployment waits for calls that CloudTrail tells of, and which calls: EventBridge hears of a call only
// where a trail of the account logs it in that region.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
import { placesOf, type DeployedConfig } from "./places.ts";

/** Where IAM tells of changes, whatever region roles are used in. https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html */
export const IAM_REGION = "us-east-1";

/** Calls that an alarm waits for. */
export type AwaitedCalls = {
  /** Name of the alarm. */
  readonly alarm: string;
  /** As CloudTrail calls the service: `kms.amazonaws.com`. */
  readonly source: string;
  /** Whether CloudTrail calls these calls read-only: kms:Sign and sts:AssumeRole are. */
  readonly kind: "read" | "write";
};

/** A region of an account in which alarms wait. */
export type AlarmPlace = {
  readonly account: string;
  readonly region: string;
  readonly awaited: readonly AwaitedCalls[];
};

const calls = (name: string, kind: AwaitedCalls["kind"], ...services: readonly string[]): AwaitedCalls[] =>
  services.map((service) => ({ alarm: `tidemark-${name}`, source: `${service}.amazonaws.com`, kind }));

/** Each place once, that of the collector first. It is what the stacks of infra/ make: a test compares them. */
export function alarmPlaces(config: DeployedConfig): AlarmPlace[] {
  const { account, region, replica, breakGlassRole } = config.deployment;
  const { ledgerAccount } = placesOf(config);
  const ours = [...new Set([account, ledgerAccount, ...(replica === null ? [] : [replica.account])])];
  const places: readonly AlarmPlace[] = [
    {
      account,
      region,
      awaited: [
        ...calls("functions-changed", "write", "lambda"),
        ...calls("operator-acted", "read", "sts"),
        ...calls("work-protection-changed", "write", "s3"),
      ],
    },
    {
      account: ledgerAccount,
      region,
      awaited: [
        ...calls("ledger-protection-changed", "write", "s3"),
        ...calls("key-changed", "write", "kms"),
        ...calls("unexplained-signatures", "read", "kms"),
        ...(breakGlassRole === null ? [] : calls("break-glass-taken", "read", "sts")),
      ],
    },
    ...ours.map((of) => ({ account: of, region: IAM_REGION, awaited: calls("roles-changed", "write", "iam") })),
    ...(replica === null ? [] : [{ ...replica, awaited: calls("replica-protection-changed", "write", "s3") }]),
  ];
  const byPlace = Map.groupBy(places, (place) => `${place.account} ${place.region}`);
  return [...byPlace.values()].map((same) => ({
    ...(same[0] as AlarmPlace),
    awaited: [
      ...same.flatMap(({ awaited }) => awaited),
      ...calls("watch-changed", "write", "events", "monitoring", "sns", "states", "scheduler"),
      ...calls("trail-changed", "write", "cloudtrail"),
    ],
  }));
}
