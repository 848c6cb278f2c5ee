// Judges ports by the rules that let traffic in: the same for all clouds once each cloud's rules are read.
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import { theInternet } from "../../engines/reachability/internet.ts";
import { describeOpenings, type Exposure, type Opening } from "../../engines/reachability/opening.ts";
import { TRANSPORTS, type Transport } from "../../engines/reachability/transport.ts";
import { fail, indeterminate, pass, type Verdict } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

function subject(ports: readonly number[]): string {
  if (ports.length === 1) return `port ${ports.join()}`;
  return ports.length > 5 ? `${ports.length} administration ports` : `ports ${ports.join(", ")}`;
}

/**
 * Judges each port over each transport by what `exposureOf` says of it. A port that is open decides before what was not read.
 * `who` opens ports, with its verb: the rules of a group together, one rule, or the policies of a network together.
 */
export function judgeExposure(
  who:
    | "the rules open"
    | "the rule opens"
    | "firewall policies open"
    | "rules, where asked, open"
    | "the admin rules open",
  parameters: Parameters,
  exposureOf: (port: number, transport: Transport) => Exposure,
  facts: JsonObject = {},
): Verdict {
  const open = new Set<number>();
  const decisive: Opening[] = [];
  let problem: Problem | null = null;
  for (const port of [...new Set(parameters.ports)].sort((a, b) => a - b)) {
    for (const transport of TRANSPORTS) {
      const exposure = exposureOf(port, transport);
      if (exposure.open.length > 0) open.add(port);
      else problem ??= exposure.problem;
      decisive.push(...exposure.open);
    }
  }
  if (open.size > 0) {
    return fail(`${who} ${subject([...open])} to ${theInternet(parameters)}`, {
      ...facts,
      openPorts: [...open],
      ...describeOpenings(decisive),
    });
  }
  return problem === null
    ? pass(`${who} no administration port to ${theInternet(parameters)}`, facts)
    : indeterminate(problem, facts);
}
