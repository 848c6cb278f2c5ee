// Lists what happened to the example company from July to October 2026: each edit of its exports with its date.
import type { Estate } from "./exports/estate.ts";
import type { Moment } from "./company.ts";
import { configItem, exported, found, parameterOf, remade, setCell, takeOut } from "./exports/edits.ts";
import type {
  Applications,
  Asset,
  ConfigItem,
  ConfigSnapshot,
  Registrations,
  ReplicationGroups,
  TrailStatus,
  TransparentEncryption,
  WorkspaceUsers,
} from "./exports/shapes.ts";

const AWS = "aws/111122223333";
const AZURE = "azure/9606bc3d-0c4f-4820-8ee3-6f3de8e611b4";
const CONFIG = "aws-111122223333-eu-central-1.json";
const REPORT = "aws-111122223333-credential-report.csv";
const TRAIL = "aws-111122223333-cloudtrail-trail-status.ndjson";
const DATABASE_PARAMETERS = "aws-111122223333-eu-central-1-db-parameter-groups.ndjson";
const TDE = "azure-prod-sql-encryption.ndjson";
const GCP = "gcp-analytics-prod.json";
const FIREWALLS = "gcp-analytics-prod-firewalls.json";
const PROJECT = "cloudresourcemanager.googleapis.com/Project";
const FIREWALL = "compute.googleapis.com/Firewall";
const OWN_KEY = "arn:aws:kms:eu-central-1:111122223333:key/a3d00f38-21e5-4795-811d-3807f81f05bf";

/** A resource by its key, whose change the cloud told as an event. */
export type Told = { readonly scope: string; readonly key: string; readonly unit: string };

/** A scene: what changed at an instant, and what was done about it at once. */
export type Scene = {
  /** The instant, in UTC, to the minute. */
  readonly at: string;
  readonly what: string;
  /** Edits exports as of the instant. */
  readonly edit?: (estate: Estate, at: string) => void;
  /** Members of the config that are other ones from the next run on. */
  readonly moment?: Partial<Moment>;
  /** Whether the reader may list the roles of the account from now on. */
  readonly listsRoles?: boolean;
  /** The cloud tells of the change, and what it names is read again. */
  readonly event?: Told;
  /** Somebody makes a run by hand. */
  readonly runByHand?: true;
};

const BASTION: Told = {
  scope: AWS,
  key: "arn:aws:ec2:eu-central-1:111122223333:security-group/sg-07adaca3dc4e6d670",
  unit: "AWS::EC2::SecurityGroup@eu-central-1",
};
const TRAIL_STATUS: Told = {
  scope: AWS,
  key: "tidemark:aws/111122223333/trail-status%2Farn%3Aaws%3Acloudtrail%3Aeu-central-1%3A111122223333%3Atrail%2Fnorthlight-prod-audit",
  unit: "Tidemark::CloudTrail::TrailStatus@global",
};
const BILLING: Told = {
  scope: AZURE,
  key: "tidemark:azure/9606bc3d-0c4f-4820-8ee3-6f3de8e611b4/sql-encryption%2F%2Fsubscriptions%2F9606bc3d-0c4f-4820-8ee3-6f3de8e611b4%2Fresourcegroups%2Frg-clinical%2Fproviders%2Fmicrosoft.sql%2Fservers%2Fnl-sql-prod%2Fdatabases%2Fbilling",
  unit: "Tidemark::Sql::TransparentDataEncryption@global",
};

const bucketKey = (name: string, key: string | null) => (estate: Estate, at: string) =>
  configItem(estate, CONFIG, name, at, (item) => {
    const rule = { sseAlgorithm: key === null ? "AES256" : "aws:kms", kmsMasterKeyID: key };
    item.supplementaryConfiguration.ServerSideEncryptionConfiguration = {
      rules: [{ applyServerSideEncryptionByDefault: rule, bucketKeyEnabled: key !== null }],
    };
  });

const bucketOpen = (isOpen: boolean) => (estate: Estate, at: string) =>
  configItem(estate, CONFIG, "northlight-prod-website-assets", at, (item) => {
    const { PublicAccessBlockConfiguration: block } = item.supplementaryConfiguration;
    Object.assign(block as object, { blockPublicPolicy: !isOpen, restrictPublicBuckets: !isOpen });
  });

const bastionFrom = (range: string) => (estate: Estate, at: string) =>
  configItem(estate, CONFIG, "bastion", at, (item) => {
    Object.assign(item.configuration.ipPermissions?.[0] as object, {
      ipv4Ranges: [{ cidrIp: range }],
      ipRanges: [range],
    });
  });

const trailLogs = (isLogging: boolean) => (estate: Estate) =>
  estate.lines<TrailStatus>(TRAIL, (lines) => {
    for (const { answer } of lines) answer.IsLogging = isLogging;
  });

const encryption = (state: "Enabled" | "Disabled") => (estate: Estate) =>
  estate.lines<TransparentEncryption>(TDE, (lines) => {
    for (const { subject, answer } of lines) if (subject.endsWith("/billing")) answer.properties.state = state;
  });

const registered = (name: string, isRegistered: boolean) => (estate: Estate, at: string) =>
  estate.json<Registrations>("entra.json", ({ value }) => {
    for (const person of value) {
      if (person.userDisplayName !== name) continue;
      const methodsRegistered = isRegistered ? ["microsoftAuthenticatorPush"] : ["email"];
      const flags = { isMfaRegistered: isRegistered, isMfaCapable: isRegistered };
      Object.assign(person, { ...flags, methodsRegistered, lastUpdatedDateTime: at });
    }
  });

const rdpFrom = (range: string) => (estate: Estate, at: string) =>
  estate.json<Asset[]>(FIREWALLS, (assets) => {
    const rule = found(assets, ({ name }) => name.endsWith("/allow-rdp-tmp"));
    Object.assign(rule, { updateTime: at });
    rule.resource.data.sourceRanges = [range];
  });

const keyMade = (user: string) => (estate: Estate, at: string) =>
  estate.csv(REPORT, (rows) => setCell(rows, user, "access_key_1_last_rotated", at.replace(".000Z", "+00:00")));

/** A secret of an application, made anew. */
const secretMade = (application: string) => (estate: Estate, at: string) =>
  estate.json<Applications>("entra-applications.json", ({ value }) => {
    const { passwordCredentials } = found(value, ({ displayName }) => displayName === application);
    Object.assign(passwordCredentials[0] as object, { startDateTime: at, endDateTime: "2027-01-31T08:00:00Z" });
  });

const flowLogDeleted = (estate: Estate): void =>
  estate.json<ConfigSnapshot>(CONFIG, ({ configurationItems }) => {
    takeOut(configurationItems, ({ resourceId }) => resourceId === "fl-0849ad7c790450600");
  });

/** A flow log like that of another network. */
const flowLogMade = (estate: Estate, at: string): void =>
  estate.json<ConfigSnapshot>(CONFIG, ({ configurationItems }) => {
    const like = found(configurationItems, ({ resourceId }) => resourceId === "fl-039faf6256015493d");
    const text = JSON.stringify(like)
      .replaceAll("fl-039faf6256015493d", "fl-0e73b1c94d2a58f06")
      .replaceAll("vpc-09186804a65bbfef9", "vpc-07e0795f6d4aea2fd")
      .replaceAll(like.resourceCreationTime ?? "", at)
      .replaceAll(like.configurationItemCaptureTime, at);
    configurationItems.push(JSON.parse(text) as ConfigItem);
  });

const refused = (source: string, error: string | null) => (estate: Estate) => exported(estate, source, error);

/** The edits before the first run: what the estate fails or leaves unread is put right, but for what the story tells of. */
export function prepare(estate: Estate, at: string): void {
  bucketKey("northlight-prod-website-assets", OWN_KEY)(estate, at);
  bucketOpen(false)(estate, at);
  estate.json<ConfigSnapshot>(CONFIG, (snapshot) => {
    takeOut(snapshot.configurationItems, ({ resourceType }) => /SAMLProvider|OIDCProvider/.test(resourceType));
    takeOut(snapshot.configurationItems, ({ resourceName }) => resourceName?.startsWith("AWSReservedSSO") === true);
  });
  estate.csv(REPORT, (rows) => {
    setCell(rows, "tomasz.zielinski", "mfa_active", "true");
    setCell(rows, "ci-deployer", "access_key_1_last_rotated", "2026-03-01T14:00:00+00:00");
  });
  estate.json<ReplicationGroups>("aws-111122223333-eu-central-1-replication-groups.json", ({ ReplicationGroups }) => {
    for (const group of ReplicationGroups) group.TransitEncryptionMode = "required";
  });
  registered("Tomasz Zielinski", true)(estate, at);
  estate.json<WorkspaceUsers>("workspace.json", ({ users }) => {
    for (const user of users) Object.assign(user, { isEnrolledIn2Sv: true, isEnforcedIn2Sv: true });
  });
  prepareGoogle(estate, at);
}

// Firewall rules come in an export of their own, so that they can be refused alone.
function prepareGoogle(estate: Estate, at: string): void {
  const firewalls: Asset[] = [];
  const projects: Asset[] = [];
  estate.json<Asset[]>(GCP, (assets) => {
    firewalls.push(...takeOut(assets, ({ assetType }) => assetType === FIREWALL));
    projects.push(...assets.filter(({ assetType }) => assetType === PROJECT));
    for (const { name, resource } of assets)
      if (name.endsWith("/subnetworks/notebooks")) {
        resource.data.enableFlowLogs = true;
        resource.data.logConfig = { enable: true };
      }
  });
  const [like] = firewalls;
  const text = JSON.stringify(like)
    .replaceAll("allow-iap-ssh", "allow-rdp-tmp")
    .replaceAll("1327440634840175556", "8127440634840175511");
  const rule = JSON.parse(text) as Asset;
  rule.resource.data.allowed = [{ IPProtocol: "tcp", ports: ["3389"] }];
  rule.updateTime = at;
  firewalls.push(rule);
  estate.entry("gcp-analytics-prod", (entry) => {
    entry.types = entry.types.filter((type) => type !== FIREWALL);
  });
  const command =
    "gcloud asset list --project=<id of 481516234201> --asset-types=cloudresourcemanager.googleapis.com/Project,compute.googleapis.com/Firewall --content-type=resource --snapshot-time=<ten minutes ago> --format=json";
  estate.add(
    "gcp-analytics-prod",
    { source: "gcp-analytics-prod-firewalls", file: FIREWALLS, types: [FIREWALL], command },
    JSON.stringify([...projects, ...firewalls]),
  );
}

const DENIED =
  "ERROR: (gcloud.asset.list) PERMISSION_DENIED: Permission 'cloudasset.assets.listComputeFirewalls' denied on resource '//cloudresourcemanager.googleapis.com/projects/481516234201' (or it may not exist).";
const THROTTLED = "ERROR: (RateLimiting) Please provide below info when asking for support: code: RateLimiting";

/** The scenes in order of time. */
export const scenes: readonly Scene[] = [
  {
    at: "2026-07-08T11:20",
    what: "the bucket of exports is encrypted with a key of S3",
    edit: bucketKey("northlight-prod-exports", null),
  },
  {
    at: "2026-07-10T09:00",
    what: "and with a key of the company's again",
    edit: bucketKey("northlight-prod-exports", OWN_KEY),
  },
  { at: "2026-07-12T05:00", what: "the reader may list roles", listsRoles: true },
  {
    at: "2026-07-14T09:30",
    what: "the database for reports requires TLS",
    edit: (estate) => parameterOf(estate, DATABASE_PARAMETERS, "require_secure_transport", "ON"),
  },
  { at: "2026-07-17T17:00", what: "the trail is stopped", edit: trailLogs(false), event: TRAIL_STATUS },
  { at: "2026-07-18T06:00", what: "and started", edit: trailLogs(true) },
  {
    at: "2026-07-20T05:00",
    what: "Google refuses the listing of firewall rules",
    edit: refused("gcp-analytics-prod-firewalls", DENIED),
  },
  { at: "2026-07-22T12:00", what: "a firewall rule opens remote desktop to the internet", edit: rdpFrom("0.0.0.0/0") },
  { at: "2026-07-27T05:00", what: "the listing is allowed again", edit: refused("gcp-analytics-prod-firewalls", null) },
  {
    at: "2026-07-27T06:30",
    what: "somebody looks at the rules again, since a rule that has just changed can't be judged",
    runByHand: true,
  },
  { at: "2026-07-27T19:50", what: "and once more: the rule is open still", runByHand: true },
  { at: "2026-07-27T20:00", what: "the rule is closed", edit: rdpFrom("35.235.240.0/20") },
  { at: "2026-07-27T20:15", what: "and read as it is now", runByHand: true },
  { at: "2026-07-29T10:00", what: "the bucket of the website becomes public", edit: bucketOpen(true) },
  { at: "2026-08-03T05:00", what: "the risk of the public bucket is accepted", moment: { isBucketAccepted: true } },
  {
    at: "2026-08-07T15:00",
    what: "an administrator loses the second factor",
    edit: registered("Katharina Vogel", false),
    runByHand: true,
  },
  { at: "2026-08-10T06:00", what: "and registers a new one", edit: registered("Katharina Vogel", true) },
  {
    at: "2026-08-11T13:00",
    what: "the bastion is opened to the internet",
    edit: bastionFrom("0.0.0.0/0"),
    event: BASTION,
  },
  { at: "2026-08-11T16:30", what: "and closed", edit: bastionFrom("203.0.113.0/24"), event: BASTION },
  {
    at: "2026-08-17T15:00",
    what: "a bucket is encrypted with a key of S3",
    edit: bucketKey("northlight-prod-migration-tmp", null),
  },
  {
    at: "2026-08-19T10:00",
    what: "the bucket is deleted and made again, with a key of S3",
    edit: (estate, at) => remade(estate, CONFIG, "northlight-prod-migration-tmp", at),
  },
  {
    at: "2026-08-21T12:00",
    what: "the new bucket gets a key of the company's",
    edit: bucketKey("northlight-prod-migration-tmp", OWN_KEY),
  },
  {
    at: "2026-08-25T08:00",
    what: "encryption of a database is turned off",
    edit: encryption("Disabled"),
    event: BILLING,
  },
  { at: "2026-08-25T16:00", what: "and on", edit: encryption("Enabled"), event: BILLING },
  { at: "2026-09-01T05:00", what: "keys may be 180 days old, no longer 365", moment: { maxKeyAgeDays: 180 } },
  { at: "2026-09-09T10:00", what: "the secret of an application is replaced", edit: secretMade("northlight-deploy") },
  { at: "2026-09-15T10:00", what: "the flow log of a network is deleted", edit: flowLogDeleted },
  { at: "2026-09-18T10:00", what: "the key of the pipeline is replaced", edit: keyMade("ci-deployer") },
  {
    at: "2026-09-22T05:00",
    what: "Azure answers that there are too many requests",
    edit: refused("azure-prod", THROTTLED),
  },
  { at: "2026-09-22T09:00", what: "and answers", edit: refused("azure-prod", null) },
  { at: "2026-10-06T09:00", what: "the network has a flow log again", edit: flowLogMade },
  {
    at: "2026-10-07T07:00",
    what: "the example ends: no run is due any more",
    moment: { isScheduled: false },
    runByHand: true,
  },
];
