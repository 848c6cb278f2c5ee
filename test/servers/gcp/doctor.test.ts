// `tidemark doctor` by the real program, of projects of Google Cloud on loopback: each cause has its remedy, and a deployment says how it
// signs in.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { WITHOUT_CREDENTIALS } from "../../support/environment.ts";
import { googleCompany } from "../../support/google/company.ts";
import { FOLDER, ORGANIZATION, PROVIDER, READER } from "../../support/google/estate/sample/names.ts";
import { startGoogle, type Google } from "../../support/google/google.ts";
import { PROJECT_SCOPES } from "../../support/google/projects.ts";
import { identity, queryError, startWire, xml, type Wire, type WireAnswer } from "../../support/servers/wire.ts";

const ACCOUNT = "555566667777";
const ISSUER = "https://6f1c2b9e.tokens.sts.global.api.aws";

let google: Google;
let wire: Wire;
let info: () => WireAnswer;
beforeAll(async () => {
  google = await startGoogle();
  wire = await startWire(({ call }) => {
    if (call === "GetCallerIdentity") return identity(ACCOUNT);
    return call === "GetOutboundWebIdentityFederationInfo" ? info() : queryError("AccessDenied", "no", 403);
  });
});
afterAll(async () => {
  await google.stop();
  await wire.stop();
});
beforeEach(() => {
  google.faults.clear();
  google.settings.off = [];
  info = () => federation;
});

const federation = xml(
  `<GetOutboundWebIdentityFederationInfoResponse><GetOutboundWebIdentityFederationInfoResult><IssuerIdentifier>${ISSUER}</IssuerIdentifier><JwtVendingEnabled>true</JwtVendingEnabled></GetOutboundWebIdentityFederationInfoResult></GetOutboundWebIdentityFederationInfoResponse>`,
);

type Told = {
  readonly causes: readonly { readonly code: string; readonly remedy: string; readonly checks: readonly string[] }[];
  readonly accounts: readonly object[];
  readonly googleFederation: object | null;
};

async function told(
  config: object = {},
  env: Readonly<Record<string, string>> = {},
): Promise<Told & { status: number | null }> {
  const { GOOGLE_APPLICATION_CREDENTIALS: _own, CLOUDSDK_CONFIG: _folder, ...others } = WITHOUT_CREDENTIALS;
  const { status, stdout } = await googleCompany(google, { config, env: { ...others, ...env } }).tidemark(
    "doctor",
    "--json",
  );
  return { status, ...(JSON.parse(stdout) as Told) };
}

test.each<[string, () => void, string]>([
  [
    "a permission that is denied",
    () => google.faults.deny({ service: "cloudsql" }),
    "bind a role that has cloudsql.instances.list to the identity that reads, at gcp.parent or at the project (tidemark setup gcp makes one for a deployment)",
  ],
  [
    "an API that is off",
    () => (google.settings.off = ["cloudasset"]),
    "turn on the API in projects/558100220033: gcloud services enable cloudasset.googleapis.com",
  ],
])(
  "%s is a cause with its remedy, and with the checks that it leaves indeterminate",
  async (_name, prepare, remedy) => {
    prepare();
    const { status, causes, googleFederation } = await told();
    expect(status).toBe(2);
    expect(causes.map((cause) => cause.remedy)).toEqual(causes.map(() => remedy));
    expect(causes.flatMap(({ checks }) => checks).length).toBeGreaterThan(0);
    expect(googleFederation).toBeNull();
  },
);

test("a folder that may not be read is one cause of that folder, with its remedy and its check", async () => {
  const folder = `gcp/${FOLDER}`;
  const config = { gcp: { parent: ORGANIZATION }, scopes: [{ scope: folder }] };
  expect(await told(config)).toMatchObject({
    status: 0,
    causes: [],
    accounts: [{ scope: folder, planned: 2, complete: 2 }],
  });
  google.faults.deny({ service: "resourcemanager", path: /folders/ });
  const { status, causes, accounts } = await told(config);
  expect(status).toBe(2);
  expect(accounts).toMatchObject([{ scope: folder, planned: 2, complete: 0 }]);
  expect(causes).toMatchObject([
    {
      code: "denied",
      scopes: [folder],
      checks: [
        "outside-access-only-for-known-parties",
        "owner-accounts-have-mfa-and-no-keys",
        "administrator-grants-limited",
        "workloads-have-no-admin-rights",
        "federated-workloads-pinned",
      ],
      remedy:
        "bind a role that has resourcemanager.folders.getIamPolicy to the identity that reads, at gcp.parent or at the folder (tidemark setup gcp makes one for a deployment)",
    },
  ]);
});

test("a project that calls may not count against has a remedy of its own", async () => {
  const { grants } = google.estate;
  google.estate.grants = grants.filter(({ principal }) => !principal.startsWith("felix"));
  try {
    const { causes } = await told();
    for (const { remedy } of causes) expect(remedy).toContain("roles/serviceusage.serviceUsageConsumer");
    expect(causes.length).toBeGreaterThan(0);
  } finally {
    google.estate.grants = grants;
  }
});

const deployed = {
  ledger: { origin: "northlight.example/google", mode: "trial", retentionDays: 1 },
  aws: { role: "TidemarkRead", externalId: "external", lane: "direct" },
  gcp: { serviceAccount: READER, provider: PROVIDER.replace("/aws", "/tidemark-aws") },
  scopes: [{ scope: `aws/${ACCOUNT}`, regions: ["eu-central-1"] }, ...PROJECT_SCOPES.map((scope) => ({ scope }))],
  schedule: { everySeconds: 3600, from: "2026-09-01T00:00:00.000Z" },
  deployment: {
    account: ACCOUNT,
    region: "eu-central-1",
    operators: [`arn:aws:iam::${ACCOUNT}:role/security`],
    emails: ["security@northlight.example"],
  },
};
// The proxy leads to Google alone.
const toAws = (): Record<string, string> => ({
  ...wire.env,
  AWS_ENDPOINT_URL_STS: wire.env["AWS_ENDPOINT_URL"] ?? "",
  NO_PROXY: "127.0.0.1,localhost",
});
const said = {
  subject: `arn:aws:iam::${ACCOUNT}:role/tidemark-collect-gcp`,
  audience: `//iam.googleapis.com/${deployed.gcp.provider}`,
};

test("a deployment has issuer, subject and audience to compare with the provider", async () => {
  expect((await told(deployed, toAws())).googleFederation).toEqual({
    ...said,
    issuer: ISSUER,
    isOn: true,
    cause: null,
    remedy: null,
  });
});

test("a deployment without a provider is told to set it up, and one whose account issues no tokens to turn them on", async () => {
  expect((await told({ ...deployed, gcp: {} }, toAws())).googleFederation).toMatchObject({
    audience: "unknown",
    cause: "the config names no service account or no provider to sign in by",
    remedy: expect.stringContaining("run tidemark setup gcp"),
  });
  info = () => queryError("FeatureDisabled", "no", 404);
  expect((await told(deployed, toAws())).googleFederation).toMatchObject({
    ...said,
    isOn: false,
    cause: `outbound federation is off in account ${ACCOUNT}, expected on: the deployment signs in to Google Cloud by a token of AWS`,
  });
});
