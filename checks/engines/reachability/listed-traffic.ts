// Defines the ports and protocols on which a company lets the internet in, and judges firewalls by them: the same for all clouds.
import { z } from "zod";
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import { fail, indeterminate, pass, type Verdict } from "../../kernel.ts";
import { askedTraffic, joined, shownTraffic, type Listed, type Named, type Span } from "./asked-traffic.ts";
import { boundOfInternet, theInternet, type InternetBound } from "./internet.ts";
import { describeOpenings, type Exposure, type Opening } from "./opening.ts";
import { PORTED, protocolOf, type Transport } from "./transport.ts";

const TRAFFIC = /^(?:(?<ported>tcp|udp|sctp)\/(?<first>\d{1,5})(?:-(?<last>\d{1,5}))?|protocol\/(?<number>\d{1,3}))$/;

function isTraffic(text: string): boolean {
  const { first = "0", last = first, number = "0" } = TRAFFIC.exec(text)?.groups ?? {};
  return TRAFFIC.test(text) && Number(first) <= Number(last) && Number(last) <= 65535 && Number(number) <= 255;
}

/** The parameters that say what the internet may reach. */
export const listedTraffic = {
  allowedPorts: z
    .array(
      z
        .string()
        .refine(
          isTraffic,
          "is no traffic. Write a port or ports, such as tcp/443 or udp/500-510, or a protocol, such as protocol/50",
        ),
    )
    .max(100)
    .default(["tcp/80", "tcp/443"])
    .describe(
      "Ports that the internet may reach, such as tcp/443 or udp/500-510, and protocols without ports by their number, such as protocol/50. Default: HTTP and HTTPS.",
    ),
  allowIcmp: z.boolean().default(true).describe("Whether the internet may send ICMP (protocols 1 and 58)."),
  ...boundOfInternet,
};
export type ListedTraffic = InternetBound & { readonly allowedPorts: readonly string[]; readonly allowIcmp: boolean };

/** The traffic that the parameters list. */
export function listedOf({ allowedPorts, allowIcmp }: ListedTraffic): Listed {
  const ports = new Map<Transport, readonly Span[]>();
  const protocols = new Set<Transport>(allowIcmp ? [1, 58] : []);
  for (const text of allowedPorts) {
    const { ported, first = "", last = first, number } = TRAFFIC.exec(text)?.groups ?? {};
    const protocol = number === undefined ? null : protocolOf(number);
    if (protocol !== null) protocols.add(protocol);
    const transport = PORTED.find((one) => one === ported);
    if (transport !== undefined)
      ports.set(transport, joined([...(ports.get(transport) ?? []), [Number(first), Number(last)]]));
  }
  return { ports, protocols };
}

/** The firewall of a sentence, with what it does. */
type Words = {
  /** Opens traffic, with its verb: `the rules let`. */
  readonly who: string;
  /** Facts of every verdict, such as the addresses of a machine. */
  readonly facts?: JsonObject;
};

const SHOWN = 20;

/**
 * Judges all traffic that is not listed by what `exposureOf` says of each question. Traffic that is let in decides before what was
 * not read. `named`: all that the rules name, in both directions of their effect, so that each question is treated alike by them.
 */
export function judgeListed(
  { who, facts = {} }: Words,
  parameters: ListedTraffic,
  named: readonly Named[],
  exposureOf: (port: number, transport: Transport) => Exposure,
): Verdict {
  const open = new Map<Transport | "others", readonly Span[]>();
  const decisive: Opening[] = [];
  let problem: Problem | null = null;
  for (const { transport, port, spans, others } of askedTraffic(named, listedOf(parameters))) {
    const exposure = exposureOf(port, transport);
    if (exposure.open.length === 0) {
      problem ??= exposure.problem;
      continue;
    }
    const of = others ? "others" : transport;
    open.set(of, joined([...(open.get(of) ?? []), ...spans]));
    decisive.push(...exposure.open);
  }
  if (open.size > 0) {
    const shown = [...open].flatMap(([of, spans]) =>
      shownTraffic({ transport: of === "others" ? 0 : of, spans, others: of === "others" }),
    );
    return fail(`${who} ${theInternet(parameters)} in on ${some(shown, parameters, who)}`, {
      ...facts,
      openTraffic: shown.slice(0, SHOWN),
      openTrafficCount: shown.length,
      ...describeOpenings(decisive),
    });
  }
  if (problem !== null) return indeterminate(problem, facts);
  return pass(`${who} ${theInternet(parameters)} in on listed traffic at most`, facts);
}

/** As much of the traffic as a sentence has room for. */
function some(shown: readonly string[], parameters: ListedTraffic, who: string): string {
  const room = LONGEST - `${who} ${theInternet(parameters)} in on `.length;
  const first = (count: number): string =>
    `unlisted ${shown.slice(0, count).join(", ")}${shown.length > count ? ` and ${shown.length - count} more` : ""}`;
  return [5, 4, 3, 2, 1].map(first).find((text) => text.length <= room) ?? "unlisted traffic";
}

/** A sentence of evidence has so many characters at most. */
const LONGEST = 120;
