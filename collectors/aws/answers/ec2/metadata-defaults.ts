// Reads what a region asks of the metadata service of new machines where neither launch nor image says it, from an answer of EC2.
import { z } from "zod";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../../evidence-schema/keys/resource-key.ts";
import { withoutNulls } from "../../../json-shape.ts";

export const METADATA_DEFAULTS = "Tidemark::EC2::MetadataDefaults";

/** A member that nobody prefers is left out. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataDefaultsResponse.html */
const Answer = z.object({
  AccountLevel: z.object({
    HttpTokens: z.string().optional(),
    HttpTokensEnforced: z.string().optional(),
    HttpEndpoint: z.string().optional(),
    HttpPutResponseHopLimit: z.int().optional(),
    ManagedBy: z.string().optional(),
  }),
});

/** The key and the name of a region's defaults in records and pages. */
export const metadataDefaultsIdentity = (
  account: string,
  region: string,
): { readonly key: string; readonly name: string } => ({
  key: syntheticKey("aws", account, `metadata-defaults/${region}`),
  name: `metadata defaults in ${region}`,
});

/** Undefined where the answer has another shape. */
export const metadataDefaultsIn = (answer: Json): object | undefined =>
  Answer.safeParse(withoutNulls(answer)).data?.AccountLevel;
