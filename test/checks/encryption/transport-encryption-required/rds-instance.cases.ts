// Cases of the check that stores refuse unencrypted connections: instances of RDS.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, RelatedRows } from "../../cases.ts";
import { force, parameterGroup, require } from "./parameter-group.ts";

const instance = (Engine: string, EngineVersion: string, ParameterApplyStatus: Json = "in-sync"): Json => ({
  DBInstanceIdentifier: "orders",
  Engine,
  EngineVersion,
  DBParameterGroups: [{ DBParameterGroupName: "orders", ParameterApplyStatus }],
});

const ofInstance = (name: string, value?: Json): { groups: RelatedRows } => ({
  groups: { rows: [{ DBParameterGroupName: "orders", Parameters: parameterGroup(name, value) }] },
});

const both = (one: Json, other: Json): { groups: RelatedRows } => ({
  groups: {
    rows: [
      { DBParameterGroupName: "a", Parameters: parameterGroup("rds.force_ssl", one) },
      { DBParameterGroupName: "b", Parameters: parameterGroup("rds.force_ssl", other) },
    ],
  },
});

const twoGroups: Json = {
  Engine: "postgres",
  EngineVersion: "16.4",
  DBParameterGroups: ["b", "a"].map((name) => ({ DBParameterGroupName: name, ParameterApplyStatus: "in-sync" })),
};

export const cases: Cases = {
  "aws AWS::RDS::DBInstance": {
    cases: [
      {
        name: "PostgreSQL that is made to require TLS",
        slice: instance("postgres", "13.15"),
        related: ofInstance(force, "1"),
        expect: "pass",
        basis: "configured",
        because: "the parameter group requires TLS (rds.force_ssl)",
        facts: { parameter: force, groups: [{ name: "orders", value: "1" }], byDefault: false },
      },
      {
        name: "PostgreSQL that is told not to",
        slice: instance("postgres", "16.4"),
        related: ofInstance(force, "0"),
        expect: "fail",
        because: "the parameter group does not require TLS (rds.force_ssl)",
        facts: { parameter: force, groups: [{ name: "orders", value: "0" }], byDefault: true },
      },
      // Its default changed with version 15.
      {
        name: "PostgreSQL 15 without a value",
        slice: instance("postgres", "15.2"),
        related: ofInstance(force),
        expect: "pass",
        facts: { parameter: force, groups: [{ name: "orders", value: null }], byDefault: true },
      },
      {
        name: "PostgreSQL 14 without a value",
        slice: instance("postgres", "14.12"),
        related: ofInstance(force),
        expect: "fail",
      },
      {
        name: "PostgreSQL of an unknown version without a value",
        slice: instance("postgres", "next"),
        related: ofInstance(force),
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "MySQL 8.4 without a value",
        slice: instance("mysql", "8.4.3"),
        related: ofInstance(require),
        expect: "fail",
      },
      {
        name: "MySQL 9.7 without a value",
        slice: instance("mysql", "9.7.0"),
        related: ofInstance(require),
        expect: "pass",
      },
      {
        name: "a MySQL between the two without a value",
        slice: instance("mysql", "9.1.0"),
        related: ofInstance(require),
        expect: "indeterminate",
      },
      {
        name: "MySQL that is made to require TLS",
        slice: instance("mysql", "8.0.39"),
        related: ofInstance(require, "ON"),
        expect: "pass",
      },
      {
        name: "MariaDB 11.8 without a value",
        slice: instance("mariadb", "11.8.3"),
        related: ofInstance(require),
        expect: "pass",
      },
      {
        name: "MariaDB 11.4 without a value",
        slice: instance("mariadb", "11.4.4"),
        related: ofInstance(require),
        expect: "fail",
      },
      {
        name: "MariaDB 10.11, whose minor version is the larger number, without a value",
        slice: instance("mariadb", "10.11.9"),
        related: ofInstance(require),
        expect: "fail",
      },
      {
        name: "SQL Server without a value",
        slice: instance("sqlserver-se", "16.00.4165.4.v1"),
        related: ofInstance(force),
        expect: "fail",
      },
      {
        name: "SQL Server that is made to require TLS",
        slice: instance("sqlserver-ee", "15.00.4236.7.v1"),
        related: ofInstance(force, "1"),
        expect: "pass",
      },
      {
        name: "SQL Server that waits for a reboot",
        slice: instance("sqlserver-ee", "15.00.4236.7.v1", "pending-reboot"),
        related: ofInstance(force, "1"),
        expect: "indeterminate",
        problem: "contradictory",
      },
      {
        name: "a group that does not require TLS and waits for a reboot",
        slice: instance("postgres", "16.4", "pending-reboot"),
        related: ofInstance(force, "0"),
        expect: "fail",
      },
      {
        name: "a group of which nobody says whether it is applied",
        slice: { Engine: "postgres", DBParameterGroups: [{ DBParameterGroupName: "orders" }] },
        related: ofInstance(force, "1"),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "two groups that both require TLS",
        slice: twoGroups,
        related: both("1", "1"),
        expect: "pass",
        facts: {
          parameter: force,
          groups: [
            { name: "a", value: "1" },
            { name: "b", value: "1" },
          ],
          byDefault: true,
        },
      },
      { name: "two groups of which one does not", slice: twoGroups, related: both("1", "0"), expect: "fail" },
      {
        name: "no group",
        slice: { Engine: "postgres", EngineVersion: "16.4" },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a group that was not read",
        slice: instance("postgres", "16.4"),
        related: {
          groups: { rows: [], complete: false, problem: { code: "denied", detail: "rds:DescribeDBParameters" } },
        },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "a group that is not there",
        slice: instance("postgres", "16.4"),
        related: { groups: { rows: [{ DBParameterGroupName: "orders2", Parameters: parameterGroup(force, "1") }] } },
        expect: "indeterminate",
        problem: "not-seen",
      },
      // Nothing can make it require TLS, so nothing has to be read of its group.
      {
        name: "MariaDB before 10.5, which has no parameter for it",
        slice: instance("mariadb", "10.4.34"),
        related: ofInstance("ssl_cipher"),
        expect: "fail",
        because: "MariaDB before 10.5 has no parameter that requires TLS",
        facts: { engine: "mariadb", engineVersion: "10.4.34" },
      },
      {
        name: "MariaDB before 10.5, whose group was not read",
        slice: instance("mariadb", "10.3"),
        related: { groups: { rows: [], complete: false } },
        expect: "fail",
      },
      {
        name: "MariaDB 10.5 without a value",
        slice: instance("mariadb", "10.5.25"),
        related: ofInstance(require),
        expect: "fail",
        because: "the parameter group does not require TLS (require_secure_transport)",
      },
      {
        name: "MariaDB 10.5 and a group without the parameter",
        slice: instance("mariadb", "10.5.25"),
        related: ofInstance("ssl_cipher"),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "MariaDB of a version that nobody knows, and a group without the parameter",
        slice: instance("mariadb", "next"),
        related: ofInstance("ssl_cipher"),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a value that is neither on nor off",
        slice: instance("mysql", "8.0.39"),
        related: ofInstance(require, "{LoadFactor}"),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      // Set in option groups, which are not read.
      {
        name: "Oracle",
        slice: instance("oracle-ee", "19.0.0.0.ru-2024-07.rur-2024-07.r1"),
        expect: "indeterminate",
        problem: "not-supported",
        facts: { engine: "oracle-ee" },
      },
      {
        name: "RDS Custom for SQL Server",
        slice: instance("custom-sqlserver-se", "15.00.4236.7.v1"),
        related: ofInstance(force, "1"),
        expect: "indeterminate",
      },
      // Aurora instances have a group as well, but not of these parameters.
      {
        name: "an instance of a cluster",
        slice: { Engine: "aurora-postgresql", DBClusterIdentifier: "orders" },
        expect: "not-applicable",
        facts: { cluster: "orders" },
      },
    ],
  },
};
