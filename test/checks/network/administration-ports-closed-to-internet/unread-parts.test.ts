// Rules of which one part can't be read: the verdict is that of every way to read the part, or indeterminate.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { administrationPortsClosedToInternet as check } from "../../../../checks/network/administration-ports-closed-to-internet/index.ts";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Members, RelatedRows } from "../../cases.ts";
import { judgeCase } from "../../judge-case.ts";
import { networkPolicies } from "./policies.ts";
import { runs } from "../../../support/scale.ts";

/** A rule by its parts, as clouds write them: `null` stands for a part that can't be read. */
type Rule = {
  readonly deny: boolean;
  readonly protocol: string | null;
  readonly ports: string | null;
  readonly source: string | null;
  readonly priority: number;
};
type Part = "protocol" | "ports" | "source";

const SOURCES = ["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "20.0.0.0/8", "10.0.0.0/8"];
const PORTS = ["22", "20-23", "23", "443", "0-65535"];
const PROTOCOLS = ["tcp", "udp", "icmp", "*"];
const READINGS: { readonly [part in Part]: readonly string[] } = { protocol: PROTOCOLS, ports: PORTS, source: SOURCES };

const rule: fc.Arbitrary<Rule> = fc.record({
  deny: fc.boolean(),
  protocol: fc.constantFrom(...PROTOCOLS),
  ports: fc.constantFrom(...PORTS),
  source: fc.constantFrom(...SOURCES),
  priority: fc.nat({ max: 3 }),
});
const estate = fc.record({
  rules: fc.array(rule, { minLength: 1, maxLength: 4 }),
  at: fc.nat({ max: 3 }),
  part: fc.constantFrom<Part>("protocol", "ports", "source"),
});

type Asked = { readonly slice: Json; readonly related?: { readonly [relation: string]: RelatedRows } };

function permission({ protocol, ports, source }: Rule): Json {
  const [from = 0, to = from] = (ports ?? "30-20").split("-").map(Number);
  return {
    IpProtocol: protocol === "*" ? "-1" : (protocol ?? "everything"),
    FromPort: from,
    ToPort: to,
    IpRanges: [{ CidrIp: source ?? "0/0" }, { CidrIp: "198.51.100.0/24" }],
  };
}

const securityRule = ({ deny, protocol, ports, source, priority }: Rule): Json => ({
  name: `r${priority}`,
  properties: {
    access: deny ? "Deny" : "Allow",
    direction: "Inbound",
    priority,
    protocol: protocol ?? "everything",
    sourceAddressPrefix: source ?? "0/0",
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: ports ?? "ssh",
  },
});

function firewall({ deny, protocol, ports, source, priority }: Rule, at: number): Members {
  const name = protocol === "*" ? "all" : (protocol ?? "everything");
  const traffic = [{ IPProtocol: name, ports: name === "all" ? [] : [ports ?? "ssh"] }];
  const members = { name: `r${at}`, network: "n", priority, sourceRanges: [source ?? "0/0"] };
  return { ...members, ...(deny ? { denied: traffic } : { allowed: traffic }) };
}

const clouds: readonly (readonly [type: string, asked: (rules: readonly Rule[]) => Asked])[] = [
  ["AWS::EC2::SecurityGroup", (rules) => ({ slice: { IpPermissions: rules.map(permission) } })],
  // Of two rules of one priority Azure has neither.
  [
    "microsoft.network/networksecuritygroups",
    (rules) => ({
      slice: {
        properties: {
          securityRules: rules.map((one, at) => securityRule({ ...one, priority: 10 * one.priority + at })),
        },
      },
    }),
  ],
  [
    "compute.googleapis.com/Firewall",
    ([first, ...others]) => ({
      slice: firewall({ ...(first as Rule), deny: false }, 0),
      related: {
        denies: { rows: others.map((one, at) => firewall({ ...one, deny: true }, at + 1)) },
        policies: { rows: [networkPolicies([], { Network: "n" })] },
      },
    }),
  ],
];

describe.each(clouds)("%s", (type, asked) => {
  const evaluator = check.evaluators.find(({ resourceType }) => resourceType === type);
  const outcomeOf = (rules: readonly Rule[]): string => {
    if (evaluator === undefined) throw new Error(`${type} has no evaluator`);
    const given = { name: "", expect: "pass", parameters: { ports: [22] }, ...asked(rules) } as const;
    return judgeCase(check, evaluator, given).verdict.outcome;
  };

  test("a verdict on a rule that can't be read holds for every way to read it", () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(estate, ({ rules, at, part }) => {
        const with_ = (text: string | null): readonly Rule[] =>
          rules.map((one, index) => (index === at % rules.length ? { ...one, [part]: text } : one));
        const outcome = outcomeOf(with_(null));
        seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
        if (outcome === "indeterminate") return;
        expect([...new Set(READINGS[part].map((text) => outcomeOf(with_(text))))]).toEqual([outcome]);
      }),
      { numRuns: runs(3000) },
    );
    // All three come about, so that the property says something.
    expect([...seen.keys()].toSorted()).toEqual(["fail", "indeterminate", "pass"]);
  });
});
