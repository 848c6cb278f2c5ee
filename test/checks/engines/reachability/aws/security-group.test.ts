// Security groups: examples of the documentation, and a model that asks every packet.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Answer } from "../../../../../checks/kernel.ts";
import type { Problem } from "../../../../../evidence-schema/record/record.ts";
import { deciding } from "../../../../../checks/engines/reachability/opening.ts";
import {
  groupOpenings,
  type PrefixList,
  type SecurityGroup,
} from "../../../../../checks/engines/reachability/aws/security-group.ts";
import { BOUND } from "../../bound.ts";
import { admitted, BLOCKS, cidr, cidrHas, cidrText, PORTS, span, spanHas, TRANSPORTS } from "../small-world.ts";

/** For groups that name no prefix list. */
const none = (): Answer<PrefixList> => ({ is: "none" });

type Permission = SecurityGroup["IpPermissions"][number];

const ipv4 = (...texts: string[]): Partial<Permission> => ({ IpRanges: texts.map((CidrIp) => ({ CidrIp })) });
const ipv6 = (...texts: string[]): Partial<Permission> => ({ Ipv6Ranges: texts.map((CidrIpv6) => ({ CidrIpv6 })) });
const tcp = (port: number, sources: Partial<Permission>): Permission => ({
  IpProtocol: "tcp",
  FromPort: port,
  ToPort: port,
  ...sources,
});

// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-rules-reference.html
const webServer = [tcp(80, ipv4("0.0.0.0/0")), tcp(443, ipv4("0.0.0.0/0")), tcp(443, ipv6("::/0"))];
const rules: readonly (readonly [string, readonly Permission[], port: number, open: boolean])[] = [
  ["web server rules, HTTP", webServer, 80, true],
  ["web server rules, HTTPS", webServer, 443, true],
  ["web server rules, SSH", webServer, 22, false],
  ["rules to connect from your computer", [tcp(22, ipv4("203.0.113.25/32"))], 22, false],
  ["database server rules, from a private network", [tcp(3306, ipv4("10.0.0.0/16"))], 3306, false],
  ["database server rules, from a group", [tcp(1433, {})], 1433, false],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
  [
    "protocol -1, which is all of them, whatever the ports",
    [{ ...tcp(80, ipv4("0.0.0.0/0")), IpProtocol: "-1" }],
    22,
    true,
  ],
  ["no ports, which is all of them", [{ IpProtocol: "tcp", ...ipv4("0.0.0.0/0") }], 22, true],
  ["type 8 of ICMP, which is no port", [{ ...tcp(8, ipv4("0.0.0.0/0")), IpProtocol: "icmp" }], 8, false],
];
test.each(rules)("%s", (_, IpPermissions, port, open) => {
  const openings = TRANSPORTS.flatMap(
    (transport) => groupOpenings({ IpPermissions: [...IpPermissions] }, port, transport, none).openings,
  );
  expect(deciding(openings, BOUND).length > 0).toBe(open);
});

describe("a prefix list", () => {
  const group: SecurityGroup = {
    IpPermissions: [tcp(22, { ...ipv4("10.0.0.0/8"), PrefixListIds: [{ PrefixListId: "pl-1" }] })],
  };
  const denied: Problem = { code: "denied", detail: "the permission was denied" };
  const entries = (...texts: string[]): Answer<PrefixList> => ({
    is: "found",
    row: { PrefixListId: "pl-1", Entries: texts.map((Cidr) => ({ Cidr })) },
    key: "key",
  });

  test.each([
    ["of the whole internet", entries("0.0.0.0/0"), true],
    ["of the whole internet by IPv6", entries("::/0"), true],
    ["of both halves", entries("0.0.0.0/1", "128.0.0.0/1"), true],
    ["of an office", entries("198.51.100.0/24", "2001:db8::/48"), false],
    ["without entries", entries(), false],
  ])("%s", (_, answer, open) => {
    const { openings, problem } = groupOpenings(group, 22, "tcp", () => answer);
    expect(deciding(openings, BOUND).length > 0).toBe(open);
    expect(problem).toBeNull();
    expect(openings.map(({ shown }) => shown["sources"])).toEqual([["10.0.0.0/8", "pl-1"]]);
  });

  test.each([
    [22, "tcp", denied],
    [23, "tcp", null],
    [22, "udp", null],
  ] as const)("that was not read is a problem at port %d over %s: %j", (port, transport, expected) => {
    const listOf = () => ({ is: "unknown", problem: denied }) as const;
    expect(groupOpenings(group, port, transport, listOf).problem).toEqual(expected);
  });
});

test("lets in what any permission lets in, and nothing else", () => {
  const permission = fc.record({
    protocol: fc.constantFrom("tcp", "udp", "6", "17", "-1", "icmp"),
    ports: fc.option(span),
    sources: fc.array(cidr, { maxLength: 3 }),
  });
  const number = { tcp: "6", udp: "17" };
  fc.assert(
    fc.property(fc.array(permission, { maxLength: 5 }), (all) => {
      const IpPermissions = all.map(({ protocol, ports, sources }) => ({
        IpProtocol: protocol,
        ...(ports === null ? {} : { FromPort: ports[0], ToPort: ports[1] }),
        IpRanges: sources.map((source) => ({ CidrIp: cidrText(source) })),
      }));
      for (const port of PORTS) {
        for (const transport of TRANSPORTS) {
          const model = BLOCKS.filter((block) =>
            all.some(({ protocol, ports, sources }) => {
              if (!sources.some((source) => cidrHas(source, block))) return false;
              if (protocol === "-1") return true;
              return [transport, number[transport]].includes(protocol) && (ports === null || spanHas(ports, port));
            }),
          );
          expect(admitted(groupOpenings({ IpPermissions }, port, transport, none).openings)).toEqual(model);
        }
      }
    }),
  );
});
