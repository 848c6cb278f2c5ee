// Cases of the check that stores refuse unencrypted connections: Aurora and Multi-AZ clusters, DocumentDB and Neptune.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, RelatedRows } from "../../cases.ts";
import { force, parameterGroup, require } from "./parameter-group.ts";

const cluster = (Engine: string, EngineVersion: string, ...statuses: Json[]): Json => ({
  DBClusterIdentifier: "orders",
  Engine,
  EngineVersion,
  DBClusterParameterGroup: "orders",
  DBClusterMembers: statuses.map((status, at) => ({
    DBInstanceIdentifier: `orders-${at}`,
    DBClusterParameterGroupStatus: status,
  })),
});

const ofCluster = (name: string, value?: Json): { groups: RelatedRows } => ({
  groups: { rows: [{ DBClusterParameterGroupName: "orders", Parameters: parameterGroup(name, value) }] },
});

export const cases: Cases = {
  "aws AWS::RDS::DBCluster": {
    cases: [
      {
        name: "Aurora PostgreSQL that is made to require TLS",
        slice: cluster("aurora-postgresql", "15.4", "in-sync", "in-sync"),
        related: ofCluster(force, "1"),
        expect: "pass",
      },
      // Unlike RDS for PostgreSQL, whose default changed with 15.
      {
        name: "Aurora PostgreSQL 16 without a value",
        slice: cluster("aurora-postgresql", "16.3", "in-sync"),
        related: ofCluster(force),
        expect: "fail",
        facts: { parameter: force, groups: [{ name: "orders", value: null }], byDefault: false },
      },
      {
        name: "Aurora PostgreSQL 17 without a value",
        slice: cluster("aurora-postgresql", "17.4", "in-sync"),
        related: ofCluster(force),
        expect: "pass",
      },
      {
        name: "Aurora MySQL without a value",
        slice: cluster("aurora-mysql", "8.0.mysql_aurora.3.08.0", "in-sync"),
        related: ofCluster(require),
        expect: "fail",
      },
      {
        name: "Aurora MySQL that is made to require TLS",
        slice: cluster("aurora-mysql", "8.0.mysql_aurora.3.08.0", "in-sync"),
        related: ofCluster(require, "on"),
        expect: "pass",
      },
      {
        name: "a later Aurora MySQL without a value",
        slice: cluster("aurora-mysql", "8.4.mysql_aurora.4.01.0", "in-sync"),
        related: ofCluster(require),
        expect: "indeterminate",
      },
      {
        name: "a cluster without instances",
        slice: cluster("aurora-postgresql", "17.4"),
        related: ofCluster(force, "1"),
        expect: "pass",
      },
      {
        name: "one instance that waits for a reboot",
        slice: cluster("aurora-postgresql", "16.3", "in-sync", "pending-reboot"),
        related: ofCluster(force, "1"),
        expect: "indeterminate",
        problem: "contradictory",
      },
      {
        name: "a Multi-AZ cluster of PostgreSQL without a value",
        slice: cluster("postgres", "16.4", "in-sync"),
        related: ofCluster(force),
        expect: "pass",
      },
      {
        name: "DocumentDB without a value",
        slice: cluster("docdb", "5.0.0", "in-sync"),
        related: ofCluster("tls"),
        expect: "pass",
      },
      {
        name: "DocumentDB that asks for a version",
        slice: cluster("docdb", "5.0.0", "in-sync"),
        related: ofCluster("tls", "tls1.2+"),
        expect: "pass",
      },
      {
        name: "DocumentDB with TLS off",
        slice: cluster("docdb", "5.0.0", "in-sync"),
        related: ofCluster("tls", "disabled"),
        expect: "fail",
      },
      {
        name: "Neptune",
        slice: cluster("neptune", "1.3.2.1", "in-sync"),
        expect: "pass",
        basis: "provider",
        facts: { engine: "neptune" },
      },
      {
        name: "a cluster without a group",
        slice: { Engine: "aurora-mysql", EngineVersion: "8.0.mysql_aurora.3.08.0" },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a cluster without an engine",
        slice: { DBClusterIdentifier: "orders" },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
