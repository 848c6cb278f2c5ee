// Builds the sample company from examples/estate: the same assets are served here and read there from files.
import { readFileSync } from "node:fs";
import { CLOUD_SCOPES, DIRECTORY_SCOPES } from "../../../../../collectors/google/apis.ts";
import type { JsonObject } from "../../../../../evidence-schema/record/record.ts";
import type { Asset, Estate } from "../estate.ts";
import * as names from "./names.ts";

const DAY = new URL("../../../../../examples/estate/2026-09-15/", import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, DAY), "utf8"));
const assets = (file: string): Asset[] => read(file) as Asset[];

/** Answers of Organization Policy, one a line of the export. */
function effectivePolicies(name: string): { readonly [constraint: string]: JsonObject } {
  const lines = readFileSync(new URL(`gcp-analytics-${name}-effective-org-policies.ndjson`, DAY), "utf8")
    .trim()
    .split("\n");
  const answers = lines.map((line) => JSON.parse(line) as { readonly subject: string; readonly answer: JsonObject });
  return Object.fromEntries(answers.map(({ subject, answer }) => [subject, answer]));
}

/** APIs that are on in a project, as the export lists them. */
const servicesOn = (name: string): readonly string[] =>
  (read(`gcp-analytics-${name}-scanning-services.json`) as { readonly name: string }[]).map(
    ({ name: service }) => service.split("/").at(-1) ?? "",
  );

type Effective = {
  readonly regions: readonly {
    readonly answer: { readonly firewallPolicys: readonly (JsonObject & { readonly type: string })[] };
  }[];
};

/** Firewall policies of a type that apply in the network of a project, as the export has them for its one region. */
function firewallPolicies(name: string, type: string): readonly JsonObject[] {
  const line = readFileSync(new URL(`gcp-analytics-${name}-network-firewall-policies.ndjson`, DAY), "utf8");
  const { answer } = JSON.parse(line) as { readonly answer: Effective };
  const policies = answer.regions[0]?.answer.firewallPolicys ?? [];
  return policies.filter((policy) => policy.type === type).map(({ type: _type, ...policy }) => policy);
}

type Ancestor = {
  readonly id: string;
  readonly type: string;
  readonly policy: JsonObject & { readonly bindings: readonly JsonObject[] };
};

/** A custom role of the organization, which exports of a project do not have, and who holds it. */
const CUSTOM_ROLE: Asset = {
  name: `//iam.googleapis.com/${names.ORGANIZATION_ROLE}`,
  assetType: "iam.googleapis.com/Role",
  ancestors: [names.ORGANIZATION],
  updateTime: "2026-05-19T10:12:00.181Z",
  resource: {
    version: "v1",
    data: {
      name: names.ORGANIZATION_ROLE,
      title: "Inventory of Amelie Brandt",
      includedPermissions: ["cloudasset.assets.listResource", "resourcemanager.projects.getIamPolicy"],
      stage: "GA",
      etag: "BwYexample6=",
    },
  },
};
const HOLDING = { role: names.ORGANIZATION_ROLE, members: ["group:analytics@northlight.example"] };

/** Policies of the folder and the organization, which exports of a project do not list as assets. */
function policiesAbove(): Asset[] {
  const above = (read("gcp-analytics-prod-ancestors-iam-policy.json") as Ancestor[]).filter(
    ({ type }) => type !== "project",
  );
  return above.map(({ id, type, policy }) => ({
    name: `//cloudresourcemanager.googleapis.com/${type}s/${id}`,
    assetType: `cloudresourcemanager.googleapis.com/${type === "folder" ? "Folder" : "Organization"}`,
    ancestors: type === "folder" ? [names.FOLDER, names.ORGANIZATION] : [names.ORGANIZATION],
    updateTime: "2026-05-19T10:12:00.181Z",
    iamPolicy: type === "organization" ? { ...policy, bindings: [...policy.bindings, HOLDING] } : policy,
  }));
}

/** Organization policies of the project in production, as version 1 of their API writes them into the inventory. */
const ORGANIZATION_POLICY: Asset = {
  name: `//cloudresourcemanager.googleapis.com/${names.PRODUCTION.name}`,
  assetType: "cloudresourcemanager.googleapis.com/Project",
  ancestors: [names.PRODUCTION.name, names.FOLDER, names.ORGANIZATION],
  updateTime: "2026-05-19T10:12:00.181Z",
  orgPolicy: [
    {
      constraint: "constraints/storage.publicAccessPrevention",
      booleanPolicy: { enforced: true },
      updateTime: "2026-05-19T10:12:00.181Z",
    },
  ],
};

/** The organization sends audit logs of all projects to a log bucket of one of them. Exports of a project have neither. */
const CENTRAL_LOGS: readonly Asset[] = [
  {
    name: names.AUDIT_SINK,
    assetType: "logging.googleapis.com/LogSink",
    ancestors: [names.ORGANIZATION],
    updateTime: "2026-05-19T10:12:00.181Z",
    resource: {
      version: "v2",
      data: {
        name: "audit",
        resourceName: `${names.ORGANIZATION}/sinks/audit`,
        destination: `logging.googleapis.com/${names.AUDIT_BUCKET}`,
        filter: 'LOG_ID("cloudaudit.googleapis.com/activity") OR LOG_ID("cloudaudit.googleapis.com/data_access")',
        includeChildren: true,
        writerIdentity: "serviceAccount:service-org-902211334455@gcp-sa-logging.iam.gserviceaccount.com",
        createTime: "2025-01-20T08:00:00.000Z",
      },
    },
  },
  {
    name: `//logging.googleapis.com/${names.AUDIT_BUCKET}`,
    assetType: "logging.googleapis.com/LogBucket",
    ancestors: [names.SECURITY.name, names.ORGANIZATION],
    updateTime: "2026-05-19T10:12:00.181Z",
    resource: {
      version: "v2",
      data: { name: names.AUDIT_BUCKET, retentionDays: 400, locked: true, lifecycleState: "ACTIVE" },
    },
  },
];

/**
 * Read anew at every call, so that no test meets what another one changed. `collector`: the role that the company trusts, and
 * its function.
 */
export function sampleEstate(collector: Collector = COLLECTOR): Estate {
  const { users } = read("workspace.json") as { readonly users: Estate["users"] };
  const project = (
    { name, projectId }: { readonly name: string; readonly projectId: string },
    displayName: string,
  ) => ({
    name,
    projectId,
    displayName,
    parent: names.FOLDER,
    state: "ACTIVE",
    createTime: "2024-11-12T09:58:20.410Z",
    labels: { team: "analytics" },
  });
  return {
    organization: {
      name: names.ORGANIZATION,
      displayName: "northlight.example",
      state: "ACTIVE",
      directoryCustomerId: names.CUSTOMER,
    },
    folders: [{ name: names.FOLDER, displayName: "analytics", parent: names.ORGANIZATION, state: "ACTIVE" }],
    projects: [
      project(names.PRODUCTION, "Northlight Analytics"),
      project(names.DEVELOPMENT, "Northlight Analytics Dev"),
      { ...project(names.SECURITY, "Northlight Security"), parent: names.ORGANIZATION },
    ],
    assets: [
      ...["prod", "dev"].flatMap((name) => [
        ...assets(`gcp-analytics-${name}.json`),
        ...assets(`gcp-analytics-${name}-iam-policies.json`),
      ]),
      ...policiesAbove(),
      CUSTOM_ROLE,
      ORGANIZATION_POLICY,
      ...CENTRAL_LOGS,
    ],
    ...identityOf(collector),
    customer: names.CUSTOMER,
    users,
    groups: [
      {
        name: "groups/01analytics",
        key: "analytics@northlight.example",
        members: [
          { id: names.ADMINISTRATOR, type: "USER" },
          { id: "operators@northlight.example", type: "GROUP" },
        ],
      },
      {
        name: "groups/02operators",
        key: "operators@northlight.example",
        members: [{ id: "deniz.aydin@northlight.example", type: "USER" }],
      },
    ],
    effectivePolicies: {
      [names.PRODUCTION.name]: effectivePolicies("prod"),
      [names.DEVELOPMENT.name]: effectivePolicies("dev"),
    },
    flowLogs: {
      [names.PRODUCTION.name]: read("gcp-analytics-prod-vpc-flow-logs-configs.json") as JsonObject[],
      [names.DEVELOPMENT.name]: read("gcp-analytics-dev-vpc-flow-logs-configs.json") as JsonObject[],
      [names.ORGANIZATION]: read("gcp-analytics-prod-org-vpc-flow-logs-configs.json") as JsonObject[],
    },
    securityCenter: {
      services: {
        [names.PRODUCTION.name]: read("gcp-analytics-prod-security-center-services.json") as JsonObject[],
        [names.DEVELOPMENT.name]: read("gcp-analytics-dev-security-center-services.json") as JsonObject[],
      },
      tiers: { [names.ORGANIZATION]: "PREMIUM" },
    },
    keyActivities: {
      [names.PRODUCTION.name]: read("gcp-analytics-prod-key-activity.json") as JsonObject[],
      [names.DEVELOPMENT.name]: read("gcp-analytics-dev-key-activity.json") as JsonObject[],
    },
    servicesOn: {
      [names.PRODUCTION.name]: servicesOn("prod"),
      [names.DEVELOPMENT.name]: servicesOn("dev"),
    },
    hierarchicalPolicies: { [names.ORGANIZATION]: firewallPolicies("prod", "HIERARCHY") },
    firewallPolicies: {
      [names.PRODUCTION.projectId]: firewallPolicies("prod", "NETWORK").map((policy) => ({
        ...policy,
        kind: "compute#firewallPolicy",
        associations: [{ name: "analytics", attachmentTarget: networkOf(names.PRODUCTION.projectId, "analytics") }],
      })),
    },
  };
}

export const networkOf = (projectId: string, name: string): string =>
  `https://www.googleapis.com/compute/v1/projects/${projectId}/global/networks/${name}`;

type Collector = { readonly roleArn: string; readonly functionArn: string };

const COLLECTOR: Collector = {
  roleArn: "arn:aws:iam::111122223333:role/tidemark-collector",
  functionArn: "arn:aws:lambda:eu-central-1:111122223333:function:tidemark-collect-google",
};

const provider = { state: "ACTIVE", issuer: null, audiences: [] } as const;
function identityOf({ roleArn, functionArn }: Collector) {
  const name = functionArn.split(":").at(-1) ?? "";
  const session = `${roleArn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")}/${name}`;
  const impersonators = [roleArn, session].map(
    (subject) => `principal://iam.googleapis.com/${names.POOL}/subject/${subject}`,
  );
  const account = { impersonators, signs: false, delegated: [] } as const;
  return {
    providers: [
      { ...provider, name: names.PROVIDER, kind: "oidc", condition: { sub: roleArn, function: functionArn } },
      { ...provider, name: names.SIGNED_PROVIDER, kind: "aws", condition: { sub: session, function: null } },
    ],
    serviceAccounts: [
      { ...account, email: names.READER, uniqueId: "104000000000000000901", signs: true, delegated: DIRECTORY_SCOPES },
      { ...account, email: names.HOME_READER, uniqueId: "104000000000000000902" },
      { ...account, email: names.CLOSED, uniqueId: "104000000000000000903", impersonators: [] },
    ],
    people: [
      {
        email: "felix.neumann@northlight.example",
        sub: "110248495921238986420",
        clientId: "764086051850-example.apps.googleusercontent.com",
        refreshToken: "1//refresh-token-of-the-sample",
        scopes: ["openid", ...CLOUD_SCOPES],
      },
    ],
    grants: [
      { principal: names.READER, at: names.ORGANIZATION, permissions: ["*"] },
      { principal: names.READER, at: `customers/${names.CUSTOMER}`, permissions: ["*"] },
      { principal: names.ADMINISTRATOR, at: `customers/${names.CUSTOMER}`, permissions: ["*"] },
      { principal: names.ADMINISTRATOR, at: names.SECURITY.name, permissions: ["serviceusage.services.use"] },
      { principal: names.HOME_READER, at: names.SECURITY.name, permissions: ["*"] },
      { principal: "felix.neumann@northlight.example", at: names.ORGANIZATION, permissions: ["*"] },
    ],
  } as const satisfies Partial<Estate>;
}
