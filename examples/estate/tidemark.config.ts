// Defines the config of the example company. A company's own lies at the root of its clone, as tidemark.config.ts.
// A person who owns or approves something stands here by name or e-mail address as plain text. Evidence holds a reference
// of the person, and the names store beside the ledger the name. The title of a role or team, { role }, is recorded.
import { objectStorageNotPublic } from "../../checks/network/object-storage-not-public/index.ts";
import { defineConfig } from "../../config/define-config.ts";

export default defineConfig({
  company: { legalEntity: "Northlight Health GmbH", system: "Northlight Care Platform" },
  ledger: { origin: "northlight.example/tidemark", mode: "local", example: true },
  scopes: [
    { scope: "aws/111122223333", name: "northlight-production", regions: ["eu-central-1", "eu-west-1"] },
    {
      scope: "aws/444455556666",
      name: "northlight-shared",
      regions: ["eu-central-1", "eu-west-1"],
      leftOut: [
        {
          region: "us-east-1",
          reason: "AWS turns the region on by itself; a service control policy denies everything but global services there.",
          approver: "Renate Osterkamp",
        },
      ],
    },
    { scope: "azure/866765b8-6ae3-41d9-84ca-d1d83cb78c73" },
    { scope: "azure/9606bc3d-0c4f-4820-8ee3-6f3de8e611b4" },
    { scope: "entra/435db7b7-46e6-4674-82d8-193e11fadc02" },
    { scope: "gcp/projects/481516234201" },
    { scope: "gcp/projects/481516234202" },
    { scope: "workspace/C01nl4h2x" },
  ],
  excluded: [
    {
      scope: "aws/777788889999",
      reason: "Training sandbox without any connection to the system; emptied every night.",
      approver: "Renate Osterkamp",
    },
  ],
  checks: {
    "object-storage-encrypted-at-rest": {
      parameters: { requireCustomerKey: true },
      reason: "Patient data is encrypted with keys of our own (policy NL-SEC-07).",
    },
    "outside-access-only-for-known-parties": {
      parameters: {
        ownParties: ["111122223333", "444455556666", "northlight.example"],
        knownParties: ["333344445555"],
      },
      reason: "Register of suppliers (policy NL-SEC-15): the clearing house reads what is exported for it.",
    },
    "administrator-grants-limited": {
      parameters: {
        allowedHolders: [
          // The users for emergencies, by their ids in IAM.
          "user/AIDABJXHABEEWMEXAMPLE",
          "user/AIDAUBCPSA35CTEXAMPLE",
          "serviceAccount:bootstrap@northlight-analytics-prod.iam.gserviceaccount.com",
        ],
      },
      reason: "Emergency access and the set-up of projects, reviewed every quarter (policy NL-SEC-16).",
    },
    "network-flow-logs-on": {
      severity: "high",
      reason: "Our incident handling starts from flow logs (policy NL-SEC-11).",
    },
    "threat-detection-on": {
      parameters: { defenderPlans: ["Arm", "StorageAccounts"] },
      reason: "These plans of Defender for Cloud are bought for every subscription (policy NL-SEC-14).",
    },
  },
  // As in section III of the system description.
  controls: [
    {
      id: "NL-ENC-01",
      basedOn: "TM-ENC-1",
      statement: "Customer data at rest is encrypted.",
      owner: { role: "Platform team" },
      correctWithin: "P7D",
    },
    { id: "NL-ENC-02", basedOn: "TM-ENC-2", owner: { role: "Platform team" }, correctWithin: "P7D" },
    { id: "NL-ENC-03", basedOn: "TM-ENC-3", owner: { role: "Platform team" }, correctWithin: "P30D" },
    { id: "NL-ENC-04", basedOn: "TM-ENC-4", owner: { role: "Platform team" }, correctWithin: "P14D" },
    { id: "NL-IAM-01", basedOn: "TM-IAM-1", owner: "Renate Osterkamp" },
    { id: "NL-IAM-02", basedOn: "TM-IAM-2", owner: { role: "Head of security" }, correctWithin: "P14D" },
    { id: "NL-IAM-03", basedOn: "TM-IAM-3", owner: { role: "IT operations" }, correctWithin: "P14D" },
    { id: "NL-IAM-04", basedOn: "TM-IAM-4", owner: { role: "IT operations" }, correctWithin: "P7D" },
    { id: "NL-IAM-05", basedOn: "TM-IAM-5", owner: { role: "Head of security" }, correctWithin: "P14D" },
    { id: "NL-IAM-06", basedOn: "TM-IAM-6", owner: { role: "Head of security" }, correctWithin: "P30D" },
    { id: "NL-LOG-01", basedOn: "TM-LOG-1", owner: { role: "Security operations" }, correctWithin: "PT24H" },
    { id: "NL-LOG-02", basedOn: "TM-LOG-2", owner: { role: "Security operations" }, correctWithin: "P7D" },
    { id: "NL-DET-01", basedOn: "TM-DET-1", owner: { role: "Security operations" }, correctWithin: "P7D" },
    { id: "NL-VUL-01", basedOn: "TM-VUL-1", owner: { role: "Platform team" }, correctWithin: "P14D" },
    { id: "NL-NET-01", basedOn: "TM-NET-1", owner: { role: "Platform team" }, correctWithin: "PT24H" },
    { id: "NL-NET-02", basedOn: "TM-NET-2", owner: { role: "Platform team" }, correctWithin: "PT24H" },
    { id: "NL-NET-03", basedOn: "TM-NET-3", owner: { role: "Platform team" }, correctWithin: "PT24H" },
    { id: "NL-AVL-01", basedOn: "TM-AVL-1", owner: { role: "Platform team" }, correctWithin: "P7D" },
  ],
  boundary: {
    rules: [
      {
        match: { scopes: ["azure/866765b8-6ae3-41d9-84ca-d1d83cb78c73", "gcp/projects/481516234202"] },
        place: "sandbox",
        reason: "Development with synthetic data; no connection to production.",
      },
      {
        match: { scopes: ["aws/444455556666"] },
        place: "supporting",
        reason: "Shared services: central logs and build machines.",
      },
    ],
  },
  owners: [
    { match: { scopes: ["gcp/*"] }, owner: "hanne.dorfner@northlight.example" },
    { match: { scopes: ["entra/*", "workspace/*"] }, owner: { role: "IT operations" } },
    { match: { scopes: ["aws/*", "azure/*"] }, owner: { role: "Platform team" } },
  ],
  waivers: [
    {
      id: "NL-W-2026-003",
      checks: [objectStorageNotPublic],
      resources: { resources: ["arn:aws:s3:::northlight-prod-website-assets"] },
      risk: "Anybody can read the contents of this bucket.",
      reason: "The bucket holds the public website's pictures and style sheets, and nothing else may be put there.",
      ticket: "SEC-1482",
      requester: "Tobias Brandt",
      approver: "Renate Osterkamp",
      from: "2026-08-01",
      until: "2027-06-30",
    },
  ],
  // The exports of the example stay as they are. A company leaves this out, and data of exports counts for seven days.
  staleAfter: "P9999D",
  labels: ["DataClass", "Environment", "Team", "data_class", "team"],
});
