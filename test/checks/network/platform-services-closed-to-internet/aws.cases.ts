// Cases of the check that platform services are closed to the internet: services of AWS.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members, RelatedRows } from "../../cases.ts";
import { INTERNET, unread } from "./azure-service.ts";

const Arn = "arn:aws:es:eu-central-1:111122223333:domain/catalog";
const allow = (Principals: Json, Conditions: readonly Json[] = [], more: Members = {}): Json => ({
  Effect: "Allow",
  Principals,
  Actions: ["es:ESHttp*"],
  Resources: [`${Arn}/*`],
  Conditions,
  ...more,
});
const everyone: Json = [{ Type: "*", Values: ["*"] }];
const role: Json = [{ Type: "AWS", Values: ["arn:aws:iam::111122223333:role/search"] }];
const office: Json = { Operator: "IpAddress", Key: "aws:SourceIp", Values: ["198.51.100.0/24"] };
const domain = (statements: readonly Json[], more: Members = {}): Json => ({
  Arn,
  AccessPolicies: { Statements: statements },
  ...more,
});

const group = (...cidrs: readonly string[]): { groups: RelatedRows } => ({
  groups: {
    rows: [
      {
        GroupId: "sg-1",
        IpPermissions: [
          { IpProtocol: "tcp", FromPort: 0, ToPort: 65535, IpRanges: cidrs.map((CidrIp) => ({ CidrIp })) },
        ],
      },
    ],
  },
});

/** Cases of security groups; `open`: a service with a public endpoint and these groups. */
const groups = (what: string, open: (ids: readonly string[]) => Json): Case[] => [
  {
    name: "a public endpoint for one office",
    slice: open(["sg-1"]),
    related: group("198.51.100.0/24"),
    expect: "pass",
    because: `the public endpoint of the ${what} does not let in ${INTERNET}`,
    facts: { publicEndpoint: true },
  },
  {
    name: "a public endpoint for everyone",
    slice: open(["sg-1"]),
    related: group("0.0.0.0/0"),
    expect: "fail",
    because: `the public endpoint of the ${what} lets in ${INTERNET}`,
  },
  {
    name: "a public endpoint for one office, where none is allowed",
    slice: open(["sg-1"]),
    related: group("198.51.100.0/24"),
    parameters: { allowPublicEndpoint: false },
    expect: "fail",
    because: `the ${what} has a public endpoint`,
  },
  {
    name: "groups were not read",
    slice: open(["sg-1"]),
    related: { groups: unread },
    expect: "indeterminate",
    problem: "denied",
  },
  {
    name: "a group of another account",
    slice: open(["sg-2"]),
    related: group("198.51.100.0/24"),
    expect: "indeterminate",
    problem: "not-seen",
  },
  {
    name: "a group of another account, beside one for everyone",
    slice: open(["sg-1", "sg-2"]),
    related: group("0.0.0.0/0"),
    expect: "fail",
  },
  { name: "no group", slice: open([]), related: group(), expect: "indeterminate", problem: "not-in-answer" },
];

const cluster = (BrokerNodeGroupInfo: Json, more: Members = {}): Json => ({
  ClusterType: "PROVISIONED",
  State: "ACTIVE",
  BrokerNodeGroupInfo,
  ...more,
});
const brokers = (Type: string, SecurityGroups: readonly string[] = ["sg-1"]): Json => ({
  SecurityGroups,
  ConnectivityInfo: { PublicAccess: { Type } },
});
const workgroup = (PubliclyAccessible: boolean, more: Members = {}): Json => ({
  Status: "AVAILABLE",
  PubliclyAccessible,
  Port: 5439,
  SecurityGroupIds: ["sg-1"],
  ...more,
});

export const cases: Cases = {
  "aws AWS::OpenSearchService::Domain": {
    cases: [
      // https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html
      {
        name: "in a VPC",
        slice: domain([allow(everyone)], { VpcId: "vpc-1" }),
        expect: "pass",
        because: "the domain lies in a VPC, and has no public endpoint",
      },
      // https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html: the policy of the example for addresses
      {
        name: "everyone of one office",
        slice: domain([allow(everyone, [office])]),
        expect: "pass",
        because: `the networks that the access policy of the domain names are not ${INTERNET}`,
        facts: { accessPolicy: true, publicEndpoint: true },
      },
      // https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html: a policy for a role
      {
        name: "a role, from every network",
        slice: domain([allow(role)]),
        expect: "fail",
        because: "the domain has a public endpoint, and its access policy does not limit networks",
      },
      { name: "a role of one office", slice: domain([allow(role, [office])]), expect: "pass" },
      { name: "everyone", slice: domain([allow(everyone)]), expect: "fail" },
      {
        name: "everyone of an organization, from every network",
        slice: domain([
          allow(everyone, [{ Operator: "StringEquals", Key: "aws:PrincipalOrgID", Values: ["o-a1b2c3d4e5"] }]),
        ]),
        expect: "fail",
      },
      {
        name: "a role, and a deny of every other network",
        slice: domain([
          allow(role),
          allow(everyone, [{ Operator: "NotIpAddress", Key: "aws:SourceIp", Values: ["198.51.100.0/24"] }], {
            Effect: "Deny",
          }),
        ]),
        expect: "pass",
      },
      { name: "no access policy", slice: { Arn }, expect: "fail" },
      {
        name: "everyone of one office, where no public endpoint is allowed",
        slice: domain([allow(everyone, [office])]),
        parameters: { allowPublicEndpoint: false },
        expect: "fail",
        because: "the domain has a public endpoint",
      },
      { name: "a policy that can't be read", slice: { Arn, AccessPolicies: "unreadable" }, expect: "indeterminate" },
      {
        name: "a domain that is being deleted",
        slice: domain([allow(everyone)], { Deleted: true }),
        expect: "not-applicable",
      },
    ],
  },
  "aws AWS::MSK::Cluster": {
    cases: [
      // https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html: off by default
      {
        name: "public access is off",
        slice: cluster(brokers("DISABLED")),
        expect: "pass",
        because: "the cluster has no public endpoint",
        facts: { publicEndpoint: false },
      },
      { name: "nothing is said of public access", slice: cluster({ SecurityGroups: ["sg-1"] }), expect: "pass" },
      ...groups("cluster", (ids) => cluster(brokers("SERVICE_PROVIDED_EIPS", ids))),
      // https://docs.aws.amazon.com/msk/latest/developerguide/serverless.html
      {
        name: "a serverless cluster",
        slice: { ClusterType: "SERVERLESS", State: "ACTIVE" },
        expect: "pass",
        basis: "provider",
      },
      {
        name: "another kind of public access",
        slice: cluster(brokers("SOME")),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "no word on its brokers",
        slice: { ClusterType: "PROVISIONED" },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a cluster that is being deleted",
        slice: cluster(brokers("DISABLED"), { State: "DELETING" }),
        expect: "not-applicable",
      },
    ],
  },
  "aws AWS::RedshiftServerless::Workgroup": {
    cases: [
      // https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_Workgroup.html (publiclyAccessible)
      {
        name: "no public endpoint",
        slice: workgroup(false),
        expect: "pass",
        because: "the workgroup has no public endpoint",
      },
      ...groups("workgroup", (SecurityGroupIds) => workgroup(true, { SecurityGroupIds })),
      {
        name: "no word on its endpoint",
        slice: { Status: "AVAILABLE" },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a public endpoint without a port",
        slice: { Status: "AVAILABLE", PubliclyAccessible: true, SecurityGroupIds: ["sg-1"] },
        related: group("0.0.0.0/0"),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a workgroup that is being deleted",
        slice: workgroup(true, { Status: "DELETING" }),
        expect: "not-applicable",
      },
    ],
  },
};
