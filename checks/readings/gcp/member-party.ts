// Reads the party that a member of a Google Cloud IAM policy belongs to: a project or a domain.
import { z } from "zod";

/** https://docs.cloud.google.com/iam/docs/principal-identifiers; `Reference` of a machine is the member itself. */
export const MemberOfParty = z.object({
  Kind: z.string(),
  Domain: z.string().nullish(),
  Reference: z.string().nullish(),
});
type Member = z.infer<typeof MemberOfParty>;

/**
 * `everyone`; nobody, as a member that was deleted; a project, by number or id, or a domain, by `party`; or a member of which the
 * policy tells no party.
 */
export type PartyOfMember =
  { readonly is: "everyone" | "nobody" | "untold" } | { readonly is: "project" | "domain"; readonly party: string };

/**
 * Domains of service agents beside `gcp-sa-*`, without `.iam.gserviceaccount.com`. The agent of a project has the project's number
 * in its name, and acts for that project. Nobody else can make accounts in these domains.
 * https://docs.cloud.google.com/iam/docs/service-agents
 */
const AGENT_DOMAINS: ReadonlySet<string> = new Set([
  "cloud-filer",
  "cloud-ml.google.com",
  "cloud-redis",
  "cloud-tpu",
  "cloudcomposer-accounts",
  "compute-system",
  "container-engine-robot",
  "containerregistry",
  "dataflow-service-producer-prod",
  "dataproc-accounts",
  "endpoints-portal",
  "firebase-rules",
  "gae-api-prod.google.com",
  "gcf-admin-robot",
  "gs-project-accounts",
  "remotebuildexecution",
  "serverless-robot-prod",
  "service-networking",
  "sourcerepo-service-accounts",
]);

const IAM = ".iam.gserviceaccount.com";
/** Accounts that Google makes in a project, by its number. https://docs.cloud.google.com/iam/docs/service-account-types */
const BY_NUMBER = /^(\d+)(?:-compute@developer|@cloudservices|@cloudbuild)\.gserviceaccount\.com$/;
const OF_APP_ENGINE = /^(.+)@appspot\.gserviceaccount\.com$/;
/** A workload of Kubernetes. https://docs.cloud.google.com/kubernetes-engine/docs/concepts/workload-identity */
const OF_CLUSTER = /^(.+)\.svc\.id\.goog\[/;

const project = (party: string): PartyOfMember => ({ is: "project", party });

/** The project of a service account by its address: user-managed accounts carry the project's id, agents its number. */
function projectOf(address: string): PartyOfMember {
  const cluster = OF_CLUSTER.exec(address)?.[1];
  if (cluster !== undefined) return project(cluster);
  const byName = BY_NUMBER.exec(address)?.[1] ?? OF_APP_ENGINE.exec(address)?.[1];
  if (byName !== undefined) return project(byName);
  const [name = "", domain = ""] = address.split("@");
  if (!domain.endsWith(IAM)) return { is: "untold" };
  const owner = domain.slice(0, -IAM.length);
  const number = /^(?:service-|p)(\d+)(?:-\d+)?$/.exec(name)?.[1];
  const isAgent = number !== undefined && (owner.startsWith("gcp-sa-") || AGENT_DOMAINS.has(owner));
  if (isAgent) return project(number);
  // The id of a project of a domain is `example.com:my-project`.
  const [id = "", ...rest] = owner.split(".");
  return project(rest.length === 0 ? id : `${rest.join(".")}:${id}`);
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
      return projectOf(name);
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
