// Policies as data: what is allowed is what sources declare, and nothing of it reads data.
import { describe, expect, test } from "vitest";
import {
  DATA_READS,
  LIST_ORGANIZATION,
  SOURCE_ACTIONS,
  actionsFor,
  readPolicy,
  trustPolicy,
} from "../../../collectors/aws/actions.ts";
import { lanesOf } from "../../../collectors/aws/account-lanes.ts";
import { sourceIn } from "../../../collectors/aws/lanes.ts";
import { checks } from "../../../checks/index.ts";
import { plannedUnits } from "../../../observation/plan/plan.ts";

const configured = checks.map((check) => ({ check, parameters: {} }));
const TYPES = plannedUnits(configured, { scope: "aws/111111111111", regions: ["eu-central-1"] }).map(
  ({ type }) => type,
);

test("every type of AWS that a check reads has a source in both lanes", () => {
  for (const lane of ["config", "direct"] as const)
    expect(Object.keys(lanesOf(lane))).toEqual(expect.arrayContaining(TYPES));
});

test("the lane that the data name for a type is the one of the source that reads it", () => {
  for (const lane of ["config", "direct"] as const) {
    for (const type of new Set(SOURCE_ACTIONS.flatMap(({ types }) => types)))
      expect(lanesOf(lane)[type], type).toBe(sourceIn(lane, type)?.record("", false).lane);
  }
});

test("types that AWS Config supports in some regions alone are read by their services in either lane", () => {
  for (const [type, action] of [
    ["AWS::DMS::Endpoint", "dms:DescribeEndpoints"],
    ["AWS::MSK::Cluster", "kafka:ListClustersV2"],
  ] as const) {
    for (const lane of ["config", "direct"] as const) {
      expect(lanesOf(lane)[type]).toBe("aws-api");
      expect(actionsFor([{ types: [type], lane }], false)).toEqual([action, "ec2:DescribeRegions"].toSorted());
    }
  }
});

describe.each(["config", "direct"])("the policy of the %s lane", (lane) => {
  const actions = actionsFor([{ types: TYPES, lane }], false);

  test("allows no read of data", () => {
    const denied: readonly string[] = DATA_READS;
    expect(actions.filter((action) => denied.includes(action))).toEqual([]);
    // Nothing that changes anything, and no wildcard. A credential report is made to be read.
    for (const action of actions)
      expect(action).toMatch(/^[a-z0-9-]+:(?:Get|List|Describe|Select|BatchGet|GenerateCredentialReport)\w*$/);
  });

  test("fits into one managed policy", () => {
    // Without white space. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    expect(JSON.stringify(readPolicy(actions)).length).toBeLessThanOrEqual(6144);
  });

  test("has what is asked for and nothing else", () => {
    const of = (wanted: string): boolean => actions.some((action) => action.startsWith(wanted));
    expect(of("config:SelectResourceConfig")).toBe(lane === "config");
    expect(of("ec2:DescribeVpcs")).toBe(lane === "direct");
    expect(actions).toContain("cloudtrail:DescribeTrails");
    expect(actions).not.toContain(LIST_ORGANIZATION);
    expect(actionsFor([{ types: ["AWS::EC2::VPC"], lane: "direct" }], true)).toEqual([
      "ec2:DescribeRegions",
      "ec2:DescribeVpcs",
      LIST_ORGANIZATION,
    ]);
  });
});

test("what is asked of each resource has its reason", () => {
  expect(
    SOURCE_ACTIONS.flatMap(({ actions }) => actions).filter(({ per }) => !["page", "few", "resource"].includes(per)),
  ).toEqual([]);
});

test("the role is taken by one identity, with the external id", () => {
  expect(trustPolicy("arn:aws:iam::111111111111:role/Collector", "x-1").Statement).toEqual([
    {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111111111111:role/Collector" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": "x-1" } },
    },
  ]);
});
