// Judges the switch that databases of Azure have in common: whether their public endpoint answers at all.
import { indeterminate, type Verdict } from "../../kernel.ts";
import { judgeEndpoint, privateOnly, type Admission } from "./endpoint.ts";
import type { Parameters } from "./parameters.ts";

/**
 * `admission` is asked only where the database's own firewall decides. The switch is optional and younger than many a
 * database: where it is missing or empty, the endpoint answers.
 * https://learn.microsoft.com/en-us/azure/azure-sql/database/connectivity-settings
 */
export function judgeAccess(
  publicNetworkAccess: string | null | undefined,
  admission: () => Admission,
  parameters: Parameters,
): Verdict {
  switch ((publicNetworkAccess || "Enabled").toLowerCase()) {
    case "disabled":
      return privateOnly();
    case "enabled":
      return judgeEndpoint(admission(), parameters);
    case "securedbyperimeter":
      return judgeEndpoint({ open: null, problem: perimeter }, parameters);
    default:
      return indeterminate(unknown);
  }
}

/** https://learn.microsoft.com/en-us/azure/private-link/network-security-perimeter-concepts */
const perimeter = {
  code: "not-supported",
  detail: "Tidemark does not read the rules of the network security perimeter",
} as const;
const unknown = {
  code: "unexpected-shape",
  detail: "publicNetworkAccess has a value that the check does not know",
} as const;
