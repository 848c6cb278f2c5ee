// The scripts of `tidemark setup gcp` where they stop: in other places than the config names, before what is somebody else's, and on
// texts that would break out.
import { readdirSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { setUpScript, undoScript } from "../../cli/setup/gcp/script.ts";
import type { Wanted } from "../../cli/setup/gcp/wanted.ts";
import type { AwsAtHand } from "../support/azure-cli/azure-cli.ts";
import { GcloudCli, type GoogleState } from "../support/gcloud/gcloud-cli.ts";
import { ACCOUNT, AWS, bound, changes, ISSUER, POOL, PROVIDER, READER, SUBJECT } from "../support/gcloud/made.ts";
import {
  atFolder,
  atOrganization,
  EMPTY,
  HOSTILE,
  hostileWanted,
  ORGANIZATION,
  wantedBy,
} from "../support/gcloud/wanted.ts";

let cli: GcloudCli;
beforeEach(() => {
  cli = new GcloudCli(EMPTY);
});

test("a subject is within the 127 bytes that Google takes", async () => {
  expect(Buffer.byteLength(atOrganization.subject)).toBeLessThanOrEqual(127);
  const ran = await cli.run(setUpScript({ ...atOrganization, subject: `${SUBJECT}/${"ä".repeat(40)}` }), AWS);
  expect(ran).toMatchObject({ status: 1, stderr: expect.stringContaining("longer than the 127 bytes") });
});

describe("the script stops, and makes nothing,", () => {
  const [quota, read] = EMPTY.projects as [GoogleState["projects"][number], GoogleState["projects"][number]];
  const elsewhere = { ...quota, ancestors: [{ id: "999999999999", type: "organization" }] };
  const pools = [{ name: POOL, state: "ACTIVE" }];
  const theirs = { name: PROVIDER, state: "ACTIVE", oidc: { issuerUri: ISSUER, allowedAudiences: [] } };
  const account = { email: READER, uniqueId: "1", keys: [] };

  test.each<[string, Wanted, Partial<GoogleState>, AwsAtHand, RegExp]>([
    [
      "where the login does not see the project",
      atOrganization,
      { projects: [read] },
      AWS,
      /does not see the project example-security/,
    ],
    [
      "in a project of another organization",
      atOrganization,
      { projects: [elsewhere, read] },
      AWS,
      /999999999999, expected 123456789012/,
    ],
    [
      "in a project of another organization than the folder",
      atFolder,
      { projects: [elsewhere, read] },
      AWS,
      /expected 123456789012/,
    ],
    [
      "in a project without an organization",
      atOrganization,
      { projects: [{ ...quota, ancestors: [] }, read] },
      AWS,
      /organization \(none\), expected/,
    ],
    [
      "in a project that is being deleted",
      atOrganization,
      { projects: [{ ...quota, lifecycleState: "DELETE_REQUESTED" }, read] },
      AWS,
      /is DELETE_REQUESTED, expected ACTIVE/,
    ],
    ["where the login does not see the folder", atFolder, { folders: {} }, AWS, /does not see the folder 345678901234/],
    [
      "where the config names another service account",
      wantedBy({ serviceAccount: "another@example-security.iam.gserviceaccount.com" }),
      {},
      AWS,
      /names the service account another@/,
    ],
    [
      "where the config names another provider",
      wantedBy({ provider: "projects/1/locations/global/workloadIdentityPools/tidemark/providers/tidemark-aws" }),
      {},
      AWS,
      /names the provider projects\/1\//,
    ],
    [
      "with credentials of another account",
      atOrganization,
      {},
      { ...AWS, account: "111111111111" },
      /of account 111111111111, expected 5/,
    ],
    [
      "where AWS issues no tokens",
      atOrganization,
      {},
      { account: ACCOUNT, issuer: null },
      /enable-outbound-web-identity-federation/,
    ],
    [
      "before a service account with a key",
      atOrganization,
      { accounts: [{ ...account, keys: ["key"] }] },
      AWS,
      /has a key of somebody, expected none/,
    ],
    [
      "before a service account that somebody else acts as",
      atOrganization,
      {
        accounts: [account],
        policies: {
          ...EMPTY.policies,
          [`accounts/${READER}`]: [{ role: "roles/owner", members: ["user:eve@example.test"] }],
        },
      },
      AWS,
      /somebody else has a role at the service account/,
    ],
    [
      "before a pool with a provider of others",
      atOrganization,
      { pools, providers: [{ ...theirs, name: `${POOL}/providers/github` }] },
      AWS,
      /a provider that is not Tidemark's/,
    ],
  ])("%s", async (_, wanted, other, aws, said) => {
    cli.state = { ...EMPTY, ...other };
    const before = cli.state;
    const ran = await cli.run(setUpScript(wanted), aws);
    expect(ran).toMatchObject({ status: 1, stdout: "", stderr: expect.stringMatching(said) });
    expect(changes(ran)).toEqual([]);
    expect(cli.state.policies).toEqual(before.policies);
    expect(cli.state.accounts).toEqual(before.accounts);
  });

  test.each([
    [
      "another issuer",
      { ...theirs, oidc: { issuerUri: "https://other.example", allowedAudiences: [] } },
      /trusts the issuer https:\/\/other/,
    ],
    ["an account of AWS and no issuer", { name: PROVIDER, state: "ACTIVE" }, /trusts the issuer \(none\)/],
    [
      "keys that somebody uploaded",
      { ...theirs, oidc: { ...theirs.oidc, jwksJson: "{}" } },
      /keys that somebody uploaded/,
    ],
  ])("at a provider of %s, before there is a service account", async (_, provider, said) => {
    cli.state = { ...EMPTY, pools, providers: [provider] };
    const ran = await cli.run(setUpScript(atOrganization), AWS);
    expect(ran).toMatchObject({ status: 1, stdout: "", stderr: expect.stringMatching(said) });
    expect(changes(ran)).toEqual([expect.stringMatching(/^services enable /)]);
    expect(cli.state.providers).toEqual([provider]);
  });

  test("at a pool that was deleted with a provider of others, which came back with it", async () => {
    const other = { ...theirs, name: `${POOL}/providers/github`, state: "DELETED" };
    cli.state = { ...EMPTY, pools: [{ name: POOL, state: "DELETED" }], providers: [other] };
    const ran = await cli.run(setUpScript(atOrganization), AWS);
    expect(ran).toMatchObject({ status: 1, stderr: expect.stringContaining("a provider that is not Tidemark's") });
    expect(bound(cli.state)).toEqual([]);
  });
});

describe("texts that would break out stay texts", () => {
  const nothingRan = (): void => {
    for (const folder of [cli.home, process.cwd()]) expect(readdirSync(folder)).not.toContain("broken");
  };

  test("where there is no such project, and where there is", async () => {
    const [quota] = EMPTY.projects as [GoogleState["projects"][number]];
    for (const projects of [EMPTY.projects, [{ ...quota, projectId: HOSTILE }]])
      for (const script of [setUpScript(hostileWanted), undoScript(hostileWanted)]) {
        cli.state = { ...EMPTY, projects, folders: { [HOSTILE]: `organizations/${ORGANIZATION}` } };
        const ran = await cli.run(script, { account: HOSTILE, issuer: ISSUER });
        expect(ran.status).toBe(1);
        expect(ran.commands.flat()).toContain(HOSTILE);
        nothingRan();
      }
  });
});
