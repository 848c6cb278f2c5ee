// Reads whether an account blocks that its snapshots of EBS, and its images, are shared with everyone in a region.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import { withoutNulls } from "../../json-shape.ts";

export const PUBLIC_SHARING = "Tidemark::EC2::PublicSharing";

/** AWS blocks either by a setting of its own. */
export const SHARED = ["snapshots", "images"] as const;
type Shared = (typeof SHARED)[number];

const ManagedBy = z.string().optional();

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetSnapshotBlockPublicAccessState.html and API_GetImageBlockPublicAccessState.html */
const ANSWERS = {
  snapshots: z.object({ State: z.string().min(1), ManagedBy }),
  images: z
    .object({ ImageBlockPublicAccessState: z.string().min(1), ManagedBy })
    .transform(({ ImageBlockPublicAccessState: State, ...rest }) => ({ State, ...rest })),
} as const satisfies { readonly [shared in Shared]: z.ZodType };

/** The key of what a region says of `shared`. Throws RangeError on what has no such setting. */
export function publicSharingKey(account: string, region: string, shared: string): string {
  return syntheticKey("aws", account, `public-sharing/${region}/${sharedOf(shared)}`);
}

function sharedOf(shared: string): Shared {
  const found = SHARED.find((each) => each === shared);
  if (found === undefined) throw new RangeError(`found ${shared}, expected one of ${SHARED.join(", ")}`);
  return found;
}

/** `{Of, State, ManagedBy}`; undefined where the answer has another shape. Throws RangeError on what has no such setting. */
export function publicSharingIn(answer: Json, shared: string): object | undefined {
  const parsed = ANSWERS[sharedOf(shared)].safeParse(withoutNulls(answer));
  return parsed.success ? { Of: shared, ...parsed.data } : undefined;
}
