// Decides whether VPC Block Public Access keeps the internet from a subnet.
import { z } from "zod";
import type { Problem } from "../../../../evidence-schema/record/record.ts";
import { everywhere } from "../address-range.ts";
import { certain, NOWHERE } from "../walk.ts";
import { unread, type Part } from "./part.ts";

/**
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcBlockPublicAccessOptions.html and
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcBlockPublicAccessExclusion.html
 */
export const BlockPublicAccess = z.object({
  InternetGatewayBlockMode: z.string(),
  State: z.string().optional(),
  Exclusions: z.array(
    z.object({
      InternetGatewayExclusionMode: z.string().optional(),
      ResourceArn: z.string().optional(),
      State: z.string().optional(),
    }),
  ),
});
export type BlockPublicAccess = z.infer<typeof BlockPublicAccess>;

/** `isExcluded`: the block is on, and an exclusion is all that lets the internet in. */
export type Block = Part & { readonly isExcluded: boolean };

const OPEN: Block = { reach: certain(everywhere), problem: null, isExcluded: false };
const CLOSED: Block = { reach: NOWHERE, problem: null, isExcluded: false };

export const blockUnread = (problem: Problem): Block => ({ ...unread(problem), isExcluded: false });

const unclear = (detail: string): Block => blockUnread({ code: "not-supported", detail });
const changing: Problem = {
  code: "unconfirmed",
  detail: "VPC Block Public Access, or an exclusion from it, is being changed",
};

/** Whether an exclusion is in force; null while that changes. */
function isInForce(state = ""): boolean | null {
  if (["create-complete", "update-complete"].includes(state)) return true;
  return ["create-failed", "delete-complete", "disable-complete"].includes(state) ? false : null;
}

/**
 * What the setting of a region lets through to a subnet of a VPC. Both modes keep connections from the internet out; an exclusion for
 * both directions lets them in, one for egress does not. https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
 */
export function blockPart(block: BlockPublicAccess, subnet: string, vpc: string): Block {
  const { InternetGatewayBlockMode: mode, State, Exclusions } = block;
  if (State === "update-in-progress") return blockUnread(changing);
  if (mode === "off") return OPEN;
  if (mode !== "block-bidirectional" && mode !== "block-ingress")
    return unclear("VPC Block Public Access has a mode that this version does not know");
  const own = Exclusions.filter(({ ResourceArn = "" }) =>
    [`:subnet/${subnet}`, `:vpc/${vpc}`].some((end) => ResourceArn.endsWith(end)),
  ).filter(({ State: state }) => isInForce(state) !== false);
  if (own.length === 0) return CLOSED;
  if (own.some(({ State: state }) => isInForce(state) === null)) return blockUnread(changing);
  const modes = new Set(own.map(({ InternetGatewayExclusionMode }) => InternetGatewayExclusionMode));
  if (modes.size > 1) return unclear("exclusions from VPC Block Public Access for a subnet and its VPC differ");
  if (modes.has("allow-egress")) return CLOSED;
  return modes.has("allow-bidirectional")
    ? { ...OPEN, isExcluded: true }
    : unclear("an exclusion from VPC Block Public Access has a mode that this version does not know");
}
