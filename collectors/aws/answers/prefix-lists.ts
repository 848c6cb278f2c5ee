// Reads the entries of a prefix list that security groups and route tables name, as GetManagedPrefixListEntries tells them.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import { withoutNulls } from "../../json-shape.ts";

export const PREFIX_LIST = "Tidemark::EC2::PrefixList";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_PrefixListEntry.html. Descriptions may name people, and stay here. */
const Answer = z.object({ Entries: z.array(z.object({ Cidr: z.string() })) });

const ID = /^pl-[0-9a-f]+$/;

/** A list of another account, or of AWS, has entries here too: the key is of the account that uses it. Throws RangeError on what is no id. */
export function prefixListKey(account: string, region: string, id: string): string {
  if (!ID.test(id))
    throw new RangeError("found a text that is not the id of a prefix list, expected an id such as pl-0a1b2c3d");
  return syntheticKey("aws", account, `prefix-list/${region}/${id}`);
}

/** Undefined where the answer has another shape. */
export function entriesIn(answer: Json, id: string): object | undefined {
  const parsed = Answer.safeParse(withoutNulls(answer));
  if (!parsed.success) return undefined;
  const blocks = [...new Set(parsed.data.Entries.map(({ Cidr }) => Cidr))].sort();
  return { PrefixListId: id, Entries: blocks.map((Cidr) => ({ Cidr })) };
}
