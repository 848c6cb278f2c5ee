// Reads security policies of load balancers as `aws elbv2 describe-ssl-policies` tells them: one file a region.
import { SSL_POLICIES, sslPoliciesIn, sslPoliciesKey } from "../../../../aws/answers/edges/ssl-policies.ts";
import { oneCall } from "../../call.ts";

export const awsElbSslPolicies = oneCall({
  provider: "aws",
  lane: "aws-elb-ssl-policies",
  scopeId: /^\d{12}$/,
  type: SSL_POLICIES,
  global: false,
  items(answer, { id, region }) {
    const body = sslPoliciesIn(answer);
    return body === undefined ? undefined : [{ key: sslPoliciesKey(id, region ?? ""), body }];
  },
  exports: (account, types, regions) =>
    regions.map((region) => {
      const source = `aws-${account}-${region}-ssl-policies`;
      const words = ["elbv2", "describe-ssl-policies", "--region", region];
      const command = `aws ${words.join(" ")}`;
      return {
        source,
        types,
        regions: [region],
        file: `${source}.json`,
        command,
        run: ["aws_call", account, ...words],
      };
    }),
});
