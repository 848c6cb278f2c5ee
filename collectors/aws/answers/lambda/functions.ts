// Reads who may invoke a function of Lambda, as three calls tell it: its policy, its URLs, and the policies of aliases that have one.
import { z } from "zod";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { awsKey } from "../../../../evidence-schema/keys/resource-key.ts";
import type { Answered } from "../../../answer.ts";
import { withoutNulls } from "../../../json-shape.ts";
import type { People } from "../../../port.ts";
import { partitionOf } from "../../client/partition.ts";
import { policyDocument } from "../../item/policy-document.ts";

/** The name that AWS Config and CloudFormation have, whose items tell of environments and not of URLs: none of them is read. */
export const FUNCTION = "AWS::Lambda::Function";

/** The error by which Lambda says that a function, or an alias of it, has no policy, or is not there itself. */
export const NO_POLICY = "ResourceNotFoundException";

const Text = z.string().optional();

/** `Policies`: of aliases with a URL that authenticates nobody, by name; an alias without a policy has no text. */
const Answer = z.object({
  Policy: Text,
  FunctionUrlConfigs: z.array(z.object({ FunctionArn: z.string(), AuthType: z.string().min(1) })),
  Policies: z.record(z.string(), Text).optional(),
});

type Place = { readonly account: string; readonly region: string };

/** The key of a function. Throws RangeError on what makes none. */
export const functionKey = ({ account, region }: Place, name: string): string =>
  awsKey({ partition: partitionOf(region), service: "lambda", region, account, resource: `function:${name}` });

/** The alias that a URL is of, in the ARN of what it invokes; null for the function itself. */
const aliasOf = (arn: string | undefined): string | null => (arn ?? "").split(":")[7] ?? null;

/** Aliases with a URL that authenticates nobody, in the list of a function's URLs. */
export const openAliases = (
  urls: readonly { readonly FunctionArn?: string | undefined; readonly AuthType?: string | undefined }[],
): readonly string[] =>
  urls.flatMap(({ FunctionArn, AuthType }) => (AuthType === "NONE" ? (aliasOf(FunctionArn) ?? []) : []));

/**
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html and API_ListFunctionUrlConfigs.html. Undefined where the answers have
 * another shape. Throws RangeError on a name that makes no key.
 */
export function functionIn(answer: Json, place: Place, name: string, people: People): Answered | undefined {
  const parsed = Answer.safeParse(withoutNulls(answer));
  if (!parsed.success) return undefined;
  const { Policy, FunctionUrlConfigs, Policies = {} } = parsed.data;
  const policyOf = (text: string | undefined): object =>
    text === undefined || text === "" ? {} : { Policy: policyDocument(text, people) };
  const key = functionKey(place, name);
  const urls = FunctionUrlConfigs.map(({ FunctionArn, AuthType }) => {
    const alias = aliasOf(FunctionArn);
    return { AuthType, ...(alias === null ? {} : { Alias: alias, ...policyOf(Policies[alias]) }) };
  });
  const body = {
    Arn: key,
    ...policyOf(Policy),
    Urls: urls.toSorted((a, b) => ((a.Alias ?? "") < (b.Alias ?? "") ? -1 : 1)),
  };
  return { key, name, body };
}
