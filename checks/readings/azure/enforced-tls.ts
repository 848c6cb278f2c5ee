// Names the oldest version of TLS that a service of Azure accepts whatever a resource says, and since when.
import { isOlder, type TlsVersion } from "../tls-version.ts";

type Enforced = { readonly oldest: TlsVersion; readonly since: string };

/** Services that refuse older versions since a day, by the page that says so. A service without such a page is not here. */
const ENFORCED = {
  // https://learn.microsoft.com/en-us/azure/storage/common/transport-layer-security-configure-migrate-to-tls2
  storage: { oldest: "1.2", since: "2026-02-03T00:00:00Z" },
  // Support ends on 31 August 2025: https://learn.microsoft.com/en-us/azure/azure-sql/managed-instance/minimal-tls-version-configure
  managedInstance: { oldest: "1.2", since: "2025-09-01T00:00:00Z" },
  // The page moved the day from October 2024 on. This is the last one: https://learn.microsoft.com/en-us/azure/azure-cache-for-redis/cache-remove-tls-10-11
  redis: { oldest: "1.2", since: "2025-04-01T00:00:00Z" },
  // Service Bus ended older versions on this day; of Event Hubs, pages name this day and an earlier one: https://learn.microsoft.com/en-us/azure/service-bus-messaging/transport-layer-security-configure-minimum-version
  // and https://learn.microsoft.com/en-us/azure/event-hubs/transport-layer-security-enforce-minimum-version
  namespace: { oldest: "1.2", since: "2025-10-28T00:00:00Z" },
  // Support of TLS 1.0 and 1.1 ends on 31 August 2025: https://learn.microsoft.com/en-us/azure/application-gateway/application-gateway-ssl-policy-overview
  applicationGateway: { oldest: "1.2", since: "2025-09-01T00:00:00Z" },
  // https://learn.microsoft.com/en-us/azure/frontdoor/standard-premium/tls-policy
  frontDoor: { oldest: "1.2", since: "2025-03-01T00:00:00Z" },
} as const satisfies { readonly [service: string]: Enforced };

/** Where a resource lies: its region, and the names of its endpoints, as far as the answer says. */
export type Place = {
  readonly location?: string | null | undefined;
  readonly hosts: readonly (string | null | undefined)[];
};

/** Whether the service, in public Azure, refuses every version older than `required` at the instant of the question. */
export function azureEnforces(
  service: keyof typeof ENFORCED,
  required: TlsVersion,
  place: Place,
  asOf: string,
): boolean {
  const { oldest, since } = ENFORCED[service];
  return Date.parse(asOf) >= Date.parse(since) && !isOlder(oldest, required) && isPublicAzure(place);
}

/** https://learn.microsoft.com/en-us/azure/azure-government/compare-azure-government-global-azure and https://learn.microsoft.com/en-us/azure/china/resources-developer-guide */
const ELSEWHERE = /^(?:usgov|usdod|ussec|usnat|china|bleu|delos)/;
const PUBLIC_HOST =
  /\.(?:core\.windows\.net|storage\.azure\.net|database\.windows\.net|redis\.cache\.windows\.net|servicebus\.windows\.net)$/;

/**
 * The dates are those of public Azure. Other clouds have regions and endpoints of other names; a resource that tells
 * neither counts as one of public Azure.
 */
function isPublicAzure({ location, hosts }: Place): boolean {
  const region = (location ?? "").toLowerCase().replaceAll(" ", "");
  if (ELSEWHERE.test(region)) return false;
  return hosts.every((host) => (host ?? "") === "" || PUBLIC_HOST.test(hostOf(host ?? "")));
}

/** The name in `https://name/`, or the name itself. */
const hostOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/[:/].*$/, "");
