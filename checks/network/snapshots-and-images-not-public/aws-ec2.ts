// Judges snapshots of EBS and machine images (AMIs) that everyone may use, and the settings of a region that block this.
import { z } from "zod";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  relation,
  type Question,
  type Verdict,
} from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

/** The settings of a region: one of snapshots, one of images. */
const Sharing = z.object({ Of: z.enum(["snapshots", "images"]), State: z.string(), ManagedBy: z.string().optional() });

const related = {
  sharing: relation({
    type: "Tidemark::EC2::PublicSharing",
    within: "region",
    global: false,
    reads: Sharing,
    on: (row) => [row.Of],
  }),
};

const unknownState = (facts: JsonObject): Verdict =>
  indeterminate({ code: "unexpected-shape", detail: "the state of public sharing is none that is known" }, facts);

const snapshot = defineEvaluator({
  provider: "aws",
  resourceType: "Tidemark::EC2::Snapshot",
  global: false,
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html (RestorableByUserIds)
  reads: z.object({ Public: z.boolean() }),
  related,
  evaluate({ Public }, { related: { sharing } }: Question<Parameters, typeof related>) {
    if (!Public) return pass("the snapshot is not shared with everyone", { public: false });
    const region = sharing("snapshots").find(() => true);
    if (region.is === "unknown") return indeterminate(region.problem, { public: true });
    if (region.is === "none")
      return indeterminate(
        { code: "not-seen", detail: "it was not read whether the region blocks public sharing of snapshots" },
        { public: true },
      );
    const facts = { public: true, publicSharing: region.row.State };
    switch (region.row.State) {
      // A block of all sharing leaves the permissions as they are, and "these snapshots … are not publicly available".
      // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableSnapshotBlockPublicAccess.html
      case "block-all-sharing":
        return pass("the snapshot is shared with everyone, and its region blocks all public sharing", facts);
      case "block-new-sharing":
      case "unblocked":
        return fail("everyone may make volumes of the snapshot", facts);
      default:
        return unknownState(facts);
    }
  },
});

/**
 * A disabled image is private, and no machine starts from it; nor from one that was deregistered or never finished.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisableImage.html
 */
const ENDED: ReadonlySet<string> = new Set(["deregistered", "disabled", "error", "failed", "invalid"]);

const image = defineEvaluator({
  provider: "aws",
  resourceType: "Tidemark::EC2::Image",
  global: false,
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Image.html
  reads: z.object({ State: z.string().optional(), Public: z.boolean().optional() }),
  evaluate({ State: state, Public }) {
    if (state !== undefined && ENDED.has(state))
      return notApplicable("no machine can be started from the image (State)", { state });
    const facts = { public: Public ?? null };
    if (Public === undefined)
      return indeterminate({ code: "not-in-answer", detail: "the answer from AWS lacks Public" }, facts);
    // A block of images is of new sharing alone: "if you already have public AMIs, they will remain publicly available".
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableImageBlockPublicAccess.html
    return Public
      ? fail("everyone may start machines from the image", facts)
      : pass("the image is not shared with everyone", facts);
  },
});

const sharing = defineEvaluator({
  provider: "aws",
  resourceType: "Tidemark::EC2::PublicSharing",
  global: false,
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetSnapshotBlockPublicAccessState.html
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetImageBlockPublicAccessState.html
  reads: Sharing,
  evaluate({ Of: of, State: state, ManagedBy }, { parameters }: { readonly parameters: Parameters }) {
    const facts = { of, state, managedBy: ManagedBy ?? null };
    if (!parameters.requireBlock)
      return notApplicable("a block of public sharing is not required (requireBlock is false)", facts);
    switch (`${of} ${state}`) {
      case "snapshots block-all-sharing":
        return pass("the region blocks all public sharing of snapshots", facts);
      case "images block-new-sharing":
        return pass("the region blocks new public sharing of images", facts);
      case "snapshots block-new-sharing":
        return fail("the region blocks new public sharing of snapshots alone: public ones stay public", facts);
      case "snapshots unblocked":
      case "images unblocked":
        return fail(`the region does not block public sharing of ${of}`, facts);
      default:
        return unknownState(facts);
    }
  },
});

export const ec2 = [snapshot, image, sharing];
