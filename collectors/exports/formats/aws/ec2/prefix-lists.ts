// Reads prefix lists that security groups and route tables name, by `aws ec2 get-managed-prefix-list-entries`: one file a region.
import { entriesIn, PREFIX_LIST, prefixListKey } from "../../../../aws/answers/prefix-lists.ts";
import { callEach } from "../../call.ts";

export const awsEc2PrefixLists = callEach({
  provider: "aws",
  lane: "aws-ec2-prefix-lists",
  scopeId: /^\d{12}$/,
  type: PREFIX_LIST,
  global: false,
  key: (list, { id, region }) => prefixListKey(id, region ?? "", list),
  body: entriesIn,
  exports: (account, types, regions) =>
    regions.map((region) => {
      const source = `aws-${account}-${region}-prefix-lists`;
      return {
        source,
        types,
        regions: [region],
        file: `${source}.ndjson`,
        command: `aws ec2 get-managed-prefix-list-entries --prefix-list-id <each list of describe-security-groups and describe-route-tables> --region ${region}`,
        run: ["aws_prefix_lists", account, region],
      };
    }),
});
