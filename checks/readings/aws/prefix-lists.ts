// Finds the entries of a prefix list by the id that a rule of a security group names.
import { PrefixList } from "../../engines/reachability/aws/security-group.ts";
import { relation } from "../../kernel.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html */
export const prefixLists = relation({
  type: "Tidemark::EC2::PrefixList",
  within: "region",
  global: false,
  reads: PrefixList,
  on: (row) => [row.PrefixListId],
});
