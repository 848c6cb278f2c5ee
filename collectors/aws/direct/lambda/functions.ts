// Reads who may invoke functions of Lambda: lists their names, and then asks for the policy and the URLs of each.
import {
  GetPolicyCommand,
  LambdaClient,
  paginateListFunctions,
  paginateListFunctionUrlConfigs,
  type FunctionUrlConfig,
} from "@aws-sdk/client-lambda";
import { jsonOf } from "../../../live/region-read.ts";
import { FUNCTION, functionIn, functionKey, NO_POLICY, openAliases } from "../../answers/lambda/functions.ts";
import { orNone } from "../../client/failure.ts";
import type { AwsSource } from "../../source.ts";

const one = { resource: "the list of functions lacks it, and Lambda tells of one function a call" };

/**
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html: names alone are taken of its answer, which has environments.
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html and API_ListFunctionUrlConfigs.html
 */
export const lambdaFunctions: AwsSource = {
  name: "lambda-functions",
  types: [FUNCTION],
  calls: [
    { action: "lambda:ListFunctions", per: "page" },
    { action: "lambda:GetPolicy", per: one },
    { action: "lambda:ListFunctionUrlConfigs", per: one },
  ],
  async read(aws) {
    const listing = aws.listing(LambdaClient);
    const names: string[] = [];
    for await (const { Functions = [] } of paginateListFunctions({ client: listing, pageSize: 50 }, {}))
      names.push(...Functions.map(({ FunctionName = "" }) => FunctionName));
    const lambda = aws.detail(LambdaClient);
    const policyOf = async (FunctionName: string, Qualifier?: string): Promise<string | null> => {
      const asked = lambda.send(
        new GetPolicyCommand({ FunctionName, ...(Qualifier === undefined ? {} : { Qualifier }) }),
      );
      return (await orNone(asked, NO_POLICY))?.Policy ?? null;
    };
    await aws.each(
      FUNCTION,
      names,
      (name) => functionKey(aws, name),
      async (name) => {
        const FunctionUrlConfigs = await orNone(urlsOf(lambda, name), NO_POLICY);
        // A function that was deleted in the meantime is not emitted.
        if (FunctionUrlConfigs === undefined) return;
        const Policies: { [alias: string]: string | null } = {};
        for (const alias of openAliases(FunctionUrlConfigs)) Policies[alias] = await policyOf(name, alias);
        const told = { Policy: await policyOf(name), FunctionUrlConfigs, Policies };
        const fact = functionIn(jsonOf(told), aws, name, aws.people);
        if (fact !== undefined) return aws.emitFact(FUNCTION, fact);
        aws.emitUnread(FUNCTION, functionKey(aws, name), {
          code: "unexpected-shape",
          detail: "the answers from Lambda on one function are not in the documented form",
        });
      },
    );
  },
};

async function urlsOf(client: LambdaClient, FunctionName: string): Promise<FunctionUrlConfig[]> {
  const urls: FunctionUrlConfig[] = [];
  for await (const { FunctionUrlConfigs = [] } of paginateListFunctionUrlConfigs({ client }, { FunctionName }))
    urls.push(...FunctionUrlConfigs);
  return urls;
}
