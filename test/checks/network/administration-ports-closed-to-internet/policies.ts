// Firewall policies above the rules of a network, as cases name them.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Members, RelatedRows } from "../../cases.ts";
import { network } from "./firewall.ts";

/** A rule of a policy: for TCP and UDP from anywhere, unless `match` says otherwise. */
export const policyRule = (priority: number, action: string, match: Members = {}, members: Members = {}): Json => ({
  priority,
  action,
  direction: "INGRESS",
  disabled: false,
  description: "written by alice",
  match: { layer4Configs: [{ ipProtocol: "all" }], srcIpRanges: ["0.0.0.0/0"], ...match },
  ...members,
});

export const policy = (type: string, rules: readonly Json[], members: Members = {}): Members => ({
  Id: `${type} baseline`,
  type,
  name: "baseline",
  shortName: null,
  displayName: null,
  rules,
  ...members,
});

/** The policies of the network, in one region. */
export const networkPolicies = (policies: readonly Members[], members: Members = {}): Json => ({
  Network: network,
  EnforcementOrder: "AFTER_CLASSIC_FIREWALL",
  Policies: policies,
  Regions: [{ Region: "europe-west4", Policies: policies.map(({ Id }) => Id as string) }],
  ...members,
});

export const behind = (...policies: readonly Members[]): { readonly policies: RelatedRows } => ({
  policies: { rows: [networkPolicies(policies)] },
});

export const BEFORE = { EnforcementOrder: "BEFORE_CLASSIC_FIREWALL" } as const;
export const denyAll = policyRule(100, "deny");
export const allowAll = policyRule(100, "allow");

/** A policy of the organization. */
export const hierarchy = (rules: readonly Json[], members: Members = {}): Members =>
  policy("HIERARCHY", rules, { name: "740112233445", shortName: "org-baseline", ...members });
