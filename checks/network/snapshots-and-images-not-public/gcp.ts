// Judges disks of Compute Engine, their snapshots and images by grants to everyone, own and inherited.
import { z } from "zod";
import { Bindings } from "../../engines/policy/gcp-public-bindings.ts";
import { defineEvaluator, notApplicable, relation, type Question } from "../../kernel.ts";
import { grantsOf, openToEveryone } from "../../readings/gcp/grants-to-everyone.ts";
import { ANCESTORS, ancestorPolicies } from "../../readings/gcp/inherited-grants.ts";
import { grantsAbove, type Copy } from "./gcp-grants.ts";
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

const copy = (resourceType: string, what: Copy) =>
  defineEvaluator({
    provider: "gcp",
    resourceType,
    global: true,
    reads: z.object({ AssetName: z.string(), status: z.string().nullish() }),
    related,
    evaluate({ AssetName, status }, { related: rows }: Question<Parameters, typeof related>) {
      if (status === "DELETING") return notApplicable(`the ${what} is being deleted (status)`, { status: "DELETING" });
      return openToEveryone({
        what,
        ...grantsOf(rows.policies(AssetName), what),
        ancestors: rows.ancestors(ANCESTORS),
        grantsAbove: grantsAbove(what),
      });
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
