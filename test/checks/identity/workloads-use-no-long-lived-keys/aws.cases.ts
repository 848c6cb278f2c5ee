// Cases of the check on stored keys: users of IAM, and machines of EC2.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members } from "../../cases.ts";

const row = (members: Members = {}): Json => ({
  User: `person:${"a".repeat(64)}`,
  PasswordEnabled: false,
  AccessKey1Active: false,
  AccessKey2Active: false,
  ...members,
});

const ARN = "arn:aws:iam::111122223333:instance-profile/web";
const machine = (members: Members = {}): Json => ({ InstanceId: "i-1", State: { Name: "running" }, ...members });
const asked = (name: string, slice: Json, expect: Case["expect"], more: Partial<Case> = {}): Case => ({
  name,
  slice,
  parameters: { requireMachineRole: true },
  expect,
  ...more,
});

export const cases: Cases = {
  "aws Tidemark::IAM::CredentialReportRow": {
    cases: [
      {
        name: "a user without an active key",
        slice: row({ PasswordEnabled: true }),
        expect: "pass",
        because: "the user has no active access key",
        facts: { activeKeys: 0, password: true },
      },
      {
        name: "a user of a program with a key",
        slice: row({ AccessKey1Active: true }),
        expect: "fail",
        because: "the user has active access keys: 1",
        facts: { activeKeys: 1, password: false },
      },
      {
        name: "two keys, as in the middle of a rotation",
        slice: row({ AccessKey1Active: true, AccessKey2Active: true }),
        expect: "fail",
        facts: { activeKeys: 2, password: false },
      },
      {
        name: "one key that is active and one of which the report does not tell",
        slice: row({ AccessKey1Active: true, AccessKey2Active: "N/A" }),
        expect: "fail",
      },
      {
        name: "keys of which the report does not tell",
        slice: row({ AccessKey2Active: "N/A" }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "root, with a key",
        slice: row({ User: "<root_account>", AccessKey1Active: true }),
        expect: "not-applicable",
      },
      { name: "a row without its flags", slice: { User: "person:1" }, expect: "indeterminate" },
    ],
  },
  "aws AWS::EC2::Instance": {
    cases: [
      { name: "a machine, where the config does not ask", slice: machine(), expect: "not-applicable" },
      // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IamInstanceProfile.html
      asked("a machine with a profile", machine({ IamInstanceProfile: { Arn: ARN } }), "pass", {
        because: "the machine has an instance profile",
        facts: { instanceProfile: true },
      }),
      asked("a machine without a profile", machine(), "fail", {
        because: "the machine has no instance profile",
        facts: { instanceProfile: false },
      }),
      asked("a stopped machine, which can start again", machine({ State: { Name: "stopped" } }), "fail"),
      asked("a profile without its name", machine({ IamInstanceProfile: { Arn: "" } }), "fail"),
      asked("no profile, written as null", machine({ IamInstanceProfile: null }), "fail"),
      asked("a terminated machine", machine({ State: { Name: "terminated" } }), "not-applicable"),
      asked("a machine whose state is missing", { InstanceId: "i-1" }, "indeterminate", { problem: "not-in-answer" }),
    ],
  },
};
