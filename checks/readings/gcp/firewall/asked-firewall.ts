// Defines the traffic that a check asks the firewall of a network about, and the verdict on what it hears.
import type { Named } from "../../../engines/reachability/asked-traffic.ts";
import type { InternetBound } from "../../../engines/reachability/internet.ts";
import type { Exposure } from "../../../engines/reachability/opening.ts";
import type { Transport } from "../../../engines/reachability/transport.ts";
import type { Verdict } from "../../../kernel.ts";

/** Traffic to a port by a protocol. The port of a protocol without ports means nothing. */
export type Asked = { readonly port: number; readonly transport: Transport };

/** Who opens traffic: one rule of a network, or the policies of a network together. */
export type Opener = "rule" | "policies";

/** A check that asks a firewall about traffic. `named`: all traffic that the rules name which may decide. */
export type AskedFirewall<Parameters extends InternetBound> = {
  readonly questions: (parameters: Parameters, named: readonly Named[]) => readonly Asked[];
  readonly judge: (
    who: Opener,
    parameters: Parameters,
    named: readonly Named[],
    exposureOf: (port: number, transport: Transport) => Exposure,
  ) => Verdict;
  /** The traffic that must not get in, in a sentence. */
  readonly traffic: string;
};
