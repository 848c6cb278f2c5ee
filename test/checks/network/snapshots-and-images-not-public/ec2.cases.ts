// Cases of the check that snapshots and images are not public: snapshots of EBS, AMIs and the settings of a region.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members, RelatedRows } from "../../cases.ts";

const strict = { requireBlock: true };
const state = (Of: string, State: string): Json => ({ Of, State, ManagedBy: "account" });
const region = (State: string): { sharing: RelatedRows } => ({
  sharing: { rows: [state("images", "unblocked"), state("snapshots", State)] },
});
const snapshot = (members: Members): Json => ({ SnapshotId: "snap-1234567890abcdef0", Encrypted: false, ...members });
const open = snapshot({ Public: true });
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html
const image = (members: Members): Json => ({ ImageId: "ami-0abcdef1234567890", State: "available", ...members });

export const cases: Cases = {
  "aws Tidemark::EC2::Snapshot": {
    never: { "not-applicable": "a snapshot that was deleted is in no answer" },
    cases: [
      {
        name: "shared with nobody, or with single accounts",
        slice: snapshot({ Public: false }),
        expect: "pass",
        basis: "configured",
        because: "the snapshot is not shared with everyone",
        facts: { public: false },
      },
      {
        name: "shared with nobody, where the region's setting may not be read",
        slice: snapshot({ Public: false }),
        related: { sharing: { rows: [], complete: false, problem: { code: "denied", detail: "ec2:x" } } },
        expect: "pass",
      },
      {
        name: "shared with nobody in a region that blocks nothing, where a block is required: the region fails",
        slice: snapshot({ Public: false }),
        related: region("unblocked"),
        parameters: strict,
        expect: "pass",
      },
      {
        name: "shared with everyone",
        slice: open,
        related: region("unblocked"),
        expect: "fail",
        because: "everyone may make volumes of the snapshot",
        facts: { public: true, publicSharing: "unblocked" },
      },
      // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetSnapshotBlockPublicAccessState.html: "snapshots that were
      // already publicly shared, remain publicly available"
      {
        name: "shared with everyone before the region blocked new sharing",
        slice: open,
        related: region("block-new-sharing"),
        expect: "fail",
        because: "everyone may make volumes of the snapshot",
        facts: { public: true, publicSharing: "block-new-sharing" },
      },
      // https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html: "the attributes for these snapshots
      // still indicate that they are publicly shared, even though they are not publicly available"
      {
        name: "shared with everyone, in a region that blocks all sharing",
        slice: open,
        related: region("block-all-sharing"),
        expect: "pass",
        because: "the snapshot is shared with everyone, and its region blocks all public sharing",
        facts: { public: true, publicSharing: "block-all-sharing" },
      },
      {
        name: "shared with everyone, where images are blocked and snapshots are not",
        slice: open,
        related: { sharing: { rows: [state("images", "block-new-sharing"), state("snapshots", "unblocked")] } },
        expect: "fail",
      },
      {
        name: "shared with everyone, where the region's setting may not be read",
        slice: open,
        related: { sharing: { rows: [], complete: false, problem: { code: "denied", detail: "ec2:x" } } },
        expect: "indeterminate",
        problem: "denied",
        facts: { public: true },
      },
      {
        name: "shared with everyone, where only the setting of images was read",
        slice: open,
        related: { sharing: { rows: [state("images", "block-new-sharing")] } },
        expect: "indeterminate",
        problem: "not-seen",
      },
      {
        name: "shared with everyone, in a region with a state that is new",
        slice: open,
        related: region("block-most-sharing"),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      { name: "no word on sharing", slice: snapshot({}), expect: "indeterminate", problem: "unexpected-shape" },
      {
        name: "a word in the place of the flag",
        slice: snapshot({ Public: "false" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
  "aws Tidemark::EC2::Image": {
    cases: [
      {
        name: "shared with nobody, or with single accounts",
        slice: image({ Public: false }),
        expect: "pass",
        because: "the image is not shared with everyone",
        facts: { public: false },
      },
      {
        name: "shared with everyone",
        slice: image({ Public: true }),
        expect: "fail",
        because: "everyone may start machines from the image",
        facts: { public: true },
      },
      // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableImageBlockPublicAccess.html: "if you already have public
      // AMIs, they will remain publicly available"
      {
        name: "shared with everyone, where a block is required",
        slice: image({ Public: true }),
        parameters: strict,
        expect: "fail",
      },
      // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-deprecate.html: a deprecated image is there, and can be used
      {
        name: "shared with everyone, and deprecated",
        slice: image({ Public: true, DeprecationTime: "2026-01-01T00:00:00.000Z" }),
        expect: "fail",
      },
      // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisableImage.html: "if an AMI was public or previously shared,
      // it is made private"
      {
        name: "a disabled image",
        slice: image({ State: "disabled", Public: false }),
        expect: "not-applicable",
        because: "no machine can be started from the image (State)",
        facts: { state: "disabled" },
      },
      { name: "an image that failed", slice: image({ State: "failed" }), expect: "not-applicable" },
      { name: "an image that is being made", slice: image({ State: "pending", Public: false }), expect: "pass" },
      { name: "an answer without a state", slice: { ImageId: "ami-1", Public: true }, expect: "fail" },
      {
        name: "no word on sharing",
        slice: image({}),
        expect: "indeterminate",
        problem: "not-in-answer",
        because: "the answer from AWS lacks Public",
      },
      {
        name: "a word in the place of the flag",
        slice: image({ Public: "true" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
  "aws Tidemark::EC2::PublicSharing": {
    cases: [
      {
        name: "snapshots, where no block is required",
        slice: state("snapshots", "unblocked"),
        expect: "not-applicable",
        because: "a block of public sharing is not required (requireBlock is false)",
        facts: { of: "snapshots", state: "unblocked", managedBy: "account" },
      },
      {
        name: "snapshots whose public sharing is blocked",
        slice: { Of: "snapshots", State: "block-all-sharing", ManagedBy: "declarative-policy" },
        parameters: strict,
        expect: "pass",
        because: "the region blocks all public sharing of snapshots",
        facts: { of: "snapshots", state: "block-all-sharing", managedBy: "declarative-policy" },
      },
      {
        name: "snapshots whose new public sharing alone is blocked",
        slice: state("snapshots", "block-new-sharing"),
        parameters: strict,
        expect: "fail",
        because: "the region blocks new public sharing of snapshots alone: public ones stay public",
      },
      {
        name: "snapshots without a block, even if none is public",
        slice: state("snapshots", "unblocked"),
        parameters: strict,
        expect: "fail",
        because: "the region does not block public sharing of snapshots",
      },
      // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetImageBlockPublicAccessState.html: there is no other block
      {
        name: "images whose new public sharing is blocked",
        slice: state("images", "block-new-sharing"),
        parameters: strict,
        expect: "pass",
        because: "the region blocks new public sharing of images",
      },
      {
        name: "images without a block",
        slice: state("images", "unblocked"),
        parameters: strict,
        expect: "fail",
        because: "the region does not block public sharing of images",
      },
      {
        name: "an answer that does not say who manages the block",
        slice: { Of: "images", State: "block-new-sharing" },
        parameters: strict,
        expect: "pass",
        facts: { of: "images", state: "block-new-sharing", managedBy: null },
      },
      {
        name: "a state that is new",
        slice: state("images", "block-all-sharing"),
        parameters: strict,
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      { name: "no state", slice: { Of: "images" }, expect: "indeterminate", problem: "unexpected-shape" },
    ],
  },
};
