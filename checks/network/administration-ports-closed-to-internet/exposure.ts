// Judges ports by the rules that let traffic in: the same for all clouds once each cloud's rules are read.
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { deciding, describeOpenings, type Opening } from "../../engines/reachability/opening.ts";
import { TRANSPORTS, type Transport } from "../../engines/reachability/transport.ts";
import { fail, indeterminate, pass, type Verdict } from "../../kernel.ts";

function subject(ports: readonly number[]): string {
  if (ports.length === 1) return `port ${ports.join()}`;
  return ports.length > 5 ? `${ports.length} administration ports` : `ports ${ports.join(", ")}`;
}

/** `unread` says why a port that looks closed may be open all the same, or null. */
export function judgeExposure(
  ports: readonly number[],
  openings: (port: number, transport: Transport) => readonly Opening[],
  unread: (port: number, transport: Transport) => Problem | null = () => null,
): Verdict {
  const open = new Set<number>();
  const decisive: Opening[] = [];
  let problem: Problem | null = null;
  for (const port of [...new Set(ports)].sort((a, b) => a - b)) {
    for (const transport of TRANSPORTS) {
      const found = deciding(openings(port, transport));
      if (found.length > 0) open.add(port);
      else problem ??= unread(port, transport);
      decisive.push(...found);
    }
  }
  if (open.size > 0) {
    return fail(`the rules open ${subject([...open])} to the whole internet`, {
      openPorts: [...open],
      ...describeOpenings(decisive),
    });
  }
  return problem === null
    ? pass("the rules open no administration port to the whole internet")
    : indeterminate(problem);
}
