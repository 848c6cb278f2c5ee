// Reads protocols and ports as rules of all clouds write them.
/** The protocols that have ports. */
export const TRANSPORTS = ["tcp", "udp"] as const;
export type Transport = (typeof TRANSPORTS)[number];

const NUMBERS = { tcp: "6", udp: "17" } as const;
const ALL = ["-1", "*", "all", "any"];
/** Protocols that have no ports, by the names that rules of the three clouds may have for them. */
const OTHERS = ["icmp", "icmpv6", "esp", "ah", "sctp", "ipip"];

/** Whether a text is a protocol as a cloud writes it: a name, a number of IANA, or the word for all of them. */
export const isProtocol = (text: string): boolean =>
  [...ALL, ...TRANSPORTS, ...OTHERS].includes(text.toLowerCase()) || (/^\d{1,3}$/.test(text) && Number(text) < 256);

/** Whether a text is `*`, a single port, or a range of ports in order. Any other text stands for ports that nobody knows. */
export function isPortRange(text: string): boolean {
  if (text === "*") return true;
  const [from = 0, to = from] = text.split("-").map(Number);
  return /^\d+(-\d+)?$/.test(text) && from <= to;
}

/** Clouds write a protocol as its name or its number, and all of them as -1, *, all or any. */
export function carries(protocol: string, transport: Transport): boolean {
  return [...ALL, transport, NUMBERS[transport]].includes(protocol.toLowerCase());
}

/** Whether a port lies in `22`, `20-25` or `*`. */
export function hasPort(range: string, port: number): boolean {
  if (range === "*") return true;
  if (!isPortRange(range)) return false;
  const [from, to = from] = range.split("-").map(Number);
  return from !== undefined && to !== undefined && from <= port && port <= to;
}
