// Security groups: they only allow, so what one permission opens no other closes.
import { z } from "zod";
import { defineEvaluator } from "../../kernel.ts";
import { rangeOf } from "../internet-ranges.ts";
import { carries, judgeExposure, listed, type Transport } from "./exposure.ts";
import type { Parameters } from "./parameters.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
const Permission = z.object({
  IpProtocol: z.string(),
  FromPort: z.int().optional(),
  ToPort: z.int().optional(),
  IpRanges: z.array(z.object({ CidrIp: z.string().regex(/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/) })).optional(),
  Ipv6Ranges: z.array(z.object({ CidrIpv6: z.string().regex(/^[0-9A-Fa-f:.]+\/\d{1,3}$/) })).optional(),
  PrefixListIds: z.array(z.object({ PrefixListId: z.string() })).optional(),
});
type Permission = z.infer<typeof Permission>;

/** Ports are missing where the protocol is -1: all of them. */
const opens = ({ IpProtocol, FromPort, ToPort }: Permission, port: number, transport: Transport): boolean =>
  carries(IpProtocol, transport) && (IpProtocol === "-1" || ((FromPort ?? 0) <= port && port <= (ToPort ?? 65535)));

export const aws = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::EC2::SecurityGroup",
  global: false,
  reads: z.object({ IpPermissions: z.array(Permission) }),
  evaluate({ IpPermissions }, { parameters }: { readonly parameters: Parameters }) {
    const opening = (permission: Permission) => {
      const { IpProtocol, FromPort, ToPort, IpRanges = [], Ipv6Ranges = [] } = permission;
      const sources = [...IpRanges.map(({ CidrIp }) => CidrIp), ...Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6)];
      const ports = IpProtocol === "-1" ? "*" : `${FromPort ?? 0}-${ToPort ?? 65535}`;
      const shown = { protocol: IpProtocol, ports: [ports], sources: listed(sources) };
      return { shown, from: sources.flatMap((source) => rangeOf(source) ?? []) };
    };
    return judgeExposure(
      parameters.ports,
      (port, transport) => IpPermissions.filter((one) => opens(one, port, transport)).map(opening),
      (port, transport) => {
        const matching = IpPermissions.filter((one) => opens(one, port, transport));
        // What a prefix list holds stands in another resource, and it may be everything.
        if (matching.every(({ PrefixListIds = [] }) => PrefixListIds.length === 0)) return null;
        return {
          code: "not-yet-read",
          detail: "entries of a prefix list that reaches an administration port are not read",
        };
      },
    );
  },
});
