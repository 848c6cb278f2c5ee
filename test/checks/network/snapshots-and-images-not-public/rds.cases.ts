// Cases of the check that snapshots and images are not public: snapshots of RDS and of the services that share its API.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSnapshotAttributes.html */
const restore = (...AttributeValues: readonly string[]): Json => [{ AttributeName: "restore", AttributeValues }];

const ofOne = (encrypted: string, attributes: string): Cases[`${string} ${string}`] => {
  const one = (members: Members): Json => ({ SnapshotType: "manual", [encrypted]: false, ...members });
  return {
    never: { "not-applicable": "a snapshot that was deleted is in no answer" },
    cases: [
      {
        name: "shared with nobody",
        slice: one({ [attributes]: restore() }),
        expect: "pass",
        basis: "configured",
        because: "the snapshot is not shared with everyone",
        facts: { type: "manual", encrypted: false, public: false },
      },
      {
        name: "shared with two accounts",
        slice: one({ [attributes]: restore("123451234512", "123456789012") }),
        expect: "pass",
      },
      // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSnapshotAttribute.html: all "makes the manual DB snapshot public"
      {
        name: "shared with everyone",
        slice: one({ [attributes]: restore("all") }),
        expect: "fail",
        because: "everyone may restore the snapshot (restore is all)",
        facts: { type: "manual", encrypted: false, public: true },
      },
      {
        name: "shared with an account, and with everyone",
        slice: one({ [attributes]: restore("123456789012", "all") }),
        expect: "fail",
      },
      {
        name: "in another spelling",
        slice: one({ [attributes]: [{ AttributeName: "Restore", AttributeValues: ["ALL"] }] }),
        expect: "fail",
      },
      {
        name: "everyone by another attribute than restore",
        slice: one({ [attributes]: [{ AttributeName: "describe", AttributeValues: ["all"] }] }),
        expect: "pass",
      },
      { name: "no attribute at all", slice: one({ [attributes]: [] }), expect: "pass" },
      {
        name: "an attribute without values",
        slice: one({ [attributes]: [{ AttributeName: "restore" }] }),
        expect: "pass",
      },
      {
        name: "encrypted, without attributes: they are not asked for",
        slice: one({ [encrypted]: true }),
        expect: "pass",
        basis: "provider",
        because: "RDS lets an encrypted snapshot be shared with named accounts alone",
        facts: { type: "manual", encrypted: true, public: null },
      },
      {
        name: "encrypted, and everyone among its values all the same",
        slice: one({ [encrypted]: true, [attributes]: restore("all") }),
        expect: "fail",
      },
      {
        name: "automated, without attributes",
        slice: one({ SnapshotType: "automated" }),
        expect: "pass",
        basis: "provider",
        because: "RDS lets a manual snapshot alone be shared",
        facts: { type: "automated", encrypted: false, public: null },
      },
      {
        name: "of AWS Backup, without attributes",
        slice: one({ SnapshotType: "awsbackup" }),
        expect: "pass",
        basis: "provider",
      },
      {
        name: "not encrypted, without attributes, as an item of AWS Config may be",
        slice: one({}),
        expect: "indeterminate",
        problem: "not-in-answer",
        because: `the answer from AWS lacks ${attributes}`,
        facts: { type: "manual", encrypted: false, public: null },
      },
      {
        name: "no word on its type, and not encrypted",
        slice: { [encrypted]: false },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "no word on encryption",
        slice: { SnapshotType: "manual" },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "attributes that can't be read",
        slice: one({ [attributes]: "unreadable" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a value that can't be read",
        slice: one({ [attributes]: [{ AttributeName: "restore", AttributeValues: "all" }] }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  };
};

export const cases: Cases = {
  "aws AWS::RDS::DBSnapshot": ofOne("Encrypted", "DBSnapshotAttributes"),
  "aws AWS::RDS::DBClusterSnapshot": ofOne("StorageEncrypted", "DBClusterSnapshotAttributes"),
};
