// Policies of resources that AWS Config does not record: one that is there, one that is not, one that was refused.
import { describe, expect, test } from "vitest";
import { ACCOUNT, lines, reading } from "./aws-call-files.ts";
import { refusal } from "../../fixture.ts";

const REGION = "eu-central-1";
const text = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: "*", Action: "x:Get", Resource: "*", Sid: "for jane" },
});
const policy = {
  Statements: [{ Effect: "Allow", Principals: [{ Type: "*", Values: ["*"] }], Actions: ["x:Get"], Resources: ["*"] }],
};
const arn = (rest: string): string => `arn:aws:${rest.replace("::", `:${REGION}:${ACCOUNT}:`)}`;
const SECRET = arn("secretsmanager::secret:shop/key-AbCdEf");

type Named = {
  readonly format: Parameters<typeof reading>[0];
  readonly type: string;
  readonly subject: string;
  readonly arn: string;
  readonly name: string;
  readonly service: string;
  readonly answer: object;
  /** There is no policy: an error, or an answer. */
  readonly none: string | object;
};
const error = (name: string): string => `An error occurred (${name}) when calling the operation`;

const all: readonly Named[] = [
  {
    format: "aws-ecr-repository-policies",
    type: "Tidemark::ECR::RepositoryPolicy",
    subject: "shop/web",
    arn: arn("ecr::repository/shop/web"),
    name: "shop/web",
    service: "ecr",
    answer: { registryId: ACCOUNT, repositoryName: "shop/web", policyText: text },
    none: error("RepositoryPolicyNotFoundException"),
  },
  {
    format: "aws-secret-policies",
    type: "Tidemark::SecretsManager::SecretPolicy",
    subject: SECRET,
    arn: SECRET,
    name: "shop/key-AbCdEf",
    service: "secretsmanager",
    answer: { ARN: SECRET, Name: "shop/key", ResourcePolicy: text },
    none: { ARN: SECRET, Name: "shop/key" },
  },
  {
    format: "aws-efs-file-system-policies",
    type: "Tidemark::EFS::FileSystemPolicy",
    subject: "fs-1",
    arn: arn("elasticfilesystem::file-system/fs-1"),
    name: "fs-1",
    service: "elasticfilesystem",
    answer: { FileSystemId: "fs-1", Policy: text },
    none: error("PolicyNotFound"),
  },
  {
    format: "aws-backup-vault-policies",
    type: "Tidemark::Backup::VaultPolicy",
    subject: "daily",
    arn: arn("backup::backup-vault:daily"),
    name: "daily",
    service: "backup",
    answer: { BackupVaultName: "daily", BackupVaultArn: arn("backup::backup-vault:daily"), Policy: text },
    none: error("ResourceNotFoundException"),
  },
];

describe.each(all)("$format", ({ format, type, subject, name, service, answer, none, ...of }) => {
  const { unit, read } = reading(format, type, REGION);
  const key = `tidemark:aws/${ACCOUNT}/${encodeURIComponent(`resource-policy/${REGION}/${service}/${name}`)}`;
  const line = (said: string | object): { readonly [member: string]: unknown } =>
    typeof said === "string" ? { subject, exitStatus: 254, error: said } : { subject, answer: said };

  test("a policy, and none", async () => {
    const there = await read(lines(line(answer)));
    expect(there.items).toMatchObject([{ key, name, body: { Arn: of.arn, Policy: policy } }]);
    expect(JSON.stringify(there.items)).not.toContain("jane");
    const without = await read(lines(line(none)));
    expect(without.items).toMatchObject([{ key, name }]);
    expect(without.items.map((item) => "body" in item && item.body)).toEqual([{ Arn: of.arn }]);
    expect(without.unit(unit)).toMatchObject({ complete: true, listed: 1 });
  });

  test("what is refused, or has another form, is unread", async () => {
    const denied = await read(lines(line(error("AccessDeniedException"))));
    expect(denied.items).toMatchObject([{ key, problem: { code: "denied" } }]);
    const other = await read(lines(line({ Policy: 7, policyText: 7, ResourcePolicy: 7 })));
    expect(other.items).toMatchObject([{ key, problem: { code: "unexpected-shape" } }]);
  });

  test("a text that is no policy is kept as one that can't be read", async () => {
    const [member] = Object.entries(answer).find(([, value]) => value === text) as [string, string];
    const { items } = await read(lines(line({ ...answer, [member]: "{" })));
    expect(items).toMatchObject([{ body: { Policy: "unreadable" } }]);
  });
});

test("the secret of another account is refused", async () => {
  const { read } = reading("aws-secret-policies", "Tidemark::SecretsManager::SecretPolicy", REGION);
  const other = SECRET.replace(ACCOUNT, "444455556666");
  expect(await refusal(read(lines({ subject: other, answer: {} })))).toContain("a subject of another form");
});

describe("event buses", () => {
  const { unit, read } = reading("aws-event-bus-policies", "Tidemark::Events::EventBusPolicy", REGION);

  test("with and without a policy", async () => {
    const { items, unit: of } = await read({
      EventBuses: [
        { Name: "default", Arn: arn("events::event-bus/default"), Policy: text },
        { Name: "orders", Arn: arn("events::event-bus/orders"), Policy: null },
      ],
    });
    expect(items.map((item) => "body" in item && item.body)).toEqual([
      { Arn: arn("events::event-bus/default"), Policy: policy },
      { Arn: arn("events::event-bus/orders") },
    ]);
    expect(of(unit)).toMatchObject({ complete: true, listed: 2 });
  });

  test("a page of several is not all, and another shape is refused", async () => {
    expect((await read({ EventBuses: [], NextToken: "t" })).unit(unit)).toMatchObject({
      complete: false,
      problem: { code: "truncated" },
    });
    for (const answer of [{}, { EventBuses: [{}] }, { EventBuses: [{ Name: "a", Policy: 1 }] }])
      expect(await refusal(read(answer))).toContain("found another answer");
  });
});
