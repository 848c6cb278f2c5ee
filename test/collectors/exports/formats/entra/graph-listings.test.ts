// Roles and applications of a tenant: ids, kinds and dates of credentials, never a person's name or a secret.
import { describe, expect, test } from "vitest";
import { bodyOf, readExport, refusal } from "../../fixture.ts";

const tenant = "435db7b7-46e6-4674-82d8-193e11fadc02";
const ROLES = "microsoft.graph/unifiedRoleAssignment";
const APPLICATIONS = "microsoft.graph/application";
const declared = {
  [ROLES]: { format: "graph-role-assignments", scope: `entra/${tenant}`, types: [ROLES] },
  [APPLICATIONS]: { format: "graph-applications", scope: `entra/${tenant}`, types: [APPLICATIONS] },
};
const read = (type: typeof ROLES | typeof APPLICATIONS, answer: unknown): ReturnType<typeof readExport> =>
  readExport(declared[type], answer, [`${type}@global`]);
const list = (...value: readonly unknown[]): object => ({ "@odata.context": "c", value });

const secret = (keyId: string, end: string): object => ({
  keyId,
  displayName: "Jane's laptop",
  hint: "jan",
  secretText: null,
  customKeyIdentifier: "SmFuZQ==",
  startDateTime: "2026-01-01T00:00:00Z",
  endDateTime: end,
});
const certificate = {
  ...secret("c1", "2027-01-01T00:00:00.1234567Z"),
  type: "AsymmetricX509Cert",
  usage: "Verify",
  key: "MIIC",
};
const kept = (keyId: string, endDateTime: string): object => ({
  keyId,
  startDateTime: "2026-01-01T00:00:00.000Z",
  endDateTime,
});
const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
const assignment = (principal: unknown, members: object = {}): object => ({
  id: "lAPpYvVpN0KRkAEhdxReEJC2sEqbR_9Hr48lds9SGHI-1",
  roleDefinitionId: GLOBAL_ADMINISTRATOR,
  principalId: "86462606-fde0-4fc4-9e0c-a20eb73e54c6",
  directoryScopeId: "/",
  principal,
  ...members,
});
const person = {
  "@odata.type": "#microsoft.graph.user",
  id: "86462606-fde0-4fc4-9e0c-a20eb73e54c6",
  accountEnabled: true,
  displayName: "Jane Doe",
  userPrincipalName: "jane.doe@northlight.example",
  mail: "jane.doe@northlight.example",
  employeeId: "Doe-1",
  businessPhones: ["+49 30 1"],
};

describe("role assignments", () => {
  const plain = {
    id: "lAPpYvVpN0KRkAEhdxReEJC2sEqbR_9Hr48lds9SGHI-1",
    roleDefinitionId: GLOBAL_ADMINISTRATOR,
    principalId: "86462606-fde0-4fc4-9e0c-a20eb73e54c6",
    directoryScopeId: "/",
  };

  test("of a person: the object id, and nothing that names anybody", async () => {
    const outcome = await read(ROLES, list(assignment(person)));
    expect(bodyOf(outcome)).toEqual({ ...plain, PrincipalType: "user", AccountEnabled: true });
    expect(outcome.items).toMatchObject([
      { key: `tidemark:entra/${tenant}/role-assignment%2F${plain.id}`, name: null },
    ]);
    expect(JSON.stringify(outcome.items)).not.toMatch(/jane|doe|\+49/i);
    expect(outcome.unit(`${ROLES}@global`)).toMatchObject({ complete: true, listed: 1 });
  });

  test("of a service principal: its application and its own credentials, in one order", async () => {
    const principal = {
      "@odata.type": "#microsoft.graph.servicePrincipal",
      appId: "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff",
      servicePrincipalType: "Application",
      accountEnabled: true,
      displayName: "Jane's sync",
      passwordCredentials: [secret("b", "2028-01-01T00:00:00Z"), secret("a", "2027-01-01T00:00:00Z")],
      keyCredentials: [certificate],
    };
    const outcome = await read(ROLES, list(assignment(principal)));
    expect(bodyOf(outcome)).toEqual({
      ...plain,
      PrincipalType: "servicePrincipal",
      AccountEnabled: true,
      AppId: "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff",
      ServicePrincipalType: "Application",
      PasswordCredentials: [kept("a", "2027-01-01T00:00:00.000Z"), kept("b", "2028-01-01T00:00:00.000Z")],
      KeyCredentials: [{ ...kept("c1", "2027-01-01T00:00:00.123Z"), type: "AsymmetricX509Cert", usage: "Verify" }],
    });
    expect(JSON.stringify(outcome.items)).not.toMatch(/jane|MIIC|SmFu/i);
  });

  test("of a group, and of a principal that was not expanded", async () => {
    expect(bodyOf(await read(ROLES, list(assignment({ "@odata.type": "#microsoft.graph.group" }))))).toEqual({
      ...plain,
      PrincipalType: "group",
    });
    expect(bodyOf(await read(ROLES, list(assignment(undefined))))).toEqual(plain);
  });

  test("a service principal without lists of credentials has none in the body: that is not an empty list", async () => {
    const principal = { "@odata.type": "#microsoft.graph.servicePrincipal", appId: "a" };
    expect(Object.keys(bodyOf(await read(ROLES, list(assignment(principal)))))).not.toContain("PasswordCredentials");
    const empty = { ...principal, passwordCredentials: [] };
    expect(bodyOf(await read(ROLES, list(assignment(empty))))["PasswordCredentials"]).toEqual([]);
  });
});

describe("applications", () => {
  const application = {
    id: "03ef14b0-ca33-4840-8f4f-d6e91916010e",
    appId: "631a96bc-a705-4eda-9f99-fdaf9f54f6a2",
    displayName: "Billing",
    createdDateTime: "2025-09-17T19:10:35.2742618Z",
    passwordCredentials: [secret("a", "2027-01-01T00:00:00Z")],
    keyCredentials: [],
    owners: [person],
  };

  test("have a name, which is no person's, and their credentials without what they are", async () => {
    const outcome = await read(APPLICATIONS, list(application));
    expect(outcome.items).toMatchObject([
      {
        key: `tidemark:entra/${tenant}/application%2F${application.id}`,
        name: "Billing",
        incarnation: application.id,
        createdAt: "2025-09-17T19:10:35.274Z",
      },
    ]);
    expect(bodyOf(outcome)).toEqual({
      id: application.id,
      appId: application.appId,
      PasswordCredentials: [kept("a", "2027-01-01T00:00:00.000Z")],
      KeyCredentials: [],
    });
    expect(JSON.stringify(outcome.items)).not.toMatch(/jane|doe/i);
  });

  test("have federated credentials, unless Graph gave a part of them or none was asked for", async () => {
    const credential = {
      id: "f1",
      name: "deploy-main",
      issuer: "https://token.actions.githubusercontent.com",
      subject: "repo:octo-org/octo-repo:ref:refs/heads/main",
      description: "of Jane Doe",
      audiences: ["b", "a"],
    };
    const expression = { value: "claims['sub'] matches 'repo:octo-org/*'", languageVersion: 1 };
    const flexible = { ...credential, id: "f0", subject: null, claimsMatchingExpression: expression };
    const { name: _name, description: _description, ...told } = credential;
    const { subject: _subject, ...unnamed } = told;
    const all = list({ ...application, federatedIdentityCredentials: [credential, flexible] });
    const outcome = await read(APPLICATIONS, all);
    expect(bodyOf(outcome)["FederatedIdentityCredentials"]).toEqual([
      { ...unnamed, id: "f0", audiences: ["a", "b"], claimsMatchingExpression: expression },
      { ...told, audiences: ["a", "b"] },
    ]);
    expect(JSON.stringify(outcome.items)).not.toMatch(/jane|deploy-main/i);
    const cut = {
      federatedIdentityCredentials: [credential],
      "federatedIdentityCredentials@odata.nextLink": "https://x",
    };
    for (const members of [cut, {}, { federatedIdentityCredentials: null }]) {
      const body = bodyOf(await read(APPLICATIONS, list({ ...application, ...members })));
      expect(Object.keys(body)).not.toContain("FederatedIdentityCredentials");
    }
  });

  test("have secrets without an end, which is not the same as an end that the answer leaves out", async () => {
    const { endDateTime: _, ...unsaid } = secret("b", "") as { endDateTime: string };
    const secrets = [{ ...unsaid, keyId: "a", endDateTime: null }, unsaid];
    const kinds = bodyOf(await read(APPLICATIONS, list({ ...application, passwordCredentials: secrets })));
    expect(kinds["PasswordCredentials"]).toEqual([
      { keyId: "a", startDateTime: "2026-01-01T00:00:00.000Z", endDateTime: null },
      { keyId: "b", startDateTime: "2026-01-01T00:00:00.000Z" },
    ]);
  });
});

describe.each([ROLES, APPLICATIONS] as const)("the list of %s", (type) => {
  const unit = `${type}@global`;
  const one = { ...assignment(person), appId: "a" };

  test("may be empty; with a nextLink or cut it is not all", async () => {
    expect((await read(type, list())).unit(unit)).toMatchObject({ complete: true, listed: 0 });
    for (const [answer, detail] of [
      [{ ...list(one), "@odata.nextLink": "https://graph.microsoft.com/x" }, /^f\.json has @odata.nextLink/],
      [JSON.stringify(list(one)).slice(0, -2), /ends before its closing bracket$/],
    ] as const) {
      expect((await read(type, answer)).unit(unit)).toMatchObject({
        complete: false,
        problem: { code: "truncated", detail: expect.stringMatching(detail) },
      });
    }
  });

  test("that has one key twice may lack another", async () => {
    const outcome = await read(type, list(one, one));
    expect(outcome.items.length).toBe(1);
    expect(outcome.unit(unit)).toMatchObject({ complete: false, listed: 1, problem: { code: "contradictory" } });
  });

  test("of another shape is refused without naming anybody", async () => {
    for (const answer of [{ values: [] }, list({ ...one, id: 1 }), [person]]) {
      expect(await refusal(read(type, answer))).toBe(
        `f.json: found another answer, expected the JSON of the call for ${type}`,
      );
    }
  });

  test("that failed says why", async () => {
    const error =
      'Forbidden({"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete"}})';
    const outcome = await readExport({ ...declared[type], exitStatus: 1, error, file: null }, "", [unit]);
    expect(outcome.unit(unit)).toMatchObject({ complete: false, problem: { code: "denied" } });
  });
});
