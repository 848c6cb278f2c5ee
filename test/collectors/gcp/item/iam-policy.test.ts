// IAM policies: what each kind of member becomes, in one order, and nobody's name.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readIamPolicy } from "../../../../collectors/gcp/item/iam-policy.ts";

const people = {
  person: (provider: string, value: string): string => `person:${provider}:${value.length}`,
  remember: (): void => {},
};
const read = (members: readonly string[]): unknown =>
  readIamPolicy({ bindings: [{ role: "roles/viewer", members }] }, people)?.["Bindings"];
const memberOf = (member: string): unknown => (read([member]) as { Members: unknown[] }[])[0]?.Members[0];

const DEPLOY = "serviceAccount:deploy@nl-prod.iam.gserviceaccount.com";
const WORKLOAD =
  "principalSet://iam.googleapis.com/projects/481516234201/locations/global/workloadIdentityPools/ci/attribute.repository/nl/app";
const MEMBERS: readonly (readonly [member: string, becomes: object])[] = [
  ["user:Jane.Doe@Northlight.example", { Kind: "user", Domain: "northlight.example", Reference: "person:gcp:27" }],
  ["group:ops@northlight.example", { Kind: "group", Domain: "northlight.example", Reference: "person:gcp:22" }],
  [DEPLOY, { Kind: "serviceAccount", Domain: "nl-prod.iam.gserviceaccount.com", Reference: DEPLOY }],
  [
    "serviceAccount:nl-prod.svc.id.goog[web/api]",
    { Kind: "serviceAccount", Reference: "serviceAccount:nl-prod.svc.id.goog[web/api]" },
  ],
  ["domain:Northlight.example", { Kind: "domain", Domain: "northlight.example" }],
  ["projectOwner:nl-prod", { Kind: "projectOwner", Reference: "projectOwner:nl-prod" }],
  ["allUsers", { Kind: "allUsers" }],
  ["allAuthenticatedUsers", { Kind: "allAuthenticatedUsers" }],
  [
    "deleted:user:jane@northlight.example?uid=123456789012345678901",
    { Kind: "deleted", Domain: "northlight.example", Reference: "person:gcp:23" },
  ],
  [
    `deleted:${DEPLOY}?uid=123`,
    { Kind: "deleted", Domain: "nl-prod.iam.gserviceaccount.com", Reference: `deleted:${DEPLOY}?uid=123` },
  ],
  [WORKLOAD, { Kind: "principalSet", Reference: WORKLOAD }],
  [
    "principal://iam.googleapis.com/locations/global/workforcePools/staff/subject/jane@northlight.example",
    { Kind: "principal", Domain: "northlight.example", Reference: "person:gcp:90" },
  ],
  [
    "somethingNew:jane@northlight.example",
    { Kind: "somethingNew", Domain: "northlight.example", Reference: "person:gcp:23" },
  ],
];

test.each(MEMBERS)("%s", (member, becomes) => {
  expect(memberOf(member)).toEqual(becomes);
});

test("REST names and those of the protocol buffers are one policy; who is exempt is counted", () => {
  const audit = ["user:jane@northlight.example", "user:john@northlight.example"];
  const rest = {
    etag: "x",
    bindings: [{ role: "roles/owner", members: ["allUsers"], condition: { title: "t", expression: "e" } }],
    auditConfigs: [
      { service: "storage.googleapis.com", auditLogConfigs: [{ logType: "DATA_READ", exemptedMembers: audit }] },
      { service: "allServices", auditLogConfigs: [{ logType: "DATA_WRITE" }, { logType: "ADMIN_READ" }] },
    ],
  };
  const buffers = {
    etag: "y",
    bindings: rest.bindings,
    audit_configs: [
      { service: "storage.googleapis.com", audit_log_configs: [{ log_type: "DATA_READ", exempted_members: audit }] },
      { service: "allServices", audit_log_configs: [{ log_type: "DATA_WRITE" }, { log_type: "ADMIN_READ" }] },
    ],
  };
  const expected = {
    Bindings: [{ Role: "roles/owner", HasCondition: true, Members: [{ Kind: "allUsers" }] }],
    AuditConfigs: [
      {
        Service: "allServices",
        LogConfigs: [
          { LogType: "ADMIN_READ", ExemptedMembers: 0 },
          { LogType: "DATA_WRITE", ExemptedMembers: 0 },
        ],
      },
      { Service: "storage.googleapis.com", LogConfigs: [{ LogType: "DATA_READ", ExemptedMembers: 2 }] },
    ],
  };
  expect(readIamPolicy(rest, people)).toEqual(expected);
  expect(readIamPolicy(buffers, people)).toEqual(expected);
});

test.each([
  ["ADMIN_READ", 1],
  ["DATA_WRITE", 2],
  ["DATA_READ", 3],
  ["LOG_TYPE_UNSPECIFIED", 0],
  // A kind that was added later: nothing asks for it, and the rest of the policy counts all the same.
  ["LOG_TYPE_9", 9],
] as const)("%s is written as a number too: %i", (LogType, log_type) => {
  for (const written of [log_type, String(log_type)]) {
    const said = readIamPolicy(
      { audit_configs: [{ service: "allServices", audit_log_configs: [{ log_type: written }] }] },
      people,
    );
    expect(said?.["AuditConfigs"]).toEqual([{ Service: "allServices", LogConfigs: [{ LogType, ExemptedMembers: 0 }] }]);
  }
});

test("null is as if it were left out", () => {
  const policy = {
    bindings: [{ role: "roles/viewer", members: null, condition: null }],
    auditConfigs: [
      { service: "allServices", auditLogConfigs: [{ logType: "DATA_READ", log_type: null, exemptedMembers: null }] },
      { service: "storage.googleapis.com", auditLogConfigs: null },
    ],
  };
  expect(readIamPolicy(policy, people)).toEqual({
    Bindings: [{ Role: "roles/viewer", HasCondition: false, Members: [] }],
    AuditConfigs: [
      { Service: "allServices", LogConfigs: [{ LogType: "DATA_READ", ExemptedMembers: 0 }] },
      { Service: "storage.googleapis.com", LogConfigs: [] },
    ],
  });
  expect(readIamPolicy({ bindings: null, auditConfigs: null }, people)).toEqual({ Bindings: [], AuditConfigs: [] });
});

test("the order of bindings and members is no content", () => {
  const bindings = fc.array(
    fc.record({
      role: fc.constantFrom("roles/owner", "roles/viewer"),
      members: fc.uniqueArray(fc.constantFrom(...MEMBERS.map(([member]) => member))),
      condition: fc.constantFrom(undefined, { title: "t" }),
    }),
  );
  fc.assert(
    fc.property(bindings, (given) => {
      const turned = given.toReversed().map((one) => ({ ...one, members: one.members.toReversed() }));
      const said = (value: unknown): string => JSON.stringify(readIamPolicy(JSON.parse(JSON.stringify(value)), people));
      expect(said({ bindings: turned })).toBe(said({ bindings: given }));
    }),
  );
});

describe("what is no policy", () => {
  const others = [
    null,
    [],
    "x",
    { bindings: {} },
    { bindings: [{ members: [] }] },
    { bindings: [], auditConfigs: "x" },
  ];
  test.each(others.map((one) => [JSON.stringify(one), one] as const))("%s", (_, one) => {
    expect(readIamPolicy(JSON.parse(JSON.stringify(one)), people)).toBe(null);
  });

  test("a policy of nothing is one", () => {
    expect(readIamPolicy({ etag: "ACAB" }, people)).toEqual({ Bindings: [], AuditConfigs: [] });
  });
});
