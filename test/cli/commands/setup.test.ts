// `tidemark setup azure` and `tidemark setup gcp` by the real program: what they print, what they write, and which configs they
// refuse. test/tools/ runs the scripts.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { AZURE_ACTIONS } from "../../../collectors/azure/actions.ts";
import { GCP_PERMISSIONS } from "../../../collectors/gcp/actions.ts";
import { GRAPH_PERMISSIONS } from "../../../collectors/entra/permissions.ts";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import type { Ran } from "../../support/run-cli.ts";

const ACCOUNT = "555566667777";
const TENANT = "435db7b7-46e6-4674-82d8-193e11fadc02";
const OF_GOOGLE = [{ scope: `aws/${ACCOUNT}`, regions: ["eu-central-1"] }, { scope: "gcp/projects/222222222222" }];

let folder: string;
beforeEach(() => {
  folder = temporaryDirectory();
  configure({});
});

function configure(members: object): void {
  const config = {
    company: { legalEntity: "Example $(reboot) GmbH", system: "Example" },
    ledger: { origin: "example.test/tidemark", mode: "trial", retentionDays: 1 },
    aws: { role: "TidemarkRead", externalId: "external" },
    azure: { tenant: TENANT },
    scopes: [{ scope: `aws/${ACCOUNT}`, regions: ["eu-central-1"] }, { scope: `entra/${TENANT}` }],
    schedule: { everySeconds: 3600, from: "2026-09-01T00:00:00.000Z" },
    deployment: {
      account: ACCOUNT,
      region: "eu-central-1",
      operators: [`arn:aws:iam::${ACCOUNT}:role/security`],
      emails: ["security@example.test"],
    },
    ...members,
  };
  writeFileSync(join(folder, "tidemark.config.ts"), `export default ${JSON.stringify(config)};\n`);
}

const setup = (...args: readonly string[]): Promise<Ran> => runCliInTurn(["setup", ...args], folder);

async function printed(...args: readonly string[]): Promise<string> {
  const ran = await setup("azure", ...args);
  expect(ran).toMatchObject({ status: 0, stderr: "" });
  return ran.stdout;
}

const granted = (script: string): string[] =>
  [...script.matchAll(/^grant '(.*)'$/gm)].map(([, name]) => name as string);

test("the script is printed and nothing is written; its values are those of the config", async () => {
  const script = await printed();
  expect(script).toMatch(/^#!\/usr\/bin\/env bash\n[^]*\nset -euo pipefail\n/);
  for (const line of [
    `tenant='${TENANT}'`,
    `account='${ACCOUNT}'`,
    `subject='arn:aws:iam::${ACCOUNT}:role/tidemark-collect-azure'`,
    "audience='api://AzureADTokenExchange'",
    "role='Reader'",
    `scope='/providers/Microsoft.Management/managementGroups/${TENANT}'`,
  ])
    expect(script).toContain(`\n${line}\n`);
  expect(granted(script)).toEqual(GRAPH_PERMISSIONS.map(({ permission }) => permission));
  for (const { why } of GRAPH_PERMISSIONS) expect(script).toContain(`\n# ${why}\n`);
  expect(readdirSync(folder)).toEqual(["tidemark.config.ts"]);
  expect(JSON.parse(await printed("--json"))).toEqual({ script: script.slice(0, -1) });
});

test("a group and a role of the declared actions are chosen by options", async () => {
  const script = await printed("--management-group", "platform", "--custom-role");
  expect(script).toContain("\nscope='/providers/Microsoft.Management/managementGroups/platform'\n");
  const actions = new Set(AZURE_ACTIONS.flatMap((source) => source.actions.map(({ action }) => action)));
  const [, definition = ""] = /^make_role '(.*?)' '/m.exec(script) ?? [];
  expect(JSON.parse(definition)).toMatchObject({
    Actions: [...actions].toSorted(),
    DataActions: [],
    AssignableScopes: ["/providers/Microsoft.Management/managementGroups/platform"],
  });
});

test("no permission of Microsoft Graph where the tenant is not enrolled", async () => {
  configure({
    scopes: [
      { scope: `aws/${ACCOUNT}`, regions: ["eu-central-1"] },
      { scope: "azure/9606bc3d-0c4f-4820-8ee3-6f3de8e611b4" },
    ],
  });
  expect(granted(await printed())).toEqual([]);
});

test("--out writes the script, its undo and the template", async () => {
  const out = await printed("--out", "azure");
  const files = ["tidemark-azure-undo.sh", "tidemark-azure.bicep", "tidemark-azure.sh"];
  expect(readdirSync(join(folder, "azure")).toSorted()).toEqual(files);
  for (const file of files) expect(out).toContain(join("azure", file));
  const read = (file: string): string => readFileSync(join(folder, "azure", file), "utf8");
  expect(`${read("tidemark-azure.sh")}\n`).toBe(await printed());
  expect(`${read("tidemark-azure-undo.sh")}\n`).toBe(await printed("--undo"));
  expect(read("tidemark-azure.bicep")).toContain("targetScope = 'managementGroup'");
});

describe("for Google Cloud", () => {
  beforeEach(() =>
    configure({
      azure: null,
      gcp: { parent: "organizations/123456789012", quotaProject: "example-security" },
      scopes: OF_GOOGLE,
    }),
  );

  test("the script is printed and nothing is written; its values are those of the config and of the sources", async () => {
    const { stdout: script } = await setup("gcp");
    expect(script).toMatch(/^#!\/usr\/bin\/env bash\n[^]*\nset -euo pipefail\n/);
    for (const line of [
      "quota_project='example-security'",
      `account='${ACCOUNT}'`,
      `subject='arn:aws:iam::${ACCOUNT}:role/tidemark-collect-gcp'`,
      `permissions='${GCP_PERMISSIONS.join(",")}'`,
      "give_role organizations '123456789012'",
    ])
      expect(script).toContain(`\n${line}\n`);
    expect(readdirSync(folder)).toEqual(["tidemark.config.ts"]);
  });

  test("--out writes the script, its undo and the template", async () => {
    const ran = await setup("gcp", "--out", "gcp");
    expect(ran).toMatchObject({ status: 0, stderr: "" });
    const files = ["tidemark-gcp-undo.sh", "tidemark-gcp.sh", "tidemark-gcp.tf"];
    expect(readdirSync(join(folder, "gcp")).toSorted()).toEqual(files);
    const read = (file: string): string => readFileSync(join(folder, "gcp", file), "utf8");
    expect(`${read("tidemark-gcp.sh")}\n`).toBe((await setup("gcp")).stdout);
    expect(`${read("tidemark-gcp-undo.sh")}\n`).toBe((await setup("gcp", "--undo")).stdout);
    expect(read("tidemark-gcp.tf")).toContain('resource "google_iam_workload_identity_pool_provider" "aws"');
  });

  test("without a parent, in a config that enrols a customer of Google Workspace: only projects get a role", async () => {
    configure({
      azure: null,
      gcp: { quotaProject: "example-security", customer: "C01abcd23" },
      scopes: [...OF_GOOGLE, { scope: "workspace/C01abcd23" }],
    });
    const { stdout } = await setup("gcp");
    expect(stdout).toContain("222222222222");
    expect(stdout).not.toContain("abcd23'");
  });
});

describe("one line says what is missing", () => {
  const refuses = async (line: string, ...args: readonly string[]): Promise<void> =>
    expect(await setup(...args)).toEqual({ status: 3, stdout: "", stderr: `tidemark: ${line}\n` });

  test("in a config without azure", () => {
    configure({ azure: null, scopes: [{ scope: `aws/${ACCOUNT}`, regions: ["eu-central-1"] }] });
    return refuses(
      'the config names no tenant of Azure. Add azure: { tenant: "…" }, as az account show prints it',
      "azure",
    );
  });

  test("in a config that deploys nothing", () => {
    configure({ deployment: null, schedule: null });
    return refuses(
      "the config has no deployment, so no role of AWS would sign in to Azure. Add deployment and schedule, or, to read from a workstation alone, sign in with az login",
      "azure",
    );
  });

  test("in a name of a management group", () =>
    refuses(
      "found --management-group x'; reboot #, expected the id of a management group: up to 90 letters, digits and - _ ( ) .",
      "azure",
      "--management-group",
      "x'; reboot #",
    ));

  test("in a config without gcp", () =>
    refuses(
      'the config does not say how Google Cloud is read. Add gcp: { parent: "organizations/…", quotaProject: "…" }',
      "gcp",
    ));

  test("in a config whose gcp names no project that the calls count against", () => {
    configure({ azure: null, gcp: { parent: "organizations/123456789012" }, scopes: OF_GOOGLE });
    return refuses(
      'gcp.quotaProject is missing: the project that is to have the service account, and that the calls count against. Add quotaProject: "…" to gcp',
      "gcp",
    );
  });

  test("in a config of Google Cloud that deploys nothing", () => {
    configure({
      azure: null,
      gcp: { quotaProject: "example-security" },
      scopes: OF_GOOGLE,
      deployment: null,
      schedule: null,
    });
    return refuses(
      "the config has no deployment, so no role of AWS would sign in to Google Cloud. Add deployment and schedule, or, to read from a workstation alone, sign in with gcloud auth application-default login",
      "gcp",
    );
  });

  test.each([["--custom-role"], ["--management-group=platform"]])("in an option of the other cloud: %s", (option) =>
    refuses(
      `found ${option.split("=")[0]}, which is of setup azure. Remove it: gcp.parent in the config says where the role of Google Cloud is bound`,
      "gcp",
      option,
    ),
  );

  test.each([[[]], [["aws"]], [["azure", "gcp"]]])("in a command %j", (args) =>
    refuses(
      `found ${["setup", ...args].join(" ")}, expected setup azure or setup gcp. Run: tidemark setup azure, or tidemark setup gcp`,
      ...args,
    ),
  );
});
