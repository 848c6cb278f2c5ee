// Reads the party that a member of a Google Cloud IAM policy belongs to: a project, folder, organization or domain.
import { z } from "zod";

/** https://docs.cloud.google.com/iam/docs/principal-identifiers; `Reference` of a machine is the member itself. */
export const MemberOfParty = z.object({
  Kind: z.string(),
  Domain: z.string().nullish(),
  Reference: z.string().nullish(),
});
type Member = z.infer<typeof MemberOfParty>;

/**
 * `everyone`; nobody, as a member that was deleted; a project, by number or id, a folder or organization
 * (`folders/7`), or a domain, by `party`; or a member of which the policy tells no party.
 */
export type PartyOfMember =
  | { readonly is: "everyone" | "nobody" | "untold" }
  | { readonly is: "project" | "container" | "domain"; readonly party: string };

/**
 * Domains of service agents beside `gcp-sa-*`, without `.iam.gserviceaccount.com`. An agent has the number of a project, folder or
 * organization in its name, and acts for that. Nobody else can make accounts in these domains.
 * https://docs.cloud.google.com/iam/docs/service-agents
 */
const AGENT_DOMAINS: ReadonlySet<string> = new Set([
  "bigquery-encryption",
  "cloud-filer",
  "cloud-memcache-sa",
  "cloud-ml",
  "cloud-ml.google.com",
  "cloud-redis",
  "cloud-tpu",
  "cloudcomposer-accounts",
  "compute-system",
  "container-analysis",
  "container-engine-robot",
  "containerregistry",
  "dataflow-service-producer-prod",
  "dataproc-accounts",
  "dlp-api",
  "endpoints-portal",
  "firebase-rules",
  "gae-api-prod",
  "gae-api-prod.google.com",
  "gcf-admin-robot",
  "gcp-gae-service",
  "gs-project-accounts",
  "remotebuildexecution",
  "security-center-api",
  "serverless-robot-prod",
  "service-consumer-management",
  "service-networking",
  "sourcerepo-service-accounts",
  "storage-transfer-service",
]);

const IAM = ".iam.gserviceaccount.com";
/** Accounts that Google makes in a project, by its number. https://docs.cloud.google.com/iam/docs/service-account-types */
const BY_NUMBER = /^(\d+)(?:-compute@developer|@cloudservices|@cloudbuild)\.gserviceaccount\.com$/;
const OF_APP_ENGINE = /^(.+)@appspot\.gserviceaccount\.com$/;
/** A workload of Kubernetes. https://docs.cloud.google.com/kubernetes-engine/docs/concepts/workload-identity */
const OF_CLUSTER = /^(.+)\.svc\.id\.goog\[/;

/** The name of an agent: a number between what it is of and what tells several apart. */
const AGENT = /^(service-org-|service-folder-|service-p|service-|project-|bqcx-|bq-|p|o|f)?(\d+)(?:-[a-z0-9]+)*$/;
/** A name that only an agent has a reason for: of a domain that is not listed it may be either. */
const LIKE_AGENT = /^service-(?:org-|folder-|p)?\d{6,}$/;

const project = (party: string): PartyOfMember => ({ is: "project", party });

/** The project, folder or organization that an agent acts for, by its name. */
function servedBy(prefix: string, number: string): PartyOfMember {
  if (prefix === "service-org-" || prefix === "o") return { is: "container", party: `organizations/${number}` };
  if (prefix === "service-folder-" || prefix === "f") return { is: "container", party: `folders/${number}` };
  return project(number);
}

/** The party of a service account by its address: user-managed accounts carry the id of a project, agents a number. */
function ownerOf(address: string): PartyOfMember {
  const cluster = OF_CLUSTER.exec(address)?.[1];
  if (cluster !== undefined) return project(cluster);
  const byName = BY_NUMBER.exec(address)?.[1] ?? OF_APP_ENGINE.exec(address)?.[1];
  if (byName !== undefined) return project(byName);
  const [name = "", domain = ""] = address.split("@");
  if (!domain.endsWith(IAM)) return { is: "untold" };
  const owner = domain.slice(0, -IAM.length);
  if (owner.startsWith("gcp-sa-") || AGENT_DOMAINS.has(owner)) {
    const [, prefix = "", number] = AGENT.exec(name) ?? [];
    return number === undefined ? { is: "untold" } : servedBy(prefix, number);
  }
  if (LIKE_AGENT.test(name)) return { is: "untold" };
  // The id of a project of a domain is `example.com:my-project`.
  const [id = "", ...rest] = owner.split(".");
  return project(rest.length === 0 ? id : `${rest.join(".")}:${id}`);
}

/**
 * Whether an account is an agent by which Google itself acts: only Google makes accounts in these domains, and the name has a number.
 * `reference`: the member, such as `serviceAccount:service-1@compute-system.iam.gserviceaccount.com`.
 */
export function isAgentOfGoogle(reference: string): boolean {
  const address = reference.slice(reference.indexOf(":") + 1).toLowerCase();
  if (/^\d+@cloudservices\.gserviceaccount\.com$/.test(address)) return true;
  const [name = "", domain = ""] = address.split("@");
  const owner = domain.endsWith(IAM) ? domain.slice(0, -IAM.length) : "";
  return (owner.startsWith("gcp-sa-") || AGENT_DOMAINS.has(owner)) && AGENT.test(name);
}

export function partyOfMember({ Kind, Domain, Reference }: Member): PartyOfMember {
  const name = (Reference ?? "").slice((Reference ?? "").indexOf(":") + 1).toLowerCase();
  switch (Kind) {
    case "allUsers":
    case "allAuthenticatedUsers":
      return { is: "everyone" };
    case "deleted":
      return { is: "nobody" };
    case "user":
    case "group":
    case "domain":
      return Domain ? { is: "domain", party: Domain } : { is: "untold" };
    case "serviceAccount":
      return ownerOf(name);
    case "projectOwner":
    case "projectEditor":
    case "projectViewer":
      return name === "" ? { is: "untold" } : project(name);
    default: {
      // A pool of workloads lies in a project; pools of people, and sets of principals by resource, are references here.
      const pool = /^\/\/iam\.googleapis\.com\/projects\/(\d+)\//.exec(name)?.[1];
      return pool === undefined ? { is: "untold" } : project(pool);
    }
  }
}
