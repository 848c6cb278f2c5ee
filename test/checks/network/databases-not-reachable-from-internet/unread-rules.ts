// Cases of firewall rules that can't be read, and of a switch that nobody set, for every kind of server of Azure.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, RelatedRows } from "../../cases.ts";

type Span = readonly [first: string, last: string];
type Server = {
  readonly server: (publicNetworkAccess: Json) => Json;
  readonly firewall: (...spans: Span[]) => { firewalls: RelatedRows };
};

const turned: Span = ["203.0.113.9", "203.0.113.1"];
const all: Span = ["0.0.0.0", "255.255.255.255"];

export const unreadRules = ({ server, firewall }: Server): readonly Case[] => [
  {
    name: "a rule for all addresses beside one that can't be read",
    slice: server("Enabled"),
    related: firewall(turned, all),
    expect: "fail",
    facts: { publicEndpoint: true, openTo: ["0.0.0.0-255.255.255.255"] },
  },
  {
    name: "a rule for everything in Azure beside one that can't be read",
    slice: server("Enabled"),
    related: firewall(turned, ["0.0.0.0", "0.0.0.0"]),
    expect: "fail",
  },
  {
    name: "public network access that is empty, behind a rule for all addresses",
    slice: server(""),
    related: firewall(all),
    expect: "fail",
  },
];
