// Judges Cosmos DB accounts: an empty IP firewall is off, unless a filter for virtual networks or private endpoints are on.
import { z } from "zod";
import { defineEvaluator } from "../../kernel.ts";
import { allowedBlock, Block, openEntries } from "../../engines/reachability/allow-list.ts";
import type { Admission } from "./endpoint.ts";
import type { Parameters } from "./parameters.ts";
import { judgeAccess } from "./public-network-access.ts";

/** https://learn.microsoft.com/en-us/rest/api/cosmos-db-resource-provider/database-accounts/get */
const Connection = z.object({
  properties: z
    .object({ privateLinkServiceConnectionState: z.object({ status: z.string().nullish() }).nullish() })
    .nullish(),
});

/** https://learn.microsoft.com/en-us/azure/cosmos-db/how-to-configure-firewall */
const Account = z.object({
  publicNetworkAccess: z.string().nullish(),
  isVirtualNetworkFilterEnabled: z.boolean().nullish(),
  ipRules: z.array(z.object({ ipAddressOrRange: Block })).nullish(),
  /** The same list with commas, as versions of the API before 2020-04-01 have it. */
  ipRangeFilter: z.string().nullish(),
  privateEndpointConnections: z.array(Connection).nullish(),
});
type Account = z.infer<typeof Account>;

/** Entries of a list with commas. */
function blocksIn(text: string): readonly string[] {
  return text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

const lacking = (what: string): Admission => ({
  open: null,
  problem: { code: "not-in-answer", detail: `the answer from Azure lacks ${what}` },
});

/**
 * Who is let in where neither addresses nor virtual networks are named: private endpoints alone, if one is approved, else
 * every network. https://learn.microsoft.com/en-us/azure/cosmos-db/how-to-configure-private-endpoints
 */
function withoutRules({ privateEndpointConnections: connections }: Account): Admission {
  if (connections == null) return lacking("properties.privateEndpointConnections");
  const statuses = connections.map(({ properties }) => properties?.privateLinkServiceConnectionState?.status || null);
  if (statuses.some((status) => status?.toLowerCase() === "approved")) {
    const because =
      "only approved private endpoints reach the account, which opens to every network if the last of them is removed";
    return { open: null, problem: null, closed: { because, facts: { approvedPrivateEndpoints: true } } };
  }
  if (statuses.includes(null)) return lacking("the status of a private endpoint connection");
  return { open: { openTo: ["*"] }, problem: null };
}

function admissionTo(account: Account, parameters: Parameters): Admission {
  if (account.ipRules === undefined && account.ipRangeFilter === undefined) return lacking("properties.ipRules");
  const { ipRules, ipRangeFilter, isVirtualNetworkFilterEnabled } = account;
  const blocks = [...(ipRules ?? []).map((rule) => rule.ipAddressOrRange), ...blocksIn(ipRangeFilter ?? "")];
  // https://learn.microsoft.com/en-us/azure/cosmos-db/how-to-configure-vnet-service-endpoint
  if (blocks.length === 0 && isVirtualNetworkFilterEnabled !== true) return withoutRules(account);
  const { openTo, problem } = openEntries(blocks.map(allowedBlock), parameters);
  // 0.0.0.0 stands for the data centers of Azure.
  return { open: openTo.length > 0 ? { openTo } : null, azure: blocks.includes("0.0.0.0"), problem };
}

export const cosmosAccount = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.documentdb/databaseaccounts",
  global: true,
  reads: z.object({ properties: Account }),
  evaluate({ properties }, { parameters }: { readonly parameters: Parameters }) {
    return judgeAccess(properties.publicNetworkAccess, () => admissionTo(properties, parameters), parameters);
  },
});
