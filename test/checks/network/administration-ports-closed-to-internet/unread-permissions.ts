// Cases of permissions of EC2 that can't be read: they count only where they decide.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Members } from "../../cases.ts";

const ssh = (sources: readonly (string | null)[], members: Members = {}): Json => ({
  IpProtocol: "tcp",
  FromPort: 22,
  ToPort: 22,
  IpRanges: sources.map((CidrIp) => (CidrIp === null ? {} : { CidrIp })),
  ...members,
});
const group = (...IpPermissions: Json[]): Json => ({ GroupId: "sg-1", IpPermissions });
const everywhere = "0.0.0.0/0";
const listed = { IpProtocol: "tcp", FromPort: 22, ToPort: 22, PrefixListIds: [{ PrefixListId: "pl-1" }] };

export const unreadPermissions: readonly Case[] = [
  ...["0/0", null].flatMap((source) => [
    {
      name: `SSH from anywhere, and from ${source}`,
      slice: group(ssh([source, everywhere])),
      expect: "fail" as const,
    },
    {
      name: `SSH from an office, and from ${source}`,
      slice: group(ssh(["198.51.100.0/24", source])),
      expect: "indeterminate" as const,
      problem: "unexpected-shape" as const,
    },
    {
      name: `HTTPS from ${source}`,
      slice: group(ssh([source], { FromPort: 443, ToPort: 443 }), ssh(["198.51.100.0/24"])),
      expect: "pass" as const,
    },
  ]),
  {
    name: "SSH from anywhere, beside a protocol that is none",
    slice: group(ssh([everywhere]), ssh(["198.51.100.0/24"], { IpProtocol: "999" })),
    expect: "fail",
  },
  ...[
    [-1, -1],
    [30, 20],
  ].map(([FromPort = 0, ToPort = 0]) => ({
    name: `TCP ports from ${FromPort} to ${ToPort}, which are no range`,
    slice: group(ssh([everywhere], { FromPort, ToPort })),
    expect: "indeterminate" as const,
    problem: "unexpected-shape" as const,
  })),
  {
    name: "types of ICMP, which are no ports",
    slice: group(ssh([everywhere], { IpProtocol: "icmp", FromPort: -1, ToPort: -1 })),
    expect: "pass",
  },
  {
    name: "SSH from a prefix list of everything, with an entry that is no CIDR block",
    slice: group(listed),
    related: { lists: { rows: [{ PrefixListId: "pl-1", Entries: [{ Cidr: "0/0" }, { Cidr: everywhere }] }] } },
    expect: "fail",
  },
];
