// Security groups: examples of the documentation, and a model that asks every packet.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deciding } from "../../../../checks/engines/reachability/opening.ts";
import {
  groupOpenings,
  hasPrefixList,
  type SecurityGroup,
} from "../../../../checks/engines/reachability/security-group.ts";
import { admitted, BLOCKS, cidr, cidrHas, cidrText, PORTS, span, spanHas, TRANSPORTS } from "./small-world.ts";

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
  const openings = TRANSPORTS.flatMap((transport) =>
    groupOpenings({ IpPermissions: [...IpPermissions] }, port, transport),
  );
  expect(deciding(openings).length > 0).toBe(open);
});

describe("a prefix list", () => {
  const group: SecurityGroup = { IpPermissions: [tcp(22, { PrefixListIds: [{ PrefixListId: "pl-1" }] })] };
  test.each([
    [22, "tcp", true],
    [23, "tcp", false],
    [22, "udp", false],
  ] as const)("of port 22 may reach port %d over %s: %j", (port, transport, may) => {
    expect(hasPrefixList(group, port, transport)).toBe(may);
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
          expect(admitted(groupOpenings({ IpPermissions }, port, transport))).toEqual(model);
        }
      }
    }),
  );
});
