// Judges storage accounts by containers open to anonymous requests, unless the account or its network closes them.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { shownGrants } from "../../engines/policy/shown-grants.ts";
import { allowedBlock, Block, openEntries } from "../../engines/reachability/allow-list.ts";
import { theInternet, type InternetBound } from "../../engines/reachability/internet.ts";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, relation, type Question } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

const AddressRules = z.array(z.object({ value: Block })).nullish();

/** https://learn.microsoft.com/en-us/rest/api/storagerp/storage-accounts/get-properties */
const Properties = z.object({
  /** Null on accounts where nobody set it: it permits, as true does. */
  allowBlobPublicAccess: z.boolean().nullish(),
  publicNetworkAccess: z.string().nullish(),
  networkAcls: z
    .object({ defaultAction: z.string().nullish(), ipRules: AddressRules, ipv6Rules: AddressRules })
    .nullish(),
});

const Containers = z.object({
  StorageAccount: z.string(),
  Containers: z.array(z.object({ name: z.string(), publicAccess: z.string() })),
  WebContainer: z.boolean(),
});

const related = {
  containers: relation({
    type: "Tidemark::Storage::PublicContainers",
    within: "scope",
    global: true,
    reads: Containers,
    on: (row) => [row.StorageAccount.toLowerCase()],
  }),
};

const unread: Problem = { code: "not-seen", detail: "the containers of the storage account were not read" };
const perimeterUnread: Problem = {
  code: "not-supported",
  detail: "Tidemark does not read the access rules of the network security perimeter",
};
const unknownSwitch: Problem = {
  code: "unexpected-shape",
  detail: "publicNetworkAccess or networkAcls.defaultAction has a value that the check does not know",
};
const rulesUnread: Problem = { code: "not-in-answer", detail: "the answer from Azure lacks networkAcls.ipRules" };
const websiteUnread: Problem = {
  code: "not-supported",
  detail:
    "the account has a container named $web, and Tidemark does not read whether the account serves a static website",
};

type Network = {
  readonly is: "closed" | "open" | "perimeter" | "unknown";
  /** Why it is not known who is let in; null where it is. */
  readonly problem: Problem | null;
};

/**
 * The firewall holds for anonymous requests and for static websites too; of addresses it names at most blocks.
 * https://learn.microsoft.com/en-us/azure/storage/common/storage-network-security
 */
function networkOf({ publicNetworkAccess, networkAcls }: z.infer<typeof Properties>, bound: InternetBound): Network {
  const access = (publicNetworkAccess ?? "").toLowerCase();
  if (access === "disabled") return { is: "closed", problem: null };
  if (access === "securedbyperimeter") return { is: "perimeter", problem: perimeterUnread };
  const action = (networkAcls?.defaultAction ?? "").toLowerCase();
  if (!["", "enabled"].includes(access) || !["", "allow", "deny"].includes(action))
    return { is: "unknown", problem: unknownSwitch };
  if (action !== "deny") return { is: "open", problem: null };
  const rules = [...(networkAcls?.ipRules ?? []), ...(networkAcls?.ipv6Rules ?? [])];
  const { openTo, problem } = openEntries(
    rules.map(({ value }) => allowedBlock(value)),
    bound,
  );
  if (openTo.length > 0) return { is: "open", problem: null };
  // Resource Manager gives a list where there is none, too. Lists of IPv6 are younger than many answers.
  const unread = networkAcls?.ipRules === undefined ? rulesUnread : problem;
  return { is: unread === null ? "closed" : "unknown", problem: unread };
}

/** https://learn.microsoft.com/en-us/azure/storage/blobs/storage-blob-static-website */
const hostsWebsites = (kind: string): boolean => ["", "storagev2", "blockblobstorage"].includes(kind);

export const azure = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.storage/storageaccounts",
  global: true,
  reads: z.object({ id: z.string(), kind: z.string().optional(), properties: Properties }),
  related,
  evaluate(slice, { related: { containers }, parameters }: Question<Parameters, typeof related>) {
    const kind = (slice.kind ?? "").toLowerCase();
    if (kind === "filestorage") return notApplicable("the account has no blob service (kind is FileStorage)");
    const permits = slice.properties.allowBlobPublicAccess ?? null;
    const network = networkOf(slice.properties, parameters);
    const facts = { allowBlobPublicAccess: permits, network: network.is };
    if (parameters.requireBlock && permits !== false) {
      return fail("the account permits anonymous access to blobs (allowBlobPublicAccess is not false)", facts);
    }
    if (network.is === "closed")
      return pass(`the network settings of the account do not let in ${theInternet(parameters)}`, facts);
    // https://learn.microsoft.com/en-us/azure/storage/blobs/anonymous-read-access-configure
    const disallowed = pass("the account disallows anonymous access to blobs (allowBlobPublicAccess is false)", facts);
    if (permits === false && !hostsWebsites(kind)) return disallowed;
    const answer = containers(slice.id.toLowerCase()).find(() => true);
    if (answer.is !== "found") return indeterminate(answer.is === "none" ? unread : answer.problem, facts);
    const open = answer.row.Containers.filter(({ publicAccess }) => publicAccess.toLowerCase() !== "none");
    if (permits !== false && open.length > 0) {
      if (network.problem !== null) return indeterminate(network.problem, facts);
      const grants = open.map(({ name, publicAccess }) => ({ container: name, access: publicAccess }));
      return fail("the account and some of its containers allow anonymous access to blobs (publicAccess)", {
        ...facts,
        ...shownGrants(grants),
      });
    }
    // A static website is served to everyone by an endpoint of its own, whatever the account and the container say.
    if (answer.row.WebContainer && hostsWebsites(kind)) return indeterminate(websiteUnread, facts);
    return permits === false
      ? disallowed
      : pass("no container of the account allows anonymous access (publicAccess)", facts);
  },
});
