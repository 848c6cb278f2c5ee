// Judges disks of Compute Engine, their snapshots and images by grants to everyone, own and inherited.
import { z } from "zod";
import { Bindings } from "../../engines/policy/gcp-public-bindings.ts";
import { shownGrants } from "../../engines/policy/shown-grants.ts";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, relation, type Question } from "../../kernel.ts";
import {
  ANCESTORS,
  ancestorPolicies,
  doubtsOf,
  inheritedGrants,
  nothing,
} from "../../readings/gcp/inherited-grants.ts";
import { grantsAbove, ownGrants, type Copy } from "./gcp-grants.ts";
import type { Parameters } from "./parameters.ts";

const related = {
  policies: relation({
    type: "Tidemark::Compute::IamPolicy",
    within: "scope",
    global: true,
    reads: z.object({ Resource: z.string(), Bindings }),
    on: (row) => [row.Resource],
  }),
  ancestors: ancestorPolicies,
};

const doubts = doubtsOf("resource");

const copy = (resourceType: string, what: Copy) =>
  defineEvaluator({
    provider: "gcp",
    resourceType,
    global: true,
    reads: z.object({ AssetName: z.string(), status: z.string().nullish() }),
    related,
    evaluate({ AssetName, status }, { related: rows }: Question<Parameters, typeof related>) {
      if (status === "DELETING") return notApplicable(`the ${what} is being deleted (status)`, { status: "DELETING" });
      // Files have no policy of a resource that binds nobody.
      const policy = rows.policies(AssetName).find(() => true);
      const own = policy.is === "found" ? ownGrants(policy.row.Bindings) : [];
      // A certain grant of the resource itself decides without the ancestors.
      const isOpen = own.some(({ doubt }) => doubt === null);
      const above = isOpen ? nothing : inheritedGrants(rows.ancestors(ANCESTORS), grantsAbove(what), () => 0);
      const all = [...own.map((one) => ({ at: what, one })), ...above.bindings];
      const facts = shownGrants(all.map(({ at, one: { to, role } }) => ({ at, to, role })));
      const nearest = all.find(({ one: { doubt } }) => doubt === null);
      if (nearest !== undefined) {
        return fail(
          nearest.at === what
            ? `the IAM policy of the ${what} grants access to allUsers or allAuthenticatedUsers`
            : `the ${what} inherits access for allUsers or allAuthenticatedUsers from the IAM policy of its ${nearest.at}`,
          facts,
        );
      }
      if (policy.is === "unknown") return indeterminate(policy.problem, facts);
      if (above.problem !== null) return indeterminate(above.problem, facts);
      const doubt = all.flatMap(({ one }) => one.doubt ?? []).sort()[0];
      if (doubt !== undefined) return indeterminate(doubts[doubt], facts);
      return pass(
        `IAM policies of the ${what}, and above it, grant nothing to allUsers or allAuthenticatedUsers`,
        facts,
      );
    },
  });

/**
 * https://docs.cloud.google.com/compute/docs/reference/rest/v1/images, and those of the others beside it; each has a policy of its own
 * (getIamPolicy).
 */
export const gcp = [
  copy("compute.googleapis.com/Disk", "disk"),
  copy("compute.googleapis.com/RegionDisk", "disk"),
  copy("compute.googleapis.com/Snapshot", "snapshot"),
  copy("compute.googleapis.com/Image", "image"),
  copy("compute.googleapis.com/MachineImage", "machine image"),
];
