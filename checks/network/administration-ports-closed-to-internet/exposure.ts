// From what lets traffic in, port by port, to a verdict: the same for all clouds once each has read its own rules.
import type { JsonObject, Problem } from "../../../evidence-schema/record.ts";
import { fail, indeterminate, pass, type Verdict } from "../../kernel.ts";
import { coverInternet, type AddressRange } from "../internet-ranges.ts";

const TRANSPORTS = { tcp: "6", udp: "17" } as const;
export type Transport = keyof typeof TRANSPORTS;

/** A rule that lets traffic to one port in, as facts show it, and from which addresses. */
export type Opening = { readonly shown: JsonObject; readonly from: readonly AddressRange[] };

/** Clouds write a protocol as its name or its number, and all of them as -1, * or all. */
export function carries(protocol: string, transport: Transport): boolean {
  return ["-1", "*", "all", transport, TRANSPORTS[transport]].includes(protocol.toLowerCase());
}

/** Whether a port lies in `22`, `20-25` or `*`. */
export function hasPort(range: string, port: number): boolean {
  if (range === "*") return true;
  const [from, to = from] = range.split("-").map(Number);
  return from !== undefined && to !== undefined && from <= port && port <= to;
}

/** Facts are kept forever and compared by every run: sorted, each once, and no more of a list than a person reads. */
export const listed = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort().slice(0, LISTED);
const LISTED = 20;

/** Rules that cover the internet on their own, else all of them if they do so together, else none. */
function deciding(openings: readonly Opening[]): readonly Opening[] {
  const alone = openings.filter(({ from }) => coverInternet(from));
  if (alone.length > 0) return alone;
  return coverInternet(openings.flatMap(({ from }) => from)) ? openings.filter(({ from }) => from.length > 0) : [];
}

function subject(ports: readonly number[]): string {
  if (ports.length === 1) return `port ${ports.join()} is`;
  return ports.length > 5 ? `${ports.length} administration ports are` : `ports ${ports.join(", ")} are`;
}

/** `unread` says why a port that looks closed may be open all the same, or null. */
export function judgeExposure(
  ports: readonly number[],
  openings: (port: number, transport: Transport) => readonly Opening[],
  unread: (port: number, transport: Transport) => Problem | null = () => null,
): Verdict {
  const open = new Set<number>();
  const rules = new Map<string, JsonObject>();
  let problem: Problem | null = null;
  for (const port of [...new Set(ports)].sort((a, b) => a - b)) {
    for (const transport of ["tcp", "udp"] as const) {
      const decisive = deciding(openings(port, transport));
      if (decisive.length > 0) open.add(port);
      else problem ??= unread(port, transport);
      for (const { shown } of decisive) rules.set(JSON.stringify(shown), shown);
    }
  }
  if (open.size > 0) {
    const shown = [...rules.keys()]
      .sort()
      .slice(0, LISTED)
      .flatMap((text) => rules.get(text) ?? []);
    return fail(`${subject([...open])} open to the internet`, {
      openPorts: [...open],
      rules: shown,
      ruleCount: rules.size,
    });
  }
  return problem === null ? pass("no administration port is open to the internet") : indeterminate(problem);
}
