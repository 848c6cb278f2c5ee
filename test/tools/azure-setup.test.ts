// The scripts of `tidemark setup azure` run by bash, with the real Azure CLI up to the network: what is made, once and no more, and
// what the undo leaves.
import { readdirSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { setUpScript, undoScript } from "../../cli/setup/azure/script.ts";
import { CUSTOM_ROLE, DECLARED_ACTIONS, wantedOf } from "../../cli/setup/azure/wanted.ts";
import { ENTRA_ACTIONS } from "../../collectors/entra/actions.ts";
import { readConfig } from "../../config/define-config.ts";
import example from "../../examples/deployed/tidemark.config.ts";
import { AzureCli, bash, type AwsAtHand, type AzureCliRun, type AzureState } from "../support/azure-cli/azure-cli.ts";
import { custom, HOSTILE, hostileWanted, reader, TENANT } from "../support/azure-cli/wanted.ts";

const ACCOUNT = "555566667777";
const ISSUER = "https://6f1c2b9e.tokens.sts.global.api.aws";
const AWS = { account: ACCOUNT, issuer: ISSUER };
const GRAPH = "graph-itself";
const ROOT = `/providers/Microsoft.Management/managementGroups/${TENANT}`;
const DECLARED = [
  ...new Set(ENTRA_ACTIONS.flatMap(({ actions }) => actions.map(({ action }) => action))),
  "Directory.Read.All",
];

/** A tenant of others, who have an application and grants of their own. */
const EMPTY: AzureState = {
  tenant: TENANT,
  cloud: "AzureCloud",
  graph: "https://graph.microsoft.com",
  applications: [
    { appId: "theirs", displayName: "payroll", secrets: [], certificates: [], credentials: [], owners: [] },
  ],
  principals: [
    { id: GRAPH, appId: "00000003-0000-0000-c000-000000000000" },
    { id: "payroll", appId: "theirs" },
  ],
  roles: [],
  assignments: [{ id: `${ROOT}/theirs`, principalId: "payroll", role: "Reader", scope: ROOT }],
  appRoles: [...DECLARED, "Directory.ReadWrite.All", "User.ReadWrite.All"].map((value) => ({
    id: `id of ${value}`,
    value,
  })),
  granted: [{ principalId: "payroll", resourceId: GRAPH, appRoleId: "id of User.ReadWrite.All" }],
};

let cli: AzureCli;
beforeEach(() => {
  cli = new AzureCli(EMPTY);
});

const READS =
  /^(?:account show|cloud show|ad app list|ad app show|ad app owner list|ad sp list|ad app credential list|ad app federated-credential list|role definition list|role assignment list|rest --method get)\b/;
const changes = ({ commands }: AzureCliRun): string[] =>
  commands.map((command) => command.join(" ")).filter((command) => !READS.test(command));

async function succeeds(script: string, aws: AwsAtHand = AWS): Promise<AzureCliRun> {
  const ran = await cli.run(script, aws);
  expect(ran).toMatchObject({ status: 0, stderr: expect.not.stringContaining("ERROR") });
  return ran;
}

/** The one application of ours, and its service principal. */
function ours({ applications, principals }: AzureState) {
  const found = applications.filter(({ displayName }) => displayName === reader.name);
  expect(found).toHaveLength(1);
  const [application] = found as [AzureState["applications"][number]];
  const own = principals.filter(({ appId }) => appId === application.appId);
  expect(own).toHaveLength(1);
  return { application, principal: own[0]?.id as string };
}

describe("the script makes", () => {
  test("an application that the role of AWS signs in as, its reader, and each declared permission and none beside", async () => {
    const ran = await succeeds(setUpScript(reader));
    const { application, principal } = ours(cli.state);
    expect(application).toMatchObject({
      secrets: [],
      certificates: [],
      credentials: [
        {
          name: "tidemark-collect-azure",
          issuer: ISSUER,
          subject: `arn:aws:iam::${ACCOUNT}:role/tidemark-collect-azure`,
          audiences: ["api://AzureADTokenExchange"],
        },
      ],
    });
    const { assignments, granted, roles } = cli.state;
    expect(assignments.filter(({ principalId }) => principalId === principal)).toMatchObject([
      { role: "Reader", scope: ROOT, principalType: "ServicePrincipal" },
    ]);
    expect(roles).toEqual([]);
    expect(granted.filter(({ principalId }) => principalId === principal).map(({ appRoleId }) => appRoleId)).toEqual(
      DECLARED.map((permission) => `id of ${permission}`),
    );
    expect(ran.stdout).toBe(`  azure: { tenant: "${TENANT}", client: "${application.appId}" },\n`);
    expect(ran.stderr).toContain("npx tidemark doctor");
    // Nobody is asked for a secret, and none is made: no command that makes or shows credentials of another kind.
    expect(ran.commands.flat().join(" ")).not.toMatch(/password|secret|credential reset|--cert-name|create-for-rbac/i);
  });

  test("nothing in a second run", async () => {
    await succeeds(setUpScript(custom));
    const before = cli.state;
    const ran = await succeeds(setUpScript(custom));
    expect(changes(ran)).toEqual([]);
    expect(ran.stderr).toContain("nothing was made");
    expect(cli.state).toEqual(before);
  });

  test("a role of exactly the declared actions, and again after a version declares others", async () => {
    await succeeds(setUpScript({ ...custom, actions: ["Microsoft.Sql/servers/read"] }));
    await succeeds(setUpScript(custom));
    expect(cli.state.roles).toMatchObject([
      {
        roleName: CUSTOM_ROLE,
        assignableScopes: ["/providers/Microsoft.Management/managementGroups/platform"],
        permissions: [{ actions: DECLARED_ACTIONS }],
      },
    ]);
    const { principal } = ours(cli.state);
    expect(cli.state.assignments.filter(({ principalId }) => principalId === principal)).toMatchObject([
      { role: CUSTOM_ROLE },
    ]);
  });

  test("what an interrupted run left out, and what is known late", async () => {
    cli.state = { ...EMPTY, late: { "ad app federated-credential list": 1, "ad sp create": 1, rest: 1 } };
    await succeeds(setUpScript(reader));
    const { principal } = ours(cli.state);
    cli.state = { ...cli.state, granted: [], assignments: [] };
    const ran = await succeeds(setUpScript(reader));
    expect(changes(ran)).toHaveLength(1 + DECLARED.length);
    expect(cli.state.assignments).toMatchObject([{ principalId: principal }]);
  });

  test("the credential anew where the issuer is another", async () => {
    await succeeds(setUpScript(reader));
    await succeeds(setUpScript(reader), { account: ACCOUNT, issuer: "https://other.tokens.sts.global.api.aws" });
    expect(ours(cli.state).application.credentials).toMatchObject([
      { issuer: "https://other.tokens.sts.global.api.aws" },
    ]);
  });

  test("nothing of Microsoft Graph where the config does not enrol the tenant", async () => {
    await succeeds(setUpScript({ ...reader, permissions: [] }));
    expect(cli.state.granted).toEqual(EMPTY.granted);
  });

  test("what the config names by its id, in the cloud that it names", async () => {
    const client = "0d8f9a52-93c5-4a47-9e0b-4f8ff9a1c2d3";
    const [theirs] = EMPTY.applications as [AzureState["applications"][number]];
    cli.state = {
      ...EMPTY,
      cloud: "AzureUSGovernment",
      graph: "https://graph.microsoft.us",
      applications: [{ ...theirs, appId: client, displayName: "renamed" }],
    };
    const azure = { tenant: TENANT, client, cloud: "AzureUSGovernment" } as const;
    const scopes = [...example.scopes, { scope: `entra/${TENANT}` }];
    const wanted = wantedOf(readConfig({ ...example, azure, scopes }, "test"), { isCustomRole: false });
    const ran = await succeeds(setUpScript(wanted));
    expect(ran.stdout).toBe(`  azure: { tenant: "${TENANT}", client: "${client}", cloud: "AzureUSGovernment" },\n`);
    expect(cli.state.applications).toMatchObject([
      { appId: client, credentials: [{ audiences: ["api://AzureADTokenExchangeUSGov"] }] },
    ]);
  });
});

describe("the script stops, and makes nothing,", () => {
  const [theirs] = EMPTY.applications as [AzureState["applications"][number]];
  const named = { ...theirs, displayName: reader.name };

  test.each<[string, Partial<AzureState>, AwsAtHand, RegExp]>([
    ["in another tenant", { tenant: "other" }, AWS, /az login --tenant 435db7b7/],
    ["in another cloud", { cloud: "AzureChinaCloud" }, AWS, /az cloud set --name AzureCloud/],
    [
      "with credentials of another account",
      {},
      { ...AWS, account: "111111111111" },
      /of account 111111111111, expected 5/,
    ],
    [
      "where AWS issues no tokens",
      {},
      { account: ACCOUNT, issuer: null },
      /aws iam enable-outbound-web-identity-federation/,
    ],
    ["on an issuer that is none", {}, { ...AWS, issuer: 'https://x","subject":"all' }, /expected https:/],
    ["before two of the name", { applications: [named, named] }, AWS, /several applications/],
    ["before one with a secret", { applications: [{ ...named, secrets: [{ keyId: "1" }] }] }, AWS, /a secret/],
    [
      "before one with a certificate",
      { applications: [{ ...named, certificates: [{ keyId: "1" }] }] },
      AWS,
      /certificate/,
    ],
    [
      "before one that others sign in as",
      { applications: [{ ...named, credentials: [{ name: "theirs", issuer: "i", subject: "s", audiences: ["a"] }] }] },
      AWS,
      /federated credentials that are not Tidemark's/,
    ],
  ])("%s", async (_, other, aws, said) => {
    cli.state = { ...EMPTY, ...other };
    const before = cli.state;
    const ran = await cli.run(setUpScript(reader), aws);
    expect(ran).toMatchObject({ status: 1, stdout: "", stderr: expect.stringMatching(said) });
    expect(changes(ran)).toEqual([]);
    expect(cli.state).toEqual(before);
  });

  test("where Microsoft Graph has no such permission", async () => {
    cli.state = { ...EMPTY, appRoles: [] };
    const ran = await cli.run(setUpScript(reader), AWS);
    expect(ran).toMatchObject({ status: 1, stdout: "" });
    expect(ran.stderr).toContain("no application permission AuditLog.Read.All");
  });
});

describe("the undo", () => {
  test.each([
    ["Reader", reader],
    ["the role of declared actions", custom],
  ])("leaves what there was before, and runs again (%s)", async (_, wanted) => {
    await succeeds(setUpScript(wanted));
    await succeeds(undoScript(wanted));
    expect(cli.state).toEqual(EMPTY);
    expect(changes(await succeeds(undoScript(wanted)))).toEqual([]);
    expect(cli.state).toEqual(EMPTY);
  });

  test("finds by the config's id what is gone already", async () => {
    const ran = await succeeds(undoScript({ ...reader, client: "0d8f9a52-93c5-4a47-9e0b-4f8ff9a1c2d3" }));
    expect(changes(ran)).toEqual([]);
  });

  test("removes nothing of an application that others sign in as too", async () => {
    await succeeds(setUpScript(reader));
    const { application } = ours(cli.state);
    const other = { name: "theirs", issuer: "i", subject: "s", audiences: ["a"] };
    cli.state = {
      ...cli.state,
      applications: [{ ...application, credentials: [...application.credentials, other] }],
    };
    const before = cli.state;
    const ran = await cli.run(undoScript(reader), AWS);
    expect(ran.status).toBe(1);
    expect(cli.state).toEqual(before);
  });
});

describe("texts that would break out stay texts", () => {
  const nothingRan = (): void => {
    for (const folder of [cli.home, process.cwd()]) expect(readdirSync(folder)).not.toContain("broken");
  };

  test("where the login is another", async () => {
    for (const script of [setUpScript(hostileWanted), undoScript(hostileWanted)]) {
      const ran = await cli.run(script, AWS);
      expect(ran.status).toBe(1);
      expect(ran.stderr).toContain(`expected ${HOSTILE}`);
      nothingRan();
    }
  });

  test("where all that they are compared with is the same", async () => {
    const [theirs] = EMPTY.applications as [AzureState["applications"][number]];
    cli.state = {
      ...EMPTY,
      tenant: HOSTILE,
      cloud: HOSTILE,
      graph: HOSTILE,
      applications: [{ ...theirs, appId: HOSTILE }],
    };
    for (const script of [setUpScript(hostileWanted), undoScript(hostileWanted)]) {
      const { commands } = await cli.run(script, { account: HOSTILE, issuer: ISSUER });
      expect(commands.flat()).toContain(HOSTILE);
      nothingRan();
    }
  });
});

describe("the scripts are in order:", () => {
  test("bash reads both", async () => {
    for (const script of [setUpScript(custom), undoScript(custom)])
      expect(await bash(["-n", "-c", script])).toEqual({ status: 0, stdout: "", stderr: "" });
  });
});
