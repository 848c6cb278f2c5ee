// Reads protocols and ports as rules of all clouds write them.

/** The protocols that have ports. */
export const TRANSPORTS = ["tcp", "udp"] as const;
export type Transport = (typeof TRANSPORTS)[number];

const NUMBERS = { tcp: "6", udp: "17" } as const;

/** Clouds write a protocol as its name or its number, and all of them as -1, * or all. */
export function carries(protocol: string, transport: Transport): boolean {
  return ["-1", "*", "all", transport, NUMBERS[transport]].includes(protocol.toLowerCase());
}

/** Whether a port lies in `22`, `20-25` or `*`. */
export function hasPort(range: string, port: number): boolean {
  if (range === "*") return true;
  const [from, to = from] = range.split("-").map(Number);
  return from !== undefined && to !== undefined && from <= port && port <= to;
}
