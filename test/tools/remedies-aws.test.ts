// The commands of the AWS CLI in remedies, read by the service models that the CLI is made of.
import { join } from "node:path";
import { expect, test } from "vitest";
import { askReader } from "../support/remedies/ask.ts";
import { commandsOf } from "../support/remedies/placeholders.ts";
import { repository } from "../support/run-cli.ts";

const PYTHON = join(repository, ".servers/venv/bin/python");

/** Each is a command of a remedy with one mistake, and what is said of it. */
const WRONG: readonly (readonly [command: string, why: RegExp])[] = [
  ["aws rdss reboot-db-instance --db-instance-identifier a", /no service rdss/],
  // The name that botocore has for a service that the CLI calls configservice.
  ["aws config start-configuration-recorder --configuration-recorder-name default", /no service config/],
  ["aws rds restart-db-instance --db-instance-identifier a", /no operation/],
  ["aws rds modify-db-instance --db-instance-id a --no-publicly-accessible", /no --db-instance-id/],
  ["aws rds modify-db-instance --db-instance-identifier a --no-db-instance-class", /no switch/],
  ["aws rds modify-db-instance --db-instance-identifier a --publicly-accessible false", /takes no value/],
  ["aws s3api put-public-access-block --bucket a", /Missing required parameter.*PublicAccessBlockConfiguration/],
  ["aws iam update-access-key --user-name a --access-key-id 0123456789012345 --status Off", /none of Active/],
  ["aws iam update-access-key --user-name a --access-key-id 012 --status Inactive", /Invalid length/],
  ["aws logs put-retention-policy --log-group-name a --retention-in-days year", /no number/],
  [
    "aws s3control put-public-access-block --account-id 1 --public-access-block-configuration BlockAcls=true",
    /no member/,
  ],
  [
    `aws cloudtrail put-event-selectors --trail-name a --event-selectors '[{"ReadWrite":"All"}]'`,
    /Unknown parameter.*ReadWrite/,
  ],
  [
    `aws cloudtrail put-event-selectors --trail-name a --event-selectors '[{"ReadWriteType":true}]'`,
    /Invalid type.*ReadWriteType/,
  ],
  [`aws cloudtrail put-event-selectors --trail-name a --event-selectors '[{"ReadWriteType":]'`, /Expecting value/],
  ["aws s3api put-bucket-policy --bucket a --policy '{'", /Expecting property name/],
  [
    "aws kafka update-connectivity --cluster-arn a --current-version b --connectivity-info PublicAccess={Kind=DISABLED}",
    /no member of PublicAccess/,
  ],
  [
    "aws kafka update-connectivity --cluster-arn a --current-version b --connectivity-info PublicAccess=DISABLED",
    /in braces/,
  ],
  ["aws logs put-retention-policy --log-group-name a --retention-in-days file://days.txt", /expected no file/],
];

test("every command has an operation, its required parameters and no others, with values that fit", () => {
  const commands = commandsOf("aws");
  const { refused, read } = askReader("read-aws.py", PYTHON, [...commands, ...WRONG.map(([command]) => command)]);
  expect(refused).toEqual(WRONG.map(([command, why]) => [command, expect.stringMatching(why)]));
  expect(read).toHaveLength(commands.length);
  expect(new Set(read).size).toBeGreaterThan(30);
});
