// Lists rule sets of the documentation on load balancers and network managers, with the answer that it gives.
import { adminRule, LEARN, rule, type Example } from "./documented-rules.ts";

const BALANCER = `${LEARN}load-balancer/load-balancer-overview`;
const FORWARDING = `${LEARN}load-balancer/tutorial-load-balancer-port-forwarding-portal`;
const ADMIN_RULES = `${LEARN}virtual-network-manager/concept-security-admins`;
const ENFORCEMENT = `${LEARN}virtual-network-manager/concept-enforcement`;
const HIGH_RISK = `${LEARN}virtual-network-manager/how-to-block-high-risk-ports`;

const NAT = { transports: ["tcp"], port: 22 };

export const EXAMPLES_BEFORE_GROUPS: readonly Example[] = [
  {
    page: BALANCER,
    name: "a Standard load balancer: no traffic without a group",
    only: NAT,
    traffic: ["tcp", 22],
    isReached: false,
  },
  {
    page: BALANCER,
    name: "a Basic load balancer is open by default",
    only: NAT,
    isBasic: true,
    traffic: ["tcp", 22],
    isReached: true,
    before: "no group",
  },
  {
    page: FORWARDING,
    name: "myNATRuleVM1-221 leads port 221 to port 22, which myNSG allows",
    address: "10.1.0.4",
    own: [rule(100, "Allow", "*", "22")],
    only: NAT,
    traffic: ["tcp", 22],
    isReached: true,
  },
  {
    page: FORWARDING,
    name: "port 80 of the machine is not what the NAT rule leads to",
    address: "10.1.0.4",
    own: [rule(100, "Allow", "*", "80")],
    only: NAT,
    traffic: ["tcp", 80],
    isReached: false,
    before: "a load balancer",
  },
  {
    page: ADMIN_RULES,
    name: "Deny stops traffic that a group allows",
    admin: [adminRule(1, "Deny", "3389")],
    own: [rule(100, "Allow", "*", "3389")],
    traffic: ["tcp", 3389],
    isReached: false,
    before: "a network manager",
  },
  {
    page: ADMIN_RULES,
    name: "Always allow sends traffic past a group that denies it",
    admin: [adminRule(1, "AlwaysAllow", "443")],
    own: [rule(100, "Deny", "*", "443")],
    traffic: ["tcp", 443],
    isReached: true,
    before: "a network manager",
  },
  {
    page: ADMIN_RULES,
    name: "Allow leaves traffic to a group that denies it",
    admin: [adminRule(1, "Allow", "443")],
    own: [rule(100, "Deny", "*", "443")],
    traffic: ["tcp", 443],
    isReached: false,
  },
  {
    page: ADMIN_RULES,
    name: "a deny of priority 10 overrides an allow of priority 20",
    admin: [adminRule(20, "Allow", "22"), adminRule(10, "Deny", "22")],
    own: [rule(100, "Allow", "*", "22")],
    traffic: ["tcp", 22],
    isReached: false,
    before: "a network manager",
  },
  {
    page: ENFORCEMENT,
    name: "the exception for SSH of the App group comes before the deny for all, and the group allows it",
    admin: [adminRule(20, "Deny", "22"), adminRule(10, "Allow", "22")],
    own: [rule(100, "Allow", "*", "22")],
    traffic: ["tcp", 22],
    isReached: true,
  },
  {
    page: ENFORCEMENT,
    name: "a network without the exception",
    admin: [adminRule(20, "Deny", "22")],
    own: [rule(100, "Allow", "*", "22")],
    traffic: ["tcp", 22],
    isReached: false,
    before: "a network manager",
  },
  {
    page: HIGH_RISK,
    name: "sources and source ports that are left blank are any",
    admin: [adminRule(1, "Deny", "3389", { sources: [], sourcePortRanges: [], destinations: [] })],
    own: [rule(100, "Allow", "*", "3389")],
    traffic: ["tcp", 3389],
    isReached: false,
    before: "a network manager",
  },
];
