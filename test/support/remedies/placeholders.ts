// Lists the words in capitals that commands of remedies have, and a name or number that a company could have in their place.
import { checks } from "../../../checks/index.ts";

const GUID = "6f1c2b9e-0d4a-4c55-9a7e-2f3b8c1d0e01";
const AZURE = `/subscriptions/${GUID}/resourceGroups/shop/providers`;
const ACCOUNT_NUMBER = "111122223333";

/** By word, as a command reads it after it was replaced. */
export const PLACEHOLDERS: Readonly<Record<string, string>> = {
  ACCOUNT: "shopdata",
  "ACCOUNT-ID": ACCOUNT_NUMBER,
  ADDRESSES: "198.51.100.0/24",
  APP: "shop",
  "APPLICATION-ID": GUID,
  BUCKET: "shop-data",
  CACHE: "shop",
  "CACHE-ID": `${AZURE}/Microsoft.Cache/redisEnterprise/shop`,
  "CERTIFICATE-ARN": `arn:aws:acm:eu-central-1:${ACCOUNT_NUMBER}:certificate/${GUID}`,
  "CERTIFICATE-ID": "TA7SMP42TDN5Z26OBPJE7EXAMPLE",
  CLUSTER: "shop-cluster",
  "CLUSTER-ARN": `arn:aws:kafka:eu-central-1:${ACCOUNT_NUMBER}:cluster/shop/${GUID}-2`,
  "CLUSTER-VERSION": "K3AEGXETSR30VB",
  CODE: "123456",
  CONTAINER: "pictures",
  DATABASE: "orders",
  "DATABASE-VERSION": "MYSQL_8_4",
  "DETECTOR-ID": "12abc34d567e8fa901bc2d34e56789f0",
  "DEVICE-ARN": `arn:aws:iam::${ACCOUNT_NUMBER}:mfa/shop`,
  DISK: "shop",
  "DISK-ENCRYPTION-SET-ID": `${AZURE}/Microsoft.Compute/diskEncryptionSets/shop`,
  DOMAIN: "shop.example",
  "DOMAIN-NAME": "shop",
  "ENDPOINT-ARN": `arn:aws:dms:eu-central-1:${ACCOUNT_NUMBER}:endpoint:ABCDEFG`,
  ENGINE: "aurora-postgresql",
  "FOLDER-ID": "481516234205",
  "EXTERNAL-ID": "acme-17",
  GROUP: "shop",
  "GROUP-ID": "sg-0123456789abcdef0",
  "IDENTITY-ID": `${AZURE}/Microsoft.ManagedIdentity/userAssignedIdentities/shop`,
  GALLERY: "shop",
  GATEWAY: "shop",
  IMAGE: "shop",
  "IMAGE-ID": "ami-0123456789abcdef0",
  INSTANCE: "shop-1",
  KEY: "data",
  "KEY-ARN": `arn:aws:kms:eu-central-1:${ACCOUNT_NUMBER}:key/${GUID}`,
  "KEY-FILE": "key.json",
  "KEY-ID": "0123456789abcdef0123456789abcdef01234567",
  "KEY-NAME": "projects/nl-prod/locations/europe-west3/keyRings/shop/cryptoKeys/data",
  "KEY-RING": "shop",
  "KEY-URI": "https://shop.vault.azure.net/keys/data/0123456789abcdef0123456789abcdef",
  "LISTENER-ARN": `arn:aws:elasticloadbalancing:eu-central-1:${ACCOUNT_NUMBER}:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`,
  LOCATION: "westeurope",
  "LOG-BUCKET": "audit",
  "LOG-GROUP": "trail",
  MEMBER: "user:owner@northlight.example",
  NAME: "shop-logs",
  "NAMESPACE-ID": `${AZURE}/Microsoft.ServiceBus/namespaces/shop`,
  NAMESPACE: "reports",
  NETWORK: "shop",
  "NETWORK-SECURITY-GROUP": "shop",
  "NEW-ACCOUNT": "shopencrypted",
  "NEW-CACHE": "shop-encrypted",
  "NEW-CLUSTER": "shop-encrypted",
  "NEW-DATABASE": "orders-encrypted",
  "NEW-FILE-SYSTEM": "shop-encrypted",
  "NEW-DISK": "shop-encrypted",
  "NEW-IMAGE": "shop-encrypted",
  "NEXT-CODE": "654321",
  "NEW-INSTANCE": "shop-2",
  "NEW-SNAPSHOT": "shop-encrypted",
  "OBJECT-ID": GUID,
  "ORGANIZATION-ID": "481516234201",
  PLAN: "Arm",
  POLICY: "shop-baseline",
  PRIORITY: "100",
  "PARAMETER-GROUP": "shop",
  "POLICY-FILE": "policy.json",
  PROJECT: "nl-prod",
  PROXY: "shop",
  REGION: "europe-west3",
  ROLE: "roles/storage.objectViewer",
  "ROLE-ID": "releaseManager",
  "ROLE-NAME": "vendor-reader",
  "ROLE-ARN": `arn:aws:iam::${ACCOUNT_NUMBER}:role/config`,
  RULE: "ssh",
  "RULE-ID": "sgr-0123456789abcdef0",
  "SEARCH-DOMAIN": "catalog",
  SERVER: "shop",
  "SERVER-ID": "s-0123456789abcdef0",
  "SERVICE-ACCOUNT": "shop@nl-prod.iam.gserviceaccount.com",
  SNAPSHOT: "shop",
  "SNAPSHOT-ID": "snap-0123456789abcdef0",
  SUBNET: "shop",
  "SUBSCRIPTION-ID": GUID,
  TABLE: "orders",
  TIER: "db-custom-2-7680",
  TIME: "2026-12-01T00:00:00Z",
  TRAIL: "trail",
  USER: "build",
  VAULT: "shop",
  "VAULT-URI": "https://shop.vault.azure.net",
  "VPC-ID": "vpc-0123456789abcdef0",
  WORKSPACE: "audit",
  "WORKSPACE-ID": `${AZURE}/Microsoft.OperationalInsights/workspaces/audit`,
  ZONE: "eu-central-1a",
};

/** A word in capitals as placeholders are written. Words of APIs with an underscore or a small letter are none. */
const WORD = /(?<![\w$.-])[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)*(?![\w.-])/g;

/** Words in capitals of a command, each of which is a placeholder or a word of an API. */
export const capitalsIn = (command: string): readonly string[] => command.match(WORD) ?? [];

/** The command as it could be entered. Words that are no placeholders stay. */
const entered = (command: string): string => command.replace(WORD, (word) => PLACEHOLDERS[word] ?? word);

/** The commands of all remedies that a command line (`aws`, `az`, `gcloud`) reads, as they could be entered. */
export const commandsOf = (tool: string): readonly string[] =>
  checks
    .flatMap(({ remediation }) => Object.values(remediation))
    .flatMap(({ commands }) => commands.filter((command) => command.startsWith(`${tool} `)))
    .map(entered);
