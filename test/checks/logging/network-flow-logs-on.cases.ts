// Cases of the check that network flow logs are on.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members, RelatedRows } from "../cases.ts";
import { cases as azure } from "./network-flow-logs-on/azure.cases.ts";
import { cases as gcp } from "./network-flow-logs-on/gcp.cases.ts";

const vpc: Json = { VpcId: "vpc-0a1", CidrBlock: "10.0.0.0/16" };

const log = (members: Members = {}): Json => ({
  FlowLogId: "fl-01",
  ResourceId: "vpc-0a1",
  FlowLogStatus: "ACTIVE",
  DeliverLogsStatus: "SUCCESS",
  TrafficType: "ALL",
  ...members,
});

const logs = (...rows: Json[]): { flowLogs: RelatedRows } => ({ flowLogs: { rows } });

const both = { trafficTypes: ["REJECT", "ACCEPT"] };

export const cases: Cases = {
  "aws AWS::EC2::VPC": {
    cases: [
      { name: "a log of all traffic", slice: vpc, related: logs(log()), expect: "pass", facts: { logged: ["REJECT"] } },
      { name: "a log of rejected traffic", slice: vpc, related: logs(log({ TrafficType: "REJECT" })), expect: "pass" },
      {
        name: "a log that has had nothing to deliver yet",
        slice: vpc,
        related: logs({ ResourceId: "vpc-0a1", FlowLogStatus: "ACTIVE", TrafficType: "ALL" }),
        expect: "pass",
      },
      {
        name: "no log",
        slice: vpc,
        related: logs(),
        expect: "fail",
        because: "the VPC itself has no flow log",
        facts: { missing: ["REJECT"], flowLog: false },
      },
      {
        name: "a log of another VPC and one of a subnet",
        slice: vpc,
        related: logs(log({ ResourceId: "vpc-0a12" }), log({ ResourceId: "subnet-0a1" })),
        expect: "fail",
        because: "the VPC itself has no flow log",
      },
      {
        name: "a log whose delivery fails",
        slice: vpc,
        related: logs(log({ DeliverLogsStatus: "FAILED" })),
        expect: "fail",
        because: "no active and delivering flow log of the VPC covers REJECT traffic",
        facts: { missing: ["REJECT"], flowLog: true },
      },
      {
        name: "one whose delivery fails and one that works",
        slice: vpc,
        related: logs(log({ DeliverLogsStatus: "FAILED" }), log()),
        expect: "pass",
      },
      {
        name: "a log that is not active",
        slice: vpc,
        related: logs(log({ FlowLogStatus: "INACTIVE" })),
        expect: "fail",
      },
      {
        name: "a log of accepted traffic only",
        slice: vpc,
        related: logs(log({ TrafficType: "ACCEPT" })),
        expect: "fail",
      },
      {
        name: "rejected traffic only, where both are required",
        slice: vpc,
        related: logs(log({ TrafficType: "REJECT" })),
        parameters: both,
        expect: "fail",
        because: "no active and delivering flow log of the VPC covers ACCEPT traffic",
        facts: { missing: ["ACCEPT"], flowLog: true },
      },
      // Two logs of one kind each are as good as one of all.
      {
        name: "a log of accepted and one of rejected traffic, where both are required",
        slice: vpc,
        related: logs(log({ TrafficType: "ACCEPT" }), log({ TrafficType: "REJECT" })),
        parameters: both,
        expect: "pass",
        facts: { logged: ["ACCEPT", "REJECT"] },
      },
      // Logs of transit gateways have no traffic type; they must not spoil the others.
      {
        name: "a log of a transit gateway alone",
        slice: vpc,
        related: logs({ ResourceId: "tgw-1", FlowLogStatus: "ACTIVE" }),
        expect: "fail",
      },
      {
        name: "beside a log of a transit gateway",
        slice: vpc,
        related: logs({ ResourceId: "tgw-1", FlowLogStatus: "ACTIVE" }, log()),
        expect: "pass",
      },
      {
        name: "no log found, and not all were read",
        slice: vpc,
        related: {
          flowLogs: { rows: [], complete: false, problem: { code: "denied", detail: "ec2:DescribeFlowLogs" } },
        },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "a log found, although not all were read",
        slice: vpc,
        related: { flowLogs: { rows: [log()], complete: false } },
        expect: "pass",
      },
      {
        name: "a log of an unexpected shape",
        slice: vpc,
        related: logs(log({ FlowLogStatus: 1 })),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      { name: "a VPC without an id", slice: {}, expect: "indeterminate", problem: "unexpected-shape" },
    ],
  },
  ...azure,
  ...gcp,
};
