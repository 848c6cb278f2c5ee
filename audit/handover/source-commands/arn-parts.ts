// Takes an ARN apart, as commands of the AWS CLI name resources.

/** The parts of an ARN: `resource` is all after the account, `name` what follows its last slash or colon. */
export type ArnParts = { readonly arn: string; readonly resource: string; readonly name: string };

export function partsOf(arn: string): ArnParts {
  const resource = arn.split(":").slice(5).join(":");
  return { arn, resource, name: resource.slice(Math.max(resource.lastIndexOf("/"), resource.lastIndexOf(":")) + 1) };
}
