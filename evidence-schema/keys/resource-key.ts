// Makes resource keys: the one text by which every lane, record and report names a resource. Each provider has a function.
import { percentEncode } from "../bytes/percent.ts";

/** The parts of an ARN. `region` and `account` are empty where the service has none, as for S3 buckets. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

const ARN = /^arn:aws(?:-[a-z]+)*:[a-z0-9-]+:[a-z0-9-]*:(?:\d{12}|[a-z][a-z0-9-]*)?:\P{Cc}+$/u;

/** The ARN built from its parts, for APIs that return none. Throws RangeError where they make no ARN. */
export function awsKey({ partition, service, region, account, resource }: Arn): string {
  // A colon in any part but the last would move the parts after it.
  if ([partition, service, region, account].some((part) => part.includes(":"))) {
    throw new RangeError(
      `found a colon in ${JSON.stringify([partition, service, region, account])}, expected a colon in the resource only`,
    );
  }
  return awsKeyFromArn(`arn:${partition}:${service}:${region}:${account}:${resource}`);
}

/** `arn` unchanged: case matters in it. Throws RangeError where it is no full ARN. */
export function awsKeyFromArn(arn: string): string {
  if (!ARN.test(arn) || !arn.isWellFormed())
    throw new RangeError(
      `found ${JSON.stringify(arn)}, expected arn:<partition>:<service>:<region>:<account>:<resource>`,
    );
  return arn;
}

/**
 * The ARM id in lower case without a slash at its end: ARM ids compare without regard to case, and the APIs of one
 * resource spell them differently. Throws RangeError unless it starts with a slash.
 */
export function azureKey(armId: string): string {
  const key = armId.toLowerCase().replace(/\/+$/, "");
  if (!/^\/\P{Cc}+$/u.test(key) || !key.isWellFormed())
    throw new RangeError(`found ${JSON.stringify(armId)}, expected an ARM id that starts with "/"`);
  return key;
}

/**
 * The full asset name with its first `projects/<id>` as `projects/<number>`: some APIs write the id, which can be given
 * to nobody else but can be missing, some the number. Throws RangeError on other names and on an id `projects` lacks.
 */
export function gcpKey(assetName: string, projects: ReadonlyMap<string, string>): string {
  if (!/^\/\/[^/\p{Cc}]+\/\P{Cc}+$/u.test(assetName) || !assetName.isWellFormed()) {
    throw new RangeError(
      `found ${JSON.stringify(assetName)}, expected a full asset name that starts with "//<service>/"`,
    );
  }
  const segments = assetName.split("/");
  // From 3 on: "//<service>/" is two empty segments' worth and the host.
  const at = segments.indexOf("projects", 3) + 1;
  const project = at === 0 ? undefined : segments[at];
  if (project === undefined || /^\d+$/.test(project)) return assetName;
  const number = projects.get(project);
  if (number === undefined || !/^\d+$/.test(number)) {
    throw new RangeError(
      `found project ${JSON.stringify(project)} in ${JSON.stringify(assetName)}, expected a project whose number is known`,
    );
  }
  return segments.with(at, number).join("/");
}

/**
 * The key of a fact that no resource stands for, such as an account's password policy. Parts are percent-encoded. Throws
 * RangeError on an empty part.
 */
export function syntheticKey(provider: string, scopeId: string, what: string): string {
  if (provider === "" || scopeId === "" || what === "")
    throw new RangeError(`found ${JSON.stringify([provider, scopeId, what])}, expected no empty part`);
  return `tidemark:${percentEncode(provider)}/${percentEncode(scopeId)}/${percentEncode(what)}`;
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * A user of Entra ID by tenant and object id, lower-cased. Throws RangeError unless both are GUIDs: a user principal name
 * is a person's name and never a key.
 */
export function entraUserKey(tenantId: string, objectId: string): string {
  const [tenant, user] = [tenantId.toLowerCase(), objectId.toLowerCase()];
  // Neither value is repeated: what is not an id may be a person's address.
  if (!GUID.test(tenant) || !GUID.test(user))
    throw new RangeError("the tenant id or the object id is not a GUID, expected two GUIDs");
  return `entra:${tenant}/users/${user}`;
}

/**
 * A user of Google Workspace by customer and directory id; case matters in both. Throws RangeError on anything but
 * letters, digits, - and _: an address is never a key.
 */
export function workspaceUserKey(customerId: string, id: string): string {
  if (!/^[\w-]+$/.test(customerId) || !/^[\w-]+$/.test(id))
    throw new RangeError(
      "the customer id or the user id has other characters, expected letters, digits, - and _ alone",
    );
  return `workspace:${customerId}/users/${id}`;
}
