// Clusters of EKS and functions of Lambda by the direct lane: what is kept of each, and what of one that is gone or refused.
import { expect, test } from "vitest";
import { ID, readDirect } from "../../support/servers/direct-lane.ts";
import { jsonError, type WireAnswer } from "../../support/servers/wire.ts";

const REGION = "eu-central-1";
const CLUSTER = "AWS::EKS::Cluster";
const FUNCTION = "AWS::Lambda::Function";
const told = (body: object): WireAnswer => ({ body: JSON.stringify(body) });
const arnOf = (name: string): string => `arn:aws:lambda:${REGION}:${ID}:function:${name}`;

test("a cluster that was deleted after the list is no item, and one that is refused is unread", async () => {
  const { items } = await readDirect(
    CLUSTER,
    ({ call }) => {
      if (/^GET \/clusters(?:\?|$)/.test(call)) return told({ clusters: ["gone", "open", "shut"] });
      if (call.endsWith("/gone")) return jsonError("ResourceNotFoundException", "No cluster found", 404);
      if (call.endsWith("/shut")) return jsonError("AccessDeniedException", "no", 403);
      return told({
        cluster: {
          name: "open",
          arn: `arn:aws:eks:${REGION}:${ID}:cluster/open`,
          certificateAuthority: { data: "secret" },
          resourcesVpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/0"], vpcId: "vpc-1" },
        },
      });
    },
    { region: REGION, isRegional: true },
  );
  expect(items.map(({ key }) => key.slice(key.indexOf("/") + 1)).toSorted()).toEqual(["open", "shut"]);
  expect(items.find(({ key }) => key.endsWith("/shut"))).toMatchObject({ problem: { code: "denied" } });
  expect(items.find(({ key }) => key.endsWith("/open"))).toMatchObject({
    body: { name: "open", resourcesVpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/0"] } },
  });
  expect(JSON.stringify(items)).not.toContain("secret");
});

test("a function has its policy, its URLs, and the policy of an alias whose URL authenticates nobody; no environment", async () => {
  const policy = (qualifier: string): string =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action: qualifier, Resource: arnOf("resize") }] });
  const { items, asked } = await readDirect(
    FUNCTION,
    ({ call }) => {
      if (/^GET \/2015-03-31\/functions\/?(?:\?|$)/.test(call))
        return told({
          Functions: ["gone", "resize", "quiet"].map((FunctionName) => ({
            FunctionName,
            Environment: { Variables: { TOKEN: "secret" } },
          })),
        });
      if (call.includes("/gone/")) return jsonError("ResourceNotFoundException", "Function not found", 404);
      if (call.includes("/quiet/urls")) return told({ FunctionUrlConfigs: [] });
      if (call.includes("/quiet/policy")) return jsonError("ResourceNotFoundException", "no policy", 404);
      if (call.includes("/resize/urls"))
        return told({
          FunctionUrlConfigs: [
            { FunctionArn: arnOf("resize:live"), AuthType: "NONE" },
            { FunctionArn: arnOf("resize:next"), AuthType: "AWS_IAM" },
          ],
        });
      return told({ Policy: policy(call.includes("Qualifier=live") ? "lambda:OfAlias" : "lambda:OfFunction") });
    },
    { region: REGION, isRegional: true },
  );
  const statement = (action: string): object => ({ Statements: [{ Effect: "Allow", Actions: [action] }] });
  expect(items.toSorted((a, b) => (a.key < b.key ? -1 : 1))).toMatchObject([
    { key: arnOf("quiet"), body: { Arn: arnOf("quiet"), Urls: [] } },
    {
      key: arnOf("resize"),
      body: {
        Policy: statement("lambda:OfFunction"),
        Urls: [
          { Alias: "live", AuthType: "NONE", Policy: statement("lambda:OfAlias") },
          { Alias: "next", AuthType: "AWS_IAM" },
        ],
      },
    },
  ]);
  expect(JSON.stringify(items)).not.toContain("secret");
  expect(asked.some(({ path }) => path.includes("Qualifier=next"))).toBe(false);
});
