// Judges Cosmos DB accounts: an empty IP firewall is off, unless a filter for virtual networks is on.
import { z } from "zod";
import { defineEvaluator } from "../../kernel.ts";
import { allowedBlock, openEntries } from "../../engines/reachability/allow-list.ts";
import type { Admission } from "./endpoint.ts";
import type { Parameters } from "./parameters.ts";
import { judgeAccess } from "./public-network-access.ts";

const Block = z.string().regex(/^(\d{1,3}\.){3}\d{1,3}(\/\d{1,2})?$/);

/** https://learn.microsoft.com/en-us/azure/cosmos-db/how-to-configure-firewall */
const Account = z.object({
  publicNetworkAccess: z.string().nullish(),
  isVirtualNetworkFilterEnabled: z.boolean().nullish(),
  ipRules: z.array(z.object({ ipAddressOrRange: Block })).nullish(),
  /** The same list with commas, as versions of the API before 2020-04-01 have it. */
  ipRangeFilter: z
    .string()
    .regex(/^[\d./, ]*$/)
    .nullish(),
});
type Account = z.infer<typeof Account>;

function admissionTo({ ipRules, ipRangeFilter, isVirtualNetworkFilterEnabled }: Account): Admission {
  const older = (ipRangeFilter ?? "").split(",").map((text) => text.trim());
  const blocks = [...(ipRules ?? []).map((rule) => rule.ipAddressOrRange), ...older].filter((text) => text !== "");
  // With neither, every network is let in. https://learn.microsoft.com/en-us/azure/cosmos-db/how-to-configure-vnet-service-endpoint
  if (blocks.length === 0 && isVirtualNetworkFilterEnabled !== true) return { open: { openTo: ["*"] }, problem: null };
  const openTo = openEntries(blocks.map(allowedBlock));
  // 0.0.0.0 stands for the data centers of Azure.
  return { open: openTo.length > 0 ? { openTo } : null, azure: blocks.includes("0.0.0.0"), problem: null };
}

export const cosmosAccount = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.documentdb/databaseaccounts",
  global: true,
  reads: z.object({ properties: Account }),
  evaluate({ properties }, { parameters }: { readonly parameters: Parameters }) {
    return judgeAccess(properties.publicNetworkAccess, () => admissionTo(properties), parameters);
  },
});
