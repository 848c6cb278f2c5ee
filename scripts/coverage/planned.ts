// Lists the checks that are planned, by domain: docs/coverage.md says which rows of scanners each will answer.
import type { Domain } from "../../checks/check.ts";

/** An id leaves this list when its check is written. */
export const PLANNED: { readonly [domain in Domain]: readonly string[] } = {
  encryption: [
    "dns-zones-signed",
    "encryption-keys-recoverable",
    "other-data-encrypted-at-rest",
    "secrets-rotated-or-expiring"
  ],
  identity: [
    "access-decided-by-roles-alone",
    "database-flags-hardened",
    "directory-self-service-limited",
    "duties-separated",
    "grants-avoid-dangerous-rights",
    "machines-entered-through-cloud-identity",
    "owner-accounts-unused",
    "password-policy-strong",
    "people-get-access-centrally",
    "privileged-people-few",
  ],
  logging: [
    "audit-log-stores-protected",
    "audit-logs-collected-centrally",
    "data-access-logged",
    "database-logs-on",
    "kubernetes-audit-logs-on",
    "logs-kept-long-enough",
    "posture-management-on",
    "security-contacts-registered",
    "sensitive-changes-alarmed",
    "threat-findings-handled-in-time",
    "traffic-services-write-logs",
    "workloads-write-logs"
  ],
  network: [
    "internet-egress-limited",
    "machines-do-not-forward-traffic",
    "machines-get-no-public-addresses",
    "network-attachments-accepted-by-hand",
    "network-defaults-unused",
    "network-peerings-narrow",
    "private-paths-in-use",
    "subnets-have-network-security-groups",
    "web-entry-points-have-waf"
  ],
  resilience: [
    "backups-protected",
    "data-protected-from-deletion",
    "data-survives-loss-of-a-zone",
    "machines-and-files-backed-up",
    "machines-boot-securely",
    "minor-upgrades-automatic",
    "object-storage-recoverable",
    "patches-applied-in-time",
    "versions-supported"
  ]
};
