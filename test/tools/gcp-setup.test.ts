// The scripts of `tidemark setup gcp` run by bash, with a gcloud CLI that answers from a file: what is made, once and no more, and
// what the undo leaves.
import { beforeEach, describe, expect, test } from "vitest";
import { setUpScript, undoScript } from "../../cli/setup/gcp/script.ts";
import { GCP_PERMISSIONS } from "../../collectors/gcp/actions.ts";
import { bash, type AwsAtHand } from "../support/azure-cli/azure-cli.ts";
import { GcloudCli, type GcloudRun, type GoogleState } from "../support/gcloud/gcloud-cli.ts";
import {
  ACCOUNT,
  AWS,
  bound,
  changes,
  FEDERATED,
  ISSUER,
  POOL,
  PROVIDER,
  READER,
  SUBJECT,
} from "../support/gcloud/made.ts";
import {
  atFolder,
  atOrganization,
  atProjects,
  EMPTY,
  FOLDER,
  ORGANIZATION,
  QUOTA,
  READ,
  withWorkspace,
} from "../support/gcloud/wanted.ts";

const MEMBER = `serviceAccount:${READER}`;

let cli: GcloudCli;
beforeEach(() => {
  cli = new GcloudCli(EMPTY);
});

async function succeeds(script: string, aws: AwsAtHand = AWS): Promise<GcloudRun> {
  const ran = await cli.run(script, aws);
  expect(ran).toMatchObject({ status: 0, stderr: expect.not.stringContaining("ERROR") });
  return ran;
}

describe("the script makes", () => {
  test("a pool that trusts one function of AWS, a service account without keys, and a role of exactly the declared permissions", async () => {
    const ran = await succeeds(setUpScript(atOrganization));
    const { pools, providers, accounts, roles, policies } = cli.state;
    expect(pools).toContainEqual({ name: POOL, state: "ACTIVE" });
    expect(providers).toEqual([
      {
        name: PROVIDER,
        state: "ACTIVE",
        oidc: { issuerUri: ISSUER, allowedAudiences: [`//iam.googleapis.com/${PROVIDER}`] },
        attributeMapping: { "google.subject": "assertion.sub" },
        attributeCondition: `assertion.sub == '${SUBJECT}' && assertion['https://sts.amazonaws.com/']['aws_account'] == '${ACCOUNT}' && assertion['https://sts.amazonaws.com/']['lambda_source_function_arn'] == 'arn:aws:lambda:eu-central-1:${ACCOUNT}:function:tidemark-collect-gcp'`,
      },
    ]);
    expect(accounts.find(({ email }) => email === READER)).toMatchObject({ keys: [] });
    expect(policies[`accounts/${READER}`]).toEqual([{ role: "roles/iam.workloadIdentityUser", members: [FEDERATED] }]);
    const role = `organizations/${ORGANIZATION}/roles/tidemarkReader`;
    expect(roles).toContainEqual({ name: role, includedPermissions: GCP_PERMISSIONS });
    expect(bound(cli.state)).toEqual([
      `organizations/${ORGANIZATION} ${role}`,
      `projects/${QUOTA.projectId} roles/serviceusage.serviceUsageConsumer`,
    ]);
    expect(ran.stdout).toBe(`    serviceAccount: "${READER}",\n    provider: "${PROVIDER}",\n`);
    expect(ran.stderr).toContain("npx tidemark doctor");
    expect(ran.stderr).not.toContain("Workspace");
    // Nobody is asked for a key, and none is made.
    expect(ran.commands.map((command) => command.join(" ")).join("\n")).not.toMatch(
      /keys create|keys upload|print-access/,
    );
  });

  test("APIs on in the project that the calls count against, and in no other", async () => {
    await succeeds(setUpScript(atOrganization));
    const [quota, read] = cli.state.projects;
    expect(quota?.services.toSorted()).toEqual(atOrganization.apis);
    expect(read?.services).toEqual(["iam.googleapis.com"]);
  });

  test.each([
    ["an organization", atOrganization],
    ["a folder", atFolder],
    ["projects", atProjects],
  ])("nothing in a second run (%s)", async (_, wanted) => {
    await succeeds(setUpScript(wanted));
    const before = cli.state;
    const ran = await succeeds(setUpScript(wanted));
    expect(changes(ran)).toEqual([]);
    expect(ran.stderr).toContain("nothing was made");
    expect(cli.state).toEqual(before);
  });

  test("a role of the organization, bound at the folder alone", async () => {
    const ran = await succeeds(setUpScript(atFolder));
    expect(bound(cli.state)).toEqual([
      `folders/${FOLDER} organizations/${ORGANIZATION}/roles/tidemarkReader`,
      `projects/${QUOTA.projectId} roles/serviceusage.serviceUsageConsumer`,
    ]);
    expect(ran.stderr).toContain("stay indeterminate until gcp.parent is the organization");
  });

  test("a role in each enrolled project, without permissions that no project's role can hold", async () => {
    await succeeds(setUpScript(atProjects));
    const role = `projects/${READ.projectId}/roles/tidemarkReader`;
    expect(bound(cli.state)).toEqual([
      `projects/${READ.projectId} ${role}`,
      `projects/${QUOTA.projectId} roles/serviceusage.serviceUsageConsumer`,
    ]);
    expect(cli.state.roles.find(({ name }) => name === role)?.includedPermissions).toEqual(
      GCP_PERMISSIONS.filter((each) => !/\.(?:folders|organizations)\./.test(each)),
    );
  });

  test("what an interrupted run left out, and what is known late", async () => {
    cli.state = {
      ...EMPTY,
      late: { "iam service-accounts create": 1, "iam service-accounts add-iam-policy-binding": 2 },
    };
    await succeeds(setUpScript(atOrganization));
    const made = cli.state;
    cli.state = { ...made, policies: { ...EMPTY.policies, [`accounts/${READER}`]: [] } };
    const ran = await succeeds(setUpScript(atOrganization));
    expect(changes(ran)).toHaveLength(3);
    expect(cli.state.policies).toEqual(made.policies);
  });

  test("the provider and the role anew, where they are other than wanted", async () => {
    const wider = { ...atOrganization, condition: "true", permissions: ["resourcemanager.projects.delete"] };
    await succeeds(setUpScript(wider));
    await succeeds(setUpScript(atOrganization));
    expect(cli.state.providers).toMatchObject([{ attributeCondition: atOrganization.condition }]);
    expect(cli.state.roles.at(-1)).toMatchObject({ includedPermissions: GCP_PERMISSIONS });
  });

  test("what was deleted lately, again", async () => {
    await succeeds(setUpScript(atOrganization));
    await succeeds(undoScript(atOrganization));
    await succeeds(setUpScript(atOrganization));
    expect(cli.state.pools).toContainEqual({ name: POOL, state: "ACTIVE" });
    expect(cli.state.roles.at(-1)).not.toHaveProperty("deleted");
    expect(bound(cli.state)).toHaveLength(2);
  });

  test("a binding beside one with a condition, which counts for nothing", async () => {
    const place = `organizations/${ORGANIZATION}`;
    await succeeds(setUpScript(atOrganization));
    const role = `${place}/roles/tidemarkReader`;
    const conditional = { role, members: [MEMBER], condition: { expression: "false" } };
    cli.state = { ...cli.state, policies: { ...cli.state.policies, [place]: [conditional] } };
    await succeeds(setUpScript(atOrganization));
    expect(cli.state.policies[place]).toEqual([conditional, { role, members: [MEMBER] }]);
  });

  test("no role of Google Workspace, for which it prints the steps and the broader way", async () => {
    const { stderr } = await succeeds(setUpScript(withWorkspace));
    expect(stderr).toContain("Users > Read and Groups > Read");
    expect(stderr).toContain(`Assign service accounts, and add ${READER}`);
    expect(stderr).toContain("the client id 100000000000000000001");
    for (const scope of withWorkspace.directoryScopes) expect(stderr).toContain(scope);
    expect(stderr).toContain("A delegation is broader");
  });
});

describe("the undo", () => {
  /** What is there, without what Google keeps of what was deleted, and without APIs: those stay on. */
  const there = (state: GoogleState): object => ({
    ...state,
    projects: [],
    pools: state.pools.filter((pool) => pool.state !== "DELETED"),
    providers: state.providers.filter((provider) => provider.state !== "DELETED"),
    roles: state.roles.filter(({ deleted }) => deleted !== true),
  });

  test.each([
    ["an organization", atOrganization],
    ["a folder", atFolder],
    ["projects", atProjects],
  ])("leaves what there was before, and runs again (%s)", async (_, wanted) => {
    await succeeds(setUpScript(wanted));
    await succeeds(undoScript(wanted));
    expect(there(cli.state)).toEqual(there(EMPTY));
    expect(changes(await succeeds(undoScript(wanted)))).toEqual([]);
    expect(there(cli.state)).toEqual(there(EMPTY));
  });

  test("removes nothing of a service account that somebody has a key of", async () => {
    await succeeds(setUpScript(atOrganization));
    cli.state = {
      ...cli.state,
      accounts: cli.state.accounts.map((each) => (each.email === READER ? { ...each, keys: ["key"] } : each)),
    };
    const before = cli.state;
    expect(await cli.run(undoScript(atOrganization), AWS)).toMatchObject({ status: 1 });
    expect(cli.state).toEqual(before);
  });
});

test("bash reads the scripts", async () => {
  for (const wanted of [withWorkspace, atFolder, atProjects])
    for (const script of [setUpScript(wanted), undoScript(wanted)])
      expect(await bash(["-n", "-c", script])).toEqual({ status: 0, stdout: "", stderr: "" });
});
