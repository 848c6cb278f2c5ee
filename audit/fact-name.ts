// Names facts that no resource of a cloud stands for, as a person would: by the kind that their key begins with.

/** The last segment of a path: the name of the resource in an ARM id. */
const last = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** `parent` and name of a child in an ARM id: `…/servers/<parent>/databases/<name>`. */
const lastTwo = (id: string): readonly [parent: string, name: string] => [
  last(id.replace(/(?:\/[^/]*){2}$/, "")),
  last(id),
];

/** `<region>/<name>` as a name in a region. */
const inRegion = (about: string): string => `${last(about)} in ${about.slice(0, about.indexOf("/"))}`;

/** By the kind of a fact; `about` is what follows the kind in the key. */
const NAMES: ReadonlyMap<string, (about: string) => string> = new Map<string, (about: string) => string>([
  ["access-path", (path) => `access by ${path}`],
  ["user-activity", (person) => `last sign-in of ${person}`],
  // AWS
  ["account-public-access-block", () => "S3 Block Public Access settings of the account"],
  ["guardduty-detector", (region) => `GuardDuty in ${region}`],
  ["inspector-account", (region) => `Amazon Inspector in ${region}`],
  [
    "ecr-scanning",
    (rest) => `scanning of the ECR repository ${rest.split("/").slice(1).join("/")} in ${rest.split("/")[0] ?? ""}`,
  ],
  ["credential-activity", (user) => `last use of the credentials of ${user}`],
  ["config-recorder", (region) => `AWS Config recorder in ${region}`],
  ["continuous-backups", (table) => `point-in-time recovery of the DynamoDB table ${inRegion(table)}`],
  ["credential-report", (user) => `IAM credential report row of ${user}`],
  ["db-cluster-parameter-group", (group) => `RDS DB cluster parameter group ${inRegion(group)}`],
  ["db-parameter-group", (group) => `RDS DB parameter group ${inRegion(group)}`],
  ["ebs-defaults", (region) => `defaults of EBS in ${region}`],
  ["metadata-defaults", (region) => `metadata defaults of EC2 in ${region}`],
  ["event-selectors", (trail) => `event selectors of the CloudTrail trail ${trail}`],
  ["iam-user", (id) => `IAM user ${id}`],
  ["key-rotation", (key) => `rotation of the KMS key ${inRegion(key)}`],
  [
    "listener-rules",
    (rest) => `rules of the listener ${rest.split("/").slice(1).join("/")} in ${rest.split("/")[0] ?? ""}`,
  ],
  ["root-management", () => "management of root access in the organization"],
  ["root-virtual-mfa", () => "virtual MFA devices of the root user"],
  ["prefix-list", (list) => `EC2 prefix list ${inRegion(list)}`],
  ["public-sharing", (rest) => `public sharing of ${rest.split("/")[1] ?? ""} in ${rest.split("/")[0] ?? ""}`],
  [
    "resource-policy",
    (rest) =>
      `policy of ${rest.split("/").slice(1, 2).join("")} ${rest.split("/").slice(2).join("/")} in ${rest.split("/")[0] ?? ""}`,
  ],
  ["vpc-block-public-access", (region) => `VPC Block Public Access in ${region}`],
  ["ssl-policies", (region) => `security policies of load balancers in ${region}`],
  ["trail-status", (trail) => `status of the CloudTrail trail ${trail}`],
  // Azure and Microsoft Entra
  ["application", (id) => `Entra application ${id}`],
  ["conditional-access", () => "conditional access policies of the tenant"],
  ["eligible-members", (group) => `who may join the Entra group ${group}`],
  ["eligible-role", (id) => `Entra eligible role ${id}`],
  ["front-door-domains", (profile) => `custom domains of the Front Door profile ${last(profile)}`],
  ["front-door-routes", (endpoint) => `routes of the Front Door endpoint ${last(endpoint)}`],
  ["group-members", (group) => `members of the Entra group ${group}`],
  ["mysql-firewall-rules", (server) => `firewall rules of the MySQL server ${last(server)}`],
  ["mysql-parameters", (server) => `server parameters of the MySQL server ${last(server)}`],
  ["postgres-cluster-firewall-rules", (cluster) => `firewall rules of the PostgreSQL cluster ${last(cluster)}`],
  ["postgres-firewall-rules", (server) => `firewall rules of the PostgreSQL server ${last(server)}`],
  ["postgres-parameters", (server) => `server parameters of the PostgreSQL server ${last(server)}`],
  ["redis-enterprise-databases", (cache) => `databases of the cache ${last(cache)}`],
  ["role-assignment", (id) => `Entra role assignment ${id}`],
  ["security-admin-rules", (network) => `security admin rules of the virtual network ${last(network)}`],
  ["security-defaults", () => "security defaults of the tenant"],
  ["service-principal", (id) => `Entra service principal ${id}`],
  ["redis-firewall-rules", (cache) => `firewall rules of the cache ${last(cache)}`],
  ["event-hub-network-rules", (namespace) => `network rules of the Event Hubs namespace ${last(namespace)}`],
  ["service-bus-network-rules", (namespace) => `network rules of the Service Bus namespace ${last(namespace)}`],
  ["site-authentication", (site) => `authentication settings of the app ${last(site)}`],
  ["sql-auditing", (server) => `auditing settings of the SQL server ${last(server)}`],
  ["sql-backup-retention", (id) => `short-term retention of the SQL database ${lastTwo(id).join("/")}`],
  ["site-configuration", (site) => `configuration of the app ${last(site)}`],
  ["sql-encryption", (id) => `transparent data encryption of the SQL database ${lastTwo(id).join("/")}`],
  ["sql-firewall-rules", (server) => `firewall rules of the SQL server ${last(server)}`],
  ["storage-containers", (account) => `containers of the storage account ${last(account)}`],
  ["storage-file-service", (account) => `file service of the storage account ${last(account)}`],
  ["defender-plans", () => "Microsoft Defender for Cloud"],
  ["subscription-diagnostic-settings", (id) => `diagnostic settings of the subscription ${last(id)}`],
  // Google Cloud
  ["ancestor-policy", (ancestor) => `IAM policy of ${ancestor}`],
  ["ancestor-sink", (name) => `log sink ${last(name)} of ${name.split("/", 2).join("/")}`],
  ["container-policy", (container) => `IAM policy of ${container}`],
  ["destination-bucket", (name) => `log bucket ${last(name)} of ${name.split("/", 2).join("/")}`],
  ["google-group", (group) => `members of the Google group ${group}`],
  ["iam-policy", (asset) => `IAM policy of ${asset}`],
  ["key-activity", (rest) => `last use of the service account key ${last(rest)}`],
  ["network-firewall-policies", (name) => `firewall policies of the network ${name}`],
  ["security-center-services", () => "Security Command Center"],
  ["scanning-services", () => "services that scan images"],
  ["security-center-tier", () => "tier of Security Command Center"],
  ["org-policy", (constraint) => `effective organization policy ${constraint}`],
  ["organization-role", (role) => `custom role ${last(role)} of ${role.split("/", 2).join("/")}`],
  ["vpc-flow-logs-config", (name) => `VPC Flow Logs configuration ${last(name)} of ${name.split("/", 2).join("/")}`],
]);

/** The name of the fact that ends a key with `<kind>/<about>`, decoded; unchanged where the kind is not known. */
export function factName(fact: string): string {
  const [kind = "", ...about] = fact.split("/");
  return NAMES.get(kind)?.(about.join("/")) ?? fact;
}
