// Answers for a cluster of EKS, functions of Lambda and a workgroup of Redshift Serverless, in the place of moto.
import { jsonError, type WireAnswer, type WireRequest } from "./wire.ts";

const told = (body: object): WireAnswer => ({
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
const ACCOUNT = "123456789012";

/** Of the account whose credentials nobody gave out, in us-east-1; other accounts and regions have none. Null where moto answers. */
export function platformBeside(request: WireRequest, account: string | undefined): WireAnswer | null {
  const { call, region } = request;
  const hasAny = account === undefined && region === "us-east-1";
  return clusters(call, hasAny) ?? functions(call, hasAny) ?? workgroups(call, hasAny);
}

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeCluster.html */
function clusters(call: string, hasAny: boolean): WireAnswer | null {
  if (/^GET \/clusters(?:\?|$)/.test(call)) return told({ clusters: hasAny ? ["shop"] : [] });
  if (call !== "GET /clusters/shop") return null;
  const resourcesVpcConfig = {
    subnetIds: ["subnet-1"],
    endpointPublicAccess: true,
    endpointPrivateAccess: false,
    publicAccessCidrs: ["0.0.0.0/0"],
  };
  return told({
    cluster: {
      name: "shop",
      arn: `arn:aws:eks:us-east-1:${ACCOUNT}:cluster/shop`,
      createdAt: 1767225600,
      status: "ACTIVE",
      tags: { env: "production" },
      resourcesVpcConfig,
    },
  });
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html, API_ListFunctionUrlConfigs.html and API_GetPolicy.html */
function functions(call: string, hasAny: boolean): WireAnswer | null {
  const arn = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:resize`;
  if (/^GET \/2015-03-31\/functions\/?(?:\?|$)/.test(call)) {
    const one = { FunctionName: "resize", FunctionArn: arn, Environment: { Variables: { TOKEN: "of-Ann.Example" } } };
    return told({ Functions: hasAny ? [one] : [] });
  }
  if (call.startsWith("GET /2021-10-31/functions/resize/urls"))
    return told({ FunctionUrlConfigs: [{ FunctionArn: arn, AuthType: "AWS_IAM", FunctionUrl: "https://x.example/" }] });
  return call.startsWith("GET /2015-03-31/functions/resize/policy")
    ? jsonError("ResourceNotFoundException", "no policy is associated with the given resource", 404)
    : null;
}

/** https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_ListWorkgroups.html */
function workgroups(call: string, hasAny: boolean): WireAnswer | null {
  if (call !== "ListWorkgroups") return null;
  const workgroupId = "5f2b9c1e-7a34-4d18-9a77-0c8f1e2d3b4a";
  const one = {
    workgroupName: "reports",
    workgroupId,
    workgroupArn: `arn:aws:redshift-serverless:us-east-1:${ACCOUNT}:workgroup/${workgroupId}`,
    creationDate: "2026-01-01T00:00:00.000Z",
    status: "AVAILABLE",
    publiclyAccessible: false,
    port: 5439,
    securityGroupIds: ["sg-1"],
  };
  const headers = { "content-type": "application/x-amz-json-1.1" };
  return { headers, body: JSON.stringify({ workgroups: hasAny ? [one] : [] }) };
}
