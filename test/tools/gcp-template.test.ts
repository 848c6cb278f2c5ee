// The Terraform configuration of `tidemark setup gcp`, by a parser of another's: what it makes, and that what it refers to is there.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { terraformOf } from "../../cli/setup/gcp/terraform.ts";
import type { Wanted } from "../../cli/setup/gcp/wanted.ts";
import { GCP_PERMISSIONS } from "../../collectors/gcp/actions.ts";
import { atFolder, atOrganization, atProjects, HOSTILE, hostileWanted, READ } from "../support/gcloud/wanted.ts";
import { repository } from "../support/run-cli.ts";

/** Attributes that others refer to. https://registry.terraform.io/providers/hashicorp/google/latest/docs */
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  "data.google_project": ["project_id", "number"],
  "data.google_folder": ["name", "organization"],
  google_project_service: [],
  google_iam_workload_identity_pool: ["name", "workload_identity_pool_id"],
  google_iam_workload_identity_pool_provider: ["name"],
  google_service_account: ["name", "email", "member"],
  google_service_account_iam_binding: [],
  google_organization_iam_custom_role: ["name"],
  google_organization_iam_member: [],
  google_folder_iam_member: [],
  google_project_iam_custom_role: ["name", "project"],
  google_project_iam_member: [],
};

type Block = Readonly<Record<string, unknown>>;

/** Blocks by their addresses, such as `data.google_project.quota`, `google_service_account.reader` and `output.provider`. */
function parse(template: string): Readonly<Record<string, Block>> {
  const program = "import hcl2, json, sys; print(json.dumps(hcl2.loads(sys.stdin.read()), default=str))";
  const python = join(repository, ".servers/hcl/bin/python");
  const parsed = JSON.parse(execFileSync(python, ["-c", program], { input: template, encoding: "utf8" })) as Readonly<
    Record<string, readonly Block[]>
  >;
  const blocks: Record<string, Block> = {};
  for (const kind of ["data", "resource"] as const)
    for (const block of parsed[kind] ?? [])
      for (const [type, named] of Object.entries(block))
        for (const [name, body] of Object.entries(named as Record<string, Block>))
          blocks[`${kind === "data" ? "data." : ""}${plain(type)}.${plain(name)}`] = body;
  for (const kind of ["variable", "output"] as const)
    for (const block of parsed[kind] ?? [])
      for (const [name, body] of Object.entries(block)) blocks[`${kind}.${plain(name)}`] = body as Block;
  return blocks;
}

/** This parser leaves the quotes and the escapes of a string as they are written. */
const plain = (text: unknown): string => String(text).replace(/^"([^]*)"$/, "$1");

const referred = (blocks: Readonly<Record<string, Block>>): string[] =>
  [...JSON.stringify(Object.values(blocks)).matchAll(/(?<![\w/.])((?:data\.)?google_\w+)\.(\w+)(?:\.(\w+))?/g)].map(
    ([, type, name, attribute]) => [type, name, attribute].filter((part) => part !== undefined).join(" "),
  );

test.each<[string, Wanted, string[]]>([
  [
    "an organization",
    atOrganization,
    ["google_organization_iam_custom_role.reader", "google_organization_iam_member.reads"],
  ],
  [
    "a folder",
    atFolder,
    ["data.google_folder.parent", "google_folder_iam_member.reads", "google_organization_iam_custom_role.reader"],
  ],
  [
    "projects",
    atProjects,
    ["data.google_project.enrolled", "google_project_iam_custom_role.reader", "google_project_iam_member.reads"],
  ],
])("it makes what the script makes at %s, and refers to nothing that is not there", (_, wanted, own) => {
  const blocks = parse(terraformOf(wanted));
  expect(Object.keys(blocks).toSorted()).toEqual(
    [
      "data.google_project.quota",
      "google_iam_workload_identity_pool.tidemark",
      "google_iam_workload_identity_pool_provider.aws",
      "google_project_iam_member.consumer",
      "google_project_service.api",
      "google_service_account.reader",
      "google_service_account_iam_binding.federated",
      "output.provider",
      "output.service_account",
      "variable.issuer",
      ...own,
    ].toSorted(),
  );
  const references = referred(blocks);
  expect(references.length).toBeGreaterThan(8);
  for (const reference of references) {
    const [type = "", name = "", attribute] = reference.split(" ");
    expect(Object.keys(blocks)).toContain(`${type}.${name}`);
    if (attribute !== undefined) expect(ATTRIBUTES[type]).toContain(attribute);
  }
  const provider = blocks["google_iam_workload_identity_pool_provider.aws"];
  expect(plain(provider?.["attribute_condition"])).toBe(wanted.condition);
  expect(provider?.["oidc"]).toMatchObject([
    {
      issuer_uri: "${var.issuer}",
      allowed_audiences: [
        '"//iam.googleapis.com/projects/${data.google_project.quota.number}/locations/global/workloadIdentityPools/tidemark/providers/tidemark-aws"',
      ],
    },
  ]);
  const binding = blocks["google_service_account_iam_binding.federated"];
  expect(binding?.["members"]).toEqual([
    `"principal://iam.googleapis.com/\${google_iam_workload_identity_pool.tidemark.name}/subject/${wanted.subject}"`,
  ]);
  const [role] = own.filter((address) => address.endsWith("custom_role.reader"));
  const { permissions } = blocks[role as string] as { readonly permissions: readonly string[] };
  expect(permissions.map(plain)).toEqual(wanted.permissions);
});

test("the roles of both are those of the declared permissions", () => {
  expect(atOrganization.permissions).toEqual(GCP_PERMISSIONS);
  expect(parse(terraformOf(atProjects))["data.google_project.enrolled"]).toMatchObject({
    for_each: `\${toset(["${READ.projectNumber}"])}`,
  });
});

test("texts that would break out stay texts", () => {
  const blocks = parse(terraformOf(hostileWanted));
  expect(blocks["google_service_account.reader"]?.["account_id"]).toBe(
    `"${HOSTILE.replaceAll('"', '\\"').replaceAll("\n", "\\n").replaceAll("${", "$${").replaceAll("%{", "%%{")}"`,
  );
  expect(Object.keys(blocks).toSorted()).toEqual(Object.keys(parse(terraformOf(atFolder))).toSorted());
});
