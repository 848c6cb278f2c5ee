// Answers of AWS with members that are null, which say the same as those that are missing.
import { expect, test } from "vitest";
import { accountPublicAccessBlockIn } from "../../../collectors/aws/answers/account-public-access-block.ts";
import { eventSelectorsIn } from "../../../collectors/aws/answers/cloudtrail/event-selectors.ts";
import { logGroupsIn } from "../../../collectors/aws/answers/log-groups.ts";
import { entriesIn } from "../../../collectors/aws/answers/prefix-lists.ts";
import { INSTANCE_GROUPS, parametersIn } from "../../../collectors/aws/answers/rds-parameters.ts";
import { trailStatusIn } from "../../../collectors/aws/answers/cloudtrail/trail-status.ts";
import { trailsIn } from "../../../collectors/aws/answers/cloudtrail/trails.ts";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";

type Members = { readonly [member: string]: Json };

const people = { person: () => "somebody", remember: () => undefined };
const TRAIL = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/t";
const GROUP = "arn:aws:logs:eu-central-1:111122223333:log-group:g:*";

const answers: readonly (readonly [string, Members, (members: Members) => unknown])[] = [
  [
    "a trail",
    { HomeRegion: null, S3KeyPrefix: null, CloudWatchLogsLogGroupArn: null, KmsKeyId: null },
    (members) => trailsIn({ trailList: [{ Name: "t", TrailARN: TRAIL, ...members }] }),
  ],
  [
    "the status of a trail",
    { LatestDeliveryError: null },
    (members) => trailStatusIn({ IsLogging: true, ...members }, TRAIL),
  ],
  [
    "event selectors",
    { AdvancedEventSelectors: null },
    (members) => eventSelectorsIn({ EventSelectors: [{ ReadWriteType: "All" }], ...members }, TRAIL, people),
  ],
  [
    "a log group",
    { retentionInDays: null, kmsKeyId: null, creationTime: null },
    (members) => logGroupsIn({ logGroups: [{ logGroupName: "g", arn: GROUP, ...members }] }),
  ],
  [
    "a parameter",
    { ParameterValue: null },
    (members) => parametersIn({ Parameters: [{ ParameterName: "rds.force_ssl", ...members }] }, INSTANCE_GROUPS, "g"),
  ],
  [
    "an entry of a prefix list",
    { Description: null },
    (members) => entriesIn({ Entries: [{ Cidr: "192.0.2.0/24", ...members }] }, "pl-1"),
  ],
];

test.each(answers)("%s", (_, nulls, read) => {
  const missing = read({});
  expect(missing).toBeDefined();
  expect(read(nulls)).toEqual(missing);
});

// Checks take a switch that is missing for one that is off.
test.each(["IncludeGlobalServiceEvents", "IsMultiRegionTrail", "IsOrganizationTrail", "LogFileValidationEnabled"])(
  "a trail whose %s is null is not read",
  (name) => expect(trailsIn({ trailList: [{ Name: "t", TrailARN: TRAIL, [name]: null }] })).toBeUndefined(),
);

test.each(["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"])(
  "an account's public access block whose %s is null is not read",
  (name) => {
    const settings = { IgnorePublicAcls: true, RestrictPublicBuckets: true, [name]: null };
    expect(accountPublicAccessBlockIn({ PublicAccessBlockConfiguration: settings })).toBeUndefined();
  },
);

test("an element that is null is not passed over", () => {
  expect(entriesIn({ Entries: [{ Cidr: "192.0.2.0/24" }, null] }, "pl-1")).toBeUndefined();
});
