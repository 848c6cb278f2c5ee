// Cases of the check that stores refuse unencrypted connections: Redshift.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, RelatedRows } from "../../cases.ts";

const cluster = (group: string, status: Json = "in-sync"): Json => ({
  ClusterIdentifier: "dwh",
  ClusterParameterGroups: [{ ParameterGroupName: group, ParameterApplyStatus: status }],
});

const group = (name: string, ...values: Json[]): { groups: RelatedRows } => ({
  groups: {
    rows: [
      {
        ParameterGroupName: name,
        Parameters: values.map((value) => ({ ParameterName: "require_ssl", ParameterValue: value })),
      },
    ],
  },
});

export const cases: Cases = {
  "aws AWS::Redshift::Cluster": {
    cases: [
      {
        name: "the newer default group, which requires TLS",
        slice: cluster("default.redshift-2.0"),
        related: group("default.redshift-2.0", "true"),
        expect: "pass",
        facts: {
          parameter: "require_ssl",
          groups: [{ name: "default.redshift-2.0", value: "true" }],
          byDefault: null,
        },
      },
      {
        name: "the older default group, which does not",
        slice: cluster("default.redshift-1.0"),
        related: group("default.redshift-1.0", "false"),
        expect: "fail",
        because: "the parameter group does not require TLS (require_ssl)",
      },
      {
        name: "a change that waits for a reboot",
        slice: cluster("dwh", "pending-reboot"),
        related: group("dwh", "true"),
        expect: "indeterminate",
        problem: "contradictory",
      },
      {
        name: "a group without the parameter",
        slice: cluster("dwh"),
        related: group("dwh"),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a group whose parameters were not recorded",
        slice: cluster("dwh"),
        related: { groups: { rows: [{ ParameterGroupName: "dwh" }] } },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      { name: "no group", slice: { ClusterIdentifier: "dwh" }, expect: "indeterminate", problem: "not-in-answer" },
      {
        name: "groups that were not recorded",
        slice: cluster("dwh"),
        related: {
          groups: {
            rows: [],
            complete: false,
            problem: { code: "not-recorded", detail: "AWS::Redshift::ClusterParameterGroup" },
          },
        },
        expect: "indeterminate",
        problem: "not-recorded",
      },
    ],
  },
};
