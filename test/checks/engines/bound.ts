// The bound from which size on ranges count as the internet, where a company sets no other.
import type { InternetBound } from "../../../checks/engines/reachability/internet.ts";

export const BOUND: InternetBound = { broadestIpv4Prefix: 8, broadestIpv6Prefix: 32 };
