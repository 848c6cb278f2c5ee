// Reads who may invoke functions of Lambda, as three calls of `aws lambda` tell it of each: one file a region.
import { FUNCTION, functionIn, functionKey } from "../../../../aws/answers/lambda/functions.ts";
import { callEach, type CallFile } from "../../call.ts";

const placeOf = ({ id, region }: CallFile) => ({ account: id, region: region ?? "" });

/** The answers of a function in one: `{"Policy","FunctionUrlConfigs","Policies"}`. */
export const awsLambdaFunctions = callEach({
  provider: "aws",
  lane: "aws-lambda-functions",
  scopeId: /^\d{12}$/,
  type: FUNCTION,
  global: false,
  key: (name, callFile) => functionKey(placeOf(callFile), name),
  about: (_, name) => ({ name }),
  body: (answer, name, callFile) => functionIn(answer, placeOf(callFile), name, callFile.people)?.body,
  exports: (account, types, regions) =>
    regions.map((region) => {
      const source = `aws-${account}-${region}-lambda-functions`;
      return {
        source,
        types,
        regions: [region],
        file: `${source}.ndjson`,
        command: `aws lambda get-policy and list-function-url-configs --function-name <each of list-functions> --region ${region}`,
        run: ["aws_lambda_functions", account, region],
      };
    }),
});
