// Policies above a project's resources: IAM of what the project lies in, and constraints of the organization.
import { describe, expect, test } from "vitest";
import { bodyOf, readExport, refusal } from "../../fixture.ts";

const project = "projects/481516234201";

describe("gcloud projects get-ancestors-iam-policy", () => {
  const TYPE = "Tidemark::ResourceManager::AncestorPolicy";
  const UNIT = `${TYPE}@global`;
  const declared = { format: "gcloud-ancestors-iam-policy", scope: `gcp/${project}`, types: [TYPE] };
  const read = (answer: unknown): ReturnType<typeof readExport> => readExport(declared, answer, [UNIT]);
  const policy = (type: string, id: string, ...members: string[]): object => ({
    id,
    type,
    policy: { etag: "x", version: 1, bindings: [{ role: "roles/owner", members }] },
  });
  const chain = [
    policy("project", "nl-prod", "user:jane.doe@northlight.example"),
    policy("folder", "77", "group:ops@northlight.example"),
    policy("organization", "1", "domain:northlight.example"),
  ];

  test("one item for each, by the project's number, and nobody by name", async () => {
    const outcome = await read(chain);
    expect(outcome.items.map(({ key }) => key)).toEqual(
      [project, "folders/77", "organizations/1"].map(
        (of) => `tidemark:gcp/projects%2F481516234201/${encodeURIComponent(`ancestor-policy/${of}`)}`,
      ),
    );
    expect(outcome.items).toMatchObject([
      { body: { Ancestor: project, Type: "project", Bindings: [{ Members: [{ Domain: "northlight.example" }] }] } },
      { body: { Ancestor: "folders/77", Type: "folder", AuditConfigs: [] } },
      { body: { Ancestor: "organizations/1", Type: "organization", Bindings: [{ Members: [{ Kind: "domain" }] }] } },
    ]);
    expect(JSON.stringify(outcome.items)).not.toMatch(/jane|doe|ops@/i);
    expect(outcome.unit(UNIT)).toMatchObject({ complete: true, listed: 3 });
  });

  test.each<[string, unknown]>([
    ["missing", undefined],
    ["null", null],
  ])("a policy that is %s is not in the answer", async (_, of) => {
    const outcome = await read([chain[0], { id: "77", type: "folder", policy: of }, chain[2]]);
    expect(outcome.items).toMatchObject([
      { body: { Ancestor: project } },
      {
        problem: { code: "not-in-answer", detail: "the answer from Google Cloud lacks the IAM policy of folders/77" },
      },
      { body: { Ancestor: "organizations/1" } },
    ]);
  });

  test.each<[string, unknown]>([
    ["has its bindings under another name", { Bindings: [{ role: "roles/owner", members: ["allUsers"] }] }],
    ["has another shape", { bindings: "x" }],
    ["has a member without a name", { bindings: [{ role: "roles/owner", members: ["user:"] }] }],
    ["has a member that is an empty text", { bindings: [{ role: "roles/owner", members: ["allUsers", ""] }] }],
    ["has a member that is white space", { bindings: [{ role: "roles/owner", members: ["group: "] }] }],
    ["has a deleted member without a name", { bindings: [{ role: "roles/owner", members: ["deleted:user:?uid=1"] }] }],
  ])("a policy that %s is unread, and those beside it are read", async (_, of) => {
    const outcome = await read([chain[0], { id: "77", type: "folder", policy: of }, chain[2]]);
    expect(outcome.items).toMatchObject([
      { body: { Ancestor: project } },
      {
        key: `tidemark:gcp/projects%2F481516234201/${encodeURIComponent("ancestor-policy/folders/77")}`,
        problem: {
          code: "unexpected-shape",
          detail: "the IAM policy of folders/77 is not in the documented form",
        },
      },
      { body: { Ancestor: "organizations/1" } },
    ]);
    expect(outcome.unit(UNIT)).toMatchObject({ complete: true, listed: 3 });
  });

  test("a project may lie in nothing", async () => {
    expect((await read(chain.slice(0, 1))).unit(UNIT)).toMatchObject({ complete: true, listed: 1 });
  });

  const others: readonly (readonly [what: string, answer: unknown])[] = [
    ["no project", chain.slice(1)],
    ["nothing", []],
    ["two projects", [chain[0], ...chain]],
    ["an organization below a folder", [chain[0], chain[2], chain[1]]],
    ["deny policies beside them", [...chain, { id: "1", type: "organization", policy: { kind: "DenyPolicy" } }]],
  ];
  test.each(others)("an answer with %s is refused", async (_, answer) => {
    expect(await refusal(read(answer))).toBe(`f.json: found another answer, expected the JSON of the call for ${TYPE}`);
  });

  test("another project's is refused where its number says so; a cut one is not complete", async () => {
    expect(await refusal(read([policy("project", "2"), ...chain.slice(1)]))).toBe(
      `f.json: found the policies of another project, expected ${project}`,
    );
    expect((await read([policy("project", "481516234201")])).items[0]).toMatchObject({ body: { Ancestor: project } });
    expect((await read(JSON.stringify(chain).slice(0, -5))).unit(UNIT)).toMatchObject({
      complete: false,
      problem: { code: "truncated" },
    });
  });

  test("the call fails as a whole where one may not be read", async () => {
    const error =
      "ERROR: (gcloud.projects.get-ancestors-iam-policy) User is not permitted to access IAM policy for one or more of the ancestors";
    const { unit } = await readExport({ ...declared, exitStatus: 1, error, file: null }, "", [UNIT]);
    expect(unit(UNIT)).toMatchObject({ complete: false, listed: 0, dataTime: null });
    expect(unit(UNIT).problem?.code).toBe("denied");
  });
});

describe("gcloud org-policies describe --effective", () => {
  const TYPE = "Tidemark::OrgPolicy::EffectivePolicy";
  const UNIT = `${TYPE}@global`;
  const declared = { format: "gcloud-effective-org-policies", scope: `gcp/${project}`, types: [TYPE] };
  const CONSTRAINTS = [
    "iam.disableServiceAccountKeyCreation",
    "sql.restrictPublicIp",
    "storage.publicAccessPrevention",
    "storage.secureHttpTransport",
  ] as const;
  type Rule = { readonly enforce?: unknown; readonly condition?: unknown };
  const line = (subject: string, rules: readonly Rule[], of = project): object => ({
    subject,
    answer: { name: `${of}/policies/${subject}`, spec: { etag: "x", rules, updateTime: "2026-01-01T00:00:00Z" } },
  });
  const read = (...lines: readonly object[]): ReturnType<typeof readExport> =>
    readExport(declared, lines.map((one) => `${JSON.stringify(one)}\n`).join(""), [UNIT]);
  const rest = CONSTRAINTS.slice(1).map((constraint) => line(constraint, [{ enforce: false }]));
  const first = (rules: readonly Rule[], of?: string): object => line(CONSTRAINTS[0], rules, of);

  test("each constraint is enforced or not", async () => {
    const outcome = await read(first([{ enforce: true }]), ...rest);
    expect(outcome.items.map((item) => "body" in item && item.body)).toEqual(
      CONSTRAINTS.map((Constraint, index) => ({ Constraint, Enforced: index === 0 })),
    );
    expect(outcome.items[0]?.key).toBe(
      `tidemark:gcp/projects%2F481516234201/org-policy%2Fiam.disableServiceAccountKeyCreation`,
    );
    expect(outcome.unit(UNIT)).toMatchObject({ complete: true, listed: 4 });
  });

  const condition = { expression: "resource.matchTag('1/env', 'dev')" };
  const enforced: readonly (readonly [what: string, line: object, enforced: boolean | null])[] = [
    ["rules that agree, one without condition", first([{ enforce: true, condition }, { enforce: true }]), true],
    ["rules that do not agree", first([{ enforce: false, condition }, { enforce: true }]), null],
    ["a condition for all it says", first([{ enforce: true, condition }]), null],
    ["no rules", first([]), null],
    ["a list of values", first([{ enforce: undefined }]), null],
    ["the id of the project", first([{ enforce: true }], "projects/nl-prod"), true],
    ["another project", first([{ enforce: true }], "projects/2"), null],
    ["another constraint", { ...line(CONSTRAINTS[1], [{ enforce: true }]), subject: CONSTRAINTS[0] }, null],
  ];
  test.each(enforced)("%s", async (_, one, expected) => {
    const outcome = await read(one, ...rest);
    if (expected === null) expect(outcome.items[0]).toMatchObject({ problem: { code: "unexpected-shape" } });
    else expect(bodyOf(outcome, outcome.items[0]?.key)["Enforced"]).toBe(expected);
    expect(outcome.unit(UNIT)).toMatchObject({ complete: true, listed: 4 });
  });

  test("a constraint that was not asked is missed, another one is refused, one that failed says why", async () => {
    expect((await read(...rest)).unit(UNIT)).toMatchObject({ complete: false, problem: { code: "truncated" } });
    expect(await refusal(read(line("compute.requireOsLogin", [{ enforce: true }])))).toBe(
      "f.json: line 1: found a subject of another form, expected the subject of the call",
    );
    const failures = [
      [
        "PERMISSION_DENIED: Permission 'orgpolicy.policies.list' denied on resource",
        "denied",
        "orgpolicy.policies.list (PERMISSION_DENIED)",
      ],
      [
        "Organization Policy API has not been used in project 1 before",
        "disabled",
        "the command of export one ended with exit status 1",
      ],
    ] as const;
    for (const [error, code, detail] of failures) {
      const outcome = await read({ subject: CONSTRAINTS[0], exitStatus: 1, error }, ...rest);
      expect(outcome.items[0]).toMatchObject({ problem: { code, detail } });
    }
  });
});
