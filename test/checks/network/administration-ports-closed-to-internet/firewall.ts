// VPC firewall rules of Google Cloud, as cases name them.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Members, RelatedRows } from "../../cases.ts";

export const network = "https://www.googleapis.com/compute/v1/projects/acme/global/networks/prod";

export const firewall = (allowed: Json, members: Members = {}): Json => ({
  name: "allow-ssh",
  network,
  direction: "INGRESS",
  disabled: false,
  priority: 1000,
  allowed,
  sourceRanges: ["0.0.0.0/0"],
  ...members,
});

export const deny = (priority: number, members: Members = {}): Json => ({
  name: `deny-${priority}`,
  network,
  direction: "INGRESS",
  disabled: false,
  priority,
  denied: [{ IPProtocol: "all" }],
  sourceRanges: ["0.0.0.0/0"],
  ...members,
});

export const denies = (...rows: Json[]): { denies: RelatedRows } => ({ denies: { rows } });

export const ssh = (members: Members = {}): Json => firewall([{ IPProtocol: "tcp", ports: ["22"] }], members);
