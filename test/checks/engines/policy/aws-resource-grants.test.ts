// Policies of S3 buckets that documentation gives, or whose meaning follows from it: what each leaves to strangers.
import { BOUND } from "../bound.ts";
import { describe, expect, test } from "vitest";
import { publicGrants } from "../../../../checks/engines/policy/aws/resource-grants.ts";
import { bucketNamed } from "../../../../checks/engines/policy/aws/services/s3.ts";
import { isWhole } from "../../../support/scale.ts";
import { policy, type StatementText } from "./policy-text.ts";

const S3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/";
const IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide/";
const meaning = `${S3}access-control-block-public-access.html`;
const keys = `${IAM}reference_policies_condition-keys.html`;
const operators = `${IAM}reference_policies_elements_condition_operators.html`;
const sets = `${IAM}reference_policies_condition-single-vs-multi-valued-context-keys.html`;
const principals = `${IAM}reference_policies_elements_principal.html`;
const notPrincipal = `${IAM}reference_policies_elements_notprincipal.html`;

const objects = "arn:aws:s3:::acme/*";
const bucket = "arn:aws:s3:::acme";
const read: StatementText = { Principal: "*", Action: "s3:GetObject", Resource: objects };
const where = (operator: string, key: string, ...values: string[]): StatementText => ({
  ...read,
  Condition: { [operator]: { [key]: values } },
});
const deny: StatementText = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [bucket, objects] };
const denyWhere = (operator: string, key: string, ...values: string[]): StatementText => ({
  ...deny,
  Condition: { [operator]: { [key]: values } },
});
const account = "111122223333";
const acme = bucketNamed("acme");

/** Everyone is let in, and everyone outside a known endpoint is denied. */
const endpoint = denyWhere("StringNotEquals", "aws:SourceVpce", "vpce-1");
const all: StatementText = { Principal: "*", Action: "s3:*", Resource: [bucket, objects] };
const everything: StatementText = { Principal: "*", Action: "*", Resource: [bucket, objects] };

type Row = readonly [page: string, what: string, statements: readonly StatementText[]];

const open: readonly Row[] = [
  [meaning, "everyone may put objects", [{ Principal: "*", Action: "s3:PutObject", Resource: "*" }]],
  [meaning, "a public identity provider", [{ ...read, Principal: { Federated: "graph.facebook.com" } }]],
  [meaning, "a VPC that may be any", [where("StringLike", "aws:SourceVpc", "vpc-*")]],
  [meaning, "half of the internet", [where("IpAddress", "aws:SourceIp", "0.0.0.0/1")]],
  [meaning, "a block broader than /8", [where("IpAddress", "aws:SourceIp", "192.0.2.0/24", "16.0.0.0/7")]],
  [meaning, "blocks of /8 that follow one another", [where("IpAddress", "aws:SourceIp", "20.0.0.0/8", "21.0.0.0/32")]],
  [
    meaning,
    "blocks of /8 that follow one another, in two statements",
    [where("IpAddress", "aws:SourceIp", "20.0.0.0/8"), where("IpAddress", "aws:SourceIp", "21.0.0.0/8")],
  ],
  [meaning, "a block of IPv6 broader than /32", [where("IpAddress", "aws:SourceIp", "2001::/31")]],
  [meaning, "a policy variable", [where("StringEquals", "aws:SourceVpce", "${aws:PrincipalTag/vpce}")]],
  [meaning, "a known statement beside an open one", [where("StringEquals", "aws:SourceVpc", "vpc-1"), read]],
  [
    meaning,
    "access points of any account",
    [where("ArnLike", "s3:DataAccessPointArn", "arn:aws:s3:*:*:accesspoint/*")],
  ],
  [meaning, "a key that says nothing of who calls", [where("StringLike", "aws:Referer", "https://acme.example/*")]],
  [meaning, "any user id", [where("StringLike", "aws:userid", "*")]],
  [keys, "the user id of requests without credentials", [where("StringEquals", "aws:userid", "anonymous")]],
  [keys, "the account of requests without credentials", [where("StringEquals", "aws:PrincipalAccount", "anonymous")]],
  [keys, "a user name, which every account may have", [where("StringEquals", "aws:username", "deploy")]],
  [keys, "a tag, which every account may set", [where("StringEquals", "aws:PrincipalTag/team", "web")]],
  [keys, "requests that a service passes on", [where("Bool", "aws:ViaAWSService", "true")]],
  [keys, "TLS", [where("Bool", "aws:SecureTransport", "true")]],
  [keys, "any organisation", [where("StringLike", "aws:PrincipalOrgID", "o-*")]],
  [keys, "any organisation's units", [where("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "*/r-ab12/*")]],
  [
    operators,
    "an account that any text before it may swallow",
    [where("StringLike", "aws:SourceArn", `arn:aws:logs:*:${account}:*`)],
  ],
  [operators, "IfExists of a key that need not exist", [where("StringEqualsIfExists", "aws:SourceVpce", "vpce-1")]],
  [operators, "all but one network", [where("StringNotEquals", "aws:SourceVpc", "vpc-1")]],
  [operators, "all but one block", [where("NotIpAddress", "aws:SourceIp", "192.0.2.0/24")]],
  [operators, "a key that has to exist", [where("Null", "aws:PrincipalOrgID", "false")]],
  [operators, "services, or nobody", [where("BoolIfExists", "aws:PrincipalIsAWSService", "true")]],
  [operators, "an operator that compares nothing of the key", [where("NumericEquals", "aws:SourceAccount", account)]],
  [
    sets,
    "ForAllValues, which no value satisfies",
    [where("ForAllValues:StringLike", "aws:PrincipalOrgPaths", "o-a1/*")],
  ],
  [principals, "everyone, as a list", [{ ...read, Principal: { AWS: ["*"] } }]],
  [principals, "everyone beside an account", [{ ...read, Principal: { AWS: [account, "*"] } }]],
  [notPrincipal, "all but one", [{ Action: "s3:GetObject", Resource: objects, NotPrincipal: { AWS: account } }]],
  [meaning, "a deny of plain HTTP", [read, denyWhere("Bool", "aws:SecureTransport", "false")]],
  [meaning, "a deny of other objects", [read, { ...deny, Resource: "arn:aws:s3:::acme/private/*" }]],
  [meaning, "a deny of other actions", [read, { ...deny, Action: "s3:PutObject" }]],
  [meaning, "a deny for one account", [read, { ...deny, Principal: { AWS: account } }]],
  [meaning, "a deny of all resources but these", [read, { ...deny, Resource: undefined, NotResource: objects }]],
  [notPrincipal, "a deny for all but everyone", [read, { ...deny, Principal: undefined, NotPrincipal: "*" }]],
  [
    operators,
    "a deny that a missing key escapes",
    [read, denyWhere("ForAnyValue:StringNotEquals", "aws:PrincipalOrgPaths", "o-a1/r-1/")],
  ],
  [
    operators,
    "a deny with a further condition",
    [
      read,
      {
        ...deny,
        Condition: { StringNotEquals: { "aws:SourceVpc": "vpc-1" }, Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  ],
  [operators, "a deny that spares any network", [read, denyWhere("StringNotLike", "aws:SourceVpc", "vpc-*")]],
  [operators, "a deny of one network", [read, denyWhere("StringEquals", "aws:SourceVpc", "vpc-1")]],
  [
    keys,
    "a deny that requests without credentials escape",
    [read, denyWhere("Bool", "aws:PrincipalIsAWSService", "false")],
  ],
  [
    operators,
    "every resource, and a deny of the objects alone",
    [
      { ...everything, Resource: "*" },
      { ...endpoint, Resource: objects },
    ],
  ],
  [
    operators,
    "every resource, and a deny of some objects",
    [
      { ...everything, Resource: "*" },
      { ...endpoint, Resource: `${bucket}/private/*` },
    ],
  ],
  [
    operators,
    "every resource, and a deny of another bucket",
    [
      { ...everything, Resource: "*" },
      { ...endpoint, Resource: ["arn:aws:s3:::other", "arn:aws:s3:::other/*"] },
    ],
  ],
  [
    operators,
    "every action, and a deny of all but reading",
    [everything, { ...deny, Action: undefined, NotAction: "s3:GetObject" }],
  ],
  [
    operators,
    "all but another bucket, and a deny of all but some objects",
    [
      { ...all, Resource: undefined, NotResource: "arn:aws:s3:::other" },
      { ...endpoint, Resource: undefined, NotResource: `${bucket}/open/*` },
    ],
  ],
  [operators, "a deny of what each caller's name says", [read, { ...deny, Resource: `${bucket}/\${aws:username}*` }]],
  [
    operators,
    "an Allow of what each caller's name says",
    [
      { ...read, Resource: `${bucket}/\${aws:username}/*` },
      { ...deny, Resource: `${bucket}/a*` },
    ],
  ],
];

const closed: readonly Row[] = [
  [meaning, "no statement", []],
  [meaning, "one VPC", [where("StringEquals", "aws:SourceVpc", "vpc-91237329")]],
  [meaning, "one endpoint", [where("StringEquals", "AWS:SourceVpce", "vpce-1a2b3c4d")]],
  [meaning, "a block", [where("IpAddress", "aws:SourceIp", "192.0.2.0/24", "2001:db8::/32")]],
  [
    meaning,
    "blocks of /8 with a gap, in two statements",
    [where("IpAddress", "aws:SourceIp", "20.0.0.0/8"), where("IpAddress", "aws:SourceIp", "22.0.0.0/8")],
  ],
  [meaning, "blocks of /8 with a gap", [where("IpAddress", "aws:SourceIp", "20.0.0.0/8", "22.0.0.0/8")]],
  [meaning, "private addresses, broader than /8", [where("IpAddress", "aws:SourceIp", "172.16.0.0/12", "10.0.0.0/8")]],
  [meaning, "one source", [where("ArnEquals", "aws:SourceArn", "arn:aws:s3:::acme-inventory")]],
  [meaning, "one source account", [where("StringEquals", "aws:SourceAccount", account)]],
  [meaning, "one owner", [where("StringEquals", "aws:SourceOwner", account)]],
  [
    meaning,
    "one key",
    [where("StringEquals", "s3:x-amz-server-side-encryption-aws-kms-key-id", "arn:aws:kms:eu-west-1:1:key/1")],
  ],
  [
    meaning,
    "access points of one account",
    [where("ArnLike", "s3:DataAccessPointArn", `arn:aws:s3:us-west-2:${account}:accesspoint/*`)],
  ],
  [meaning, "access points by account", [where("StringEquals", "s3:DataAccessPointAccount", account)]],
  [meaning, "sessions of one role", [where("StringLike", "aws:userid", "AROAEXAMPLEID:*")]],
  [meaning, "a service", [{ ...read, Principal: { Service: "cloudtrail.amazonaws.com" } }]],
  [principals, "accounts", [{ ...read, Principal: { AWS: [account, "arn:aws:iam::444455556666:root"] } }]],
  [
    principals,
    "a canonical user",
    [{ ...read, Principal: { CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" } }],
  ],
  [
    principals,
    "a provider that an account has registered",
    [{ ...read, Principal: { Federated: `arn:aws:iam::${account}:saml-provider/acme` } }],
  ],
  [keys, "one organisation", [where("StringEquals", "aws:PrincipalOrgID", "o-xxxxxxxxxxx")]],
  [
    keys,
    "units of one organisation",
    [where("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*")],
  ],
  [keys, "roles of one account", [where("ArnLike", "aws:PrincipalArn", `arn:aws:iam::${account}:role/app-*`)]],
  [keys, "services of AWS", [where("Bool", "aws:PrincipalIsAWSService", "true")]],
  [keys, "one service", [where("StringEquals", "aws:PrincipalServiceName", "logging.s3.amazonaws.com")]],
  [keys, "endpoints of one organisation", [where("StringEquals", "aws:VpceOrgID", "o-xxxxxxxxxxx")]],
  [keys, "IfExists of a key that always exists", [where("StringEqualsIfExists", "aws:PrincipalAccount", account)]],
  [
    keys,
    "one network from inside, or one block from outside",
    [
      {
        ...read,
        Condition: {
          IpAddressIfExists: { "aws:SourceIp": "192.0.2.0/24" },
          StringEqualsIfExists: { "aws:SourceVpc": "vpc-1" },
        },
      },
    ],
  ],
  [
    operators,
    "IfExists of a key that has to exist",
    [
      {
        ...read,
        Condition: { StringEqualsIfExists: { "aws:SourceVpce": "vpce-1" }, Null: { "aws:SourceVpce": "false" } },
      },
    ],
  ],
  [
    operators,
    "sources of one account, compared part by part",
    [where("ArnLike", "aws:SourceArn", `arn:aws:logs:*:${account}:*`)],
  ],
  [
    sets,
    "ForAllValues of a key that has to exist",
    [
      {
        ...read,
        Condition: {
          "ForAllValues:StringLike": { "aws:PrincipalOrgPaths": "o-a1/*" },
          Null: { "aws:PrincipalOrgPaths": "false" },
        },
      },
    ],
  ],
  [meaning, "a deny of everything", [read, deny]],
  [meaning, "a deny of reading", [read, { ...deny, Action: "s3:Get*", Resource: "arn:aws:s3:::*" }]],
  [meaning, "a deny of all actions but others", [read, { ...deny, Action: undefined, NotAction: "s3:PutObject" }]],
  [
    notPrincipal,
    "a deny for all but an account",
    [read, { ...deny, Principal: undefined, NotPrincipal: { AWS: account } }],
  ],
  [operators, "a deny outside one network", [read, denyWhere("StringNotEquals", "aws:SourceVpc", "vpc-1", "vpc-2")]],
  [operators, "a deny outside some blocks", [read, denyWhere("NotIpAddress", "aws:SourceIp", "192.0.2.0/24")]],
  [
    operators,
    "a deny outside one organisation, services aside",
    [
      read,
      {
        ...deny,
        Condition: {
          StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-a1" },
          BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
        },
      },
    ],
  ],
  // An Allow that is for more than the bucket: the deny has all that it gives of the bucket.
  [operators, "every resource, and a deny outside an endpoint", [{ ...everything, Resource: "*" }, endpoint]],
  [operators, "all buckets, likewise", [{ ...everything, Resource: "arn:aws:s3:::*" }, endpoint]],
  [operators, "buckets whose name begins alike", [{ ...everything, Resource: "arn:aws:s3:::ac*" }, endpoint]],
  [operators, "every action of every service", [everything, endpoint]],
  [operators, "all but another bucket", [{ ...all, Resource: undefined, NotResource: "arn:aws:s3:::other" }, endpoint]],
  [operators, "all but actions of another service", [{ ...all, Action: undefined, NotAction: "iam:*" }, endpoint]],
  [operators, "all but actions of S3", [{ ...all, Action: undefined, NotAction: "s3:*" }]],
  [operators, "another bucket", [{ ...all, Resource: ["arn:aws:s3:::other", "arn:aws:s3:::other/*"] }]],
  [operators, "nobody: all others than everyone", [{ ...read, Principal: undefined, NotPrincipal: "*" }]],
  [
    operators,
    "reading by a pattern, and a deny of all actions but writing",
    [
      { ...read, Action: "s3:Get*" },
      { ...deny, Action: undefined, NotAction: "s3:PutObject" },
    ],
  ],
  [
    operators,
    "two denies, of some actions and of all but those",
    [all, { ...deny, Action: "s3:Get*" }, { ...deny, Action: undefined, NotAction: "s3:Get*" }],
  ],
  [
    operators,
    "two denies, of some objects and of all but those",
    [
      { ...all, Resource: objects },
      { ...deny, Resource: `${bucket}/private/*` },
      { ...deny, Resource: undefined, NotResource: `${bucket}/private/*` },
    ],
  ],
];

describe("strangers", () => {
  test.each(open)("%s: %s is open", (_, __, statements) => {
    expect(publicGrants(policy(...statements), acme, BOUND)).not.toEqual([]);
    expect(publicGrants(policy(...statements.toReversed()), acme, BOUND)).not.toEqual([]);
  });

  test.each(closed)("%s: %s is closed", (_, __, statements) => {
    expect(publicGrants(policy(...statements), acme, BOUND)).toEqual([]);
    expect(publicGrants(policy(...statements.toReversed()), acme, BOUND)).toEqual([]);
  });

  test("blocks that are narrow one by one, and the internet together", () => {
    const blocks = Array.from({ length: 256 }, (_, at) => `${at}.0.0.0/8`);
    const apart = blocks.filter((_, at) => at % 2 === 0);
    expect(publicGrants(policy(where("IpAddress", "aws:SourceIp", ...blocks)), acme, BOUND)).toHaveLength(1);
    expect(publicGrants(policy(where("IpAddress", "aws:SourceIp", ...apart)), acme, BOUND)).toEqual([]);
  });

  // Eight seconds: as long a policy as S3 takes.
  test.runIf(isWhole)("a policy of as many exceptions within exceptions as fit into one is answered", () => {
    const nested = Array.from({ length: 150 }, (_, at): StatementText => ({
      ...deny,
      Action: undefined,
      NotAction: `s3:${"a".repeat(at + 1)}*`,
    }));
    expect(publicGrants(policy(all, ...nested), acme, BOUND)).toHaveLength(1);
    expect(publicGrants(policy(all, ...nested, { ...deny, Action: "s3:a*" }), acme, BOUND)).toEqual([]);
  });

  test("who they are", () => {
    const to = (Principal: NonNullable<StatementText["Principal"]>): string | undefined =>
      publicGrants(policy({ ...read, Principal }), acme, BOUND)[0]?.to;
    expect(to("*")).toBe("everyone");
    expect(to({ Federated: "cognito-identity.amazonaws.com" })).toBe("web identities");
    expect(to({ AWS: "*", Federated: "graph.facebook.com" })).toBe("everyone");
    // S3 refuses such statements: that one is there all the same is not understood.
    expect(to({ AWS: "arn:aws:iam::*:root" })).toBe("unknown");
    expect(to({ Martian: "marvin" })).toBe("unknown");
    expect(publicGrants(policy({ Action: "s3:GetObject", Resource: objects }), acme, BOUND)[0]?.to).toBe("unknown");
  });
});

describe("access", () => {
  const accessOf = (...statements: readonly StatementText[]): readonly string[] =>
    publicGrants(policy(...statements), acme, BOUND).flatMap(({ access }) => access);

  test.each<[string, readonly StatementText[], readonly string[]]>([
    ["reading", [read], ["read"]],
    ["listing", [{ ...read, Action: "s3:ListBucket", Resource: bucket }], ["list"]],
    ["writing", [{ ...read, Action: ["s3:PutObject", "s3:deleteobject"] }], ["write"]],
    ["ACLs of objects", [{ ...read, Action: "s3:PutObjectAcl" }], ["administer"]],
    ["settings read", [{ ...read, Action: "s3:GetBucketLocation", Resource: bucket }], ["other"]],
    ["everything", [all], ["read", "list", "write", "administer"]],
    ["everything of objects", [{ ...all, Resource: objects }], ["read", "write", "administer"]],
    ["everything of the bucket alone", [{ ...all, Resource: bucket }], ["list", "administer"]],
    ["everything but S3", [{ ...read, Action: undefined, NotAction: "s3:*" }], []],
    ["all actions but reading", [{ Principal: "*", NotAction: "s3:Get*", Resource: objects }], ["write", "administer"]],
    ["everything, and reading denied", [all, { ...deny, Action: "s3:Get*" }], ["list", "write", "administer"]],
    [
      "everything, and all but reading denied",
      [all, { ...deny, Action: undefined, NotAction: "s3:GetObject" }],
      ["read", "other"],
    ],
    ["everything, and objects denied", [all, { ...deny, Resource: objects }], ["list", "administer"]],
    ["resources but some", [{ ...read, Resource: undefined, NotResource: "arn:aws:s3:::acme/private/*" }], ["read"]],
  ])("%s", (_, statements, expected) => {
    expect(accessOf(...statements)).toEqual(expected);
  });
});
