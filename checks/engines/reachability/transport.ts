// Reads protocols and ports as rules of all clouds write them.
/** The protocols that administration of machines goes by. */
export const TRANSPORTS = ["tcp", "udp"] as const;

/** A protocol that traffic is carried by: one that has ports, by its name, or any other by its number of IANA. */
export type Transport = (typeof PORTED)[number] | number;

/** The protocols whose ports rules may name. https://docs.cloud.google.com/firewall/docs/firewalls#protocols_and_ports */
export const PORTED = ["tcp", "udp", "sctp"] as const;

/** https://www.iana.org/assignments/protocol-numbers */
const NUMBERS: ReadonlyMap<string, number> = new Map([
  ["icmp", 1],
  ["tcp", 6],
  ["udp", 17],
  ["esp", 50],
  ["ah", 51],
  ["icmpv6", 58],
  ["ipip", 94],
  ["sctp", 132],
]);
const ALL = ["-1", "*", "all", "any"];

/** Whether a text is a protocol as a cloud writes it: a name, a number of IANA, or the word for all of them. */
export const isProtocol = (text: string): boolean =>
  ALL.includes(text.toLowerCase()) || NUMBERS.has(text.toLowerCase()) || (/^\d{1,3}$/.test(text) && Number(text) < 256);

/** Whether a protocol has ports. The ports that a rule names for any other are types of ICMP, or mean nothing. */
export const hasPorts = (transport: Transport): boolean => typeof transport === "string";

/** Whether a text is `*`, a single port, or a range of ports in order. Any other text stands for ports that nobody knows. */
export function isPortRange(text: string): boolean {
  if (text === "*") return true;
  const [from = 0, to = from] = text.split("-").map(Number);
  return /^\d+(-\d+)?$/.test(text) && from <= to;
}

/** Clouds write a protocol as its name or its number, and all of them as -1, *, all or any. */
export function carries(protocol: string, transport: Transport): boolean {
  const written = protocol.toLowerCase();
  return ALL.includes(written) || protocolOf(written) === transport;
}

/** The protocol that a text names; null for the word for all of them, and for a text that is no protocol. */
export function protocolOf(text: string): Transport | null {
  const name = text.toLowerCase();
  if (!isProtocol(name) || ALL.includes(name)) return null;
  const number = NUMBERS.get(name) ?? Number(name);
  return PORTED.find((ported) => NUMBERS.get(ported) === number) ?? number;
}

/** The usual name of a protocol, or its number. */
export const nameOf = (transport: Transport): string =>
  typeof transport === "string"
    ? transport
    : ([...NUMBERS].find(([, number]) => number === transport)?.[0] ?? `protocol ${transport}`);

/** Whether a port lies in `22`, `20-25` or `*`. */
export function hasPort(range: string, port: number): boolean {
  if (range === "*") return true;
  if (!isPortRange(range)) return false;
  const [from, to = from] = range.split("-").map(Number);
  return from !== undefined && to !== undefined && from <= port && port <= to;
}
