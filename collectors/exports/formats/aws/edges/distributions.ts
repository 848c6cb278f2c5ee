// Reads distributions of CloudFront as `aws cloudfront list-distributions` tells them: one file an account.
import { DISTRIBUTION, distributionsIn } from "../../../../aws/answers/edges/distributions.ts";
import { oneCall } from "../../call.ts";

export const awsCloudfrontDistributions = oneCall({
  provider: "aws",
  lane: "aws-cloudfront-distributions",
  scopeId: /^\d{12}$/,
  type: DISTRIBUTION,
  global: true,
  items(answer, { id }) {
    const listed = distributionsIn(answer);
    if (listed?.every(({ key }) => key.split(":")[4] === id) !== false) return listed;
    return { found: "a distribution of another account", expected: `account ${id}` };
  },
  exports: (account, types) => {
    const source = `aws-${account}-distributions`;
    const words = ["cloudfront", "list-distributions"];
    const run = ["aws_call", account, ...words];
    return [{ source, types, regions: [], file: `${source}.json`, command: `aws ${words.join(" ")}`, run }];
  },
});
