// Finds the mistakes in the scopes of a config, though each of their members is well-formed.
import { kindOf, LEAF } from "../../evidence-schema/keys/scope-kind.ts";
import { isOf, readsFrom } from "../live-clouds.ts";
import { isKnown, mayBeNew, meantBy, PARTITIONS, partitionOf } from "./known-regions.ts";
import type { Config } from "../schema.ts";

/** The mistakes, one line each. */
export function scopeMistakes(config: Config): string[] {
  return [
    ...scopesTwice(config),
    ...accounts(config),
    ...subscriptions(config),
    ...projects(config),
    ...enclosing(config),
    ...regions(config),
    ...partitions(config),
    ...leftOut(config),
    ...onlyOfAws(config),
  ];
}

/** Regions that nobody knows: new ones, or mistakes. The config is used all the same. */
export function unknownRegions({ scopes }: Config): string[] {
  const named = scopes.flatMap(({ scope: name, regions: of, leftOut: left }, i) =>
    isOf(name, "aws")
      ? [
          ...of.map((region, j) => [`scopes.${i}.regions.${j}`, region] as const),
          ...left.map(({ region }, j) => [`scopes.${i}.leftOut.${j}.region`, region] as const),
        ]
      : [],
  );
  return named.flatMap(([path, region]) => (isKnown(region) ? [] : [doubtOf(path, region, meantBy(region))]));
}

const doubtOf = (path: string, region: string, meant: string | null): string =>
  meant === null
    ? `${path}: found ${region}, expected a region that this version knows. Correct the name, or keep it if the region is new`
    : `${path}: found ${region}, expected a region that this version knows. Did you mean ${meant}? Keep ${region} if the region is new`;

/** The rest of the line about a region that can't be; null for one that is known, or that may be new. */
function wrongRegion(region: string): string | null {
  if (!AWS_REGION.test(region)) return EXPECTED_REGION;
  const meant = isKnown(region) || mayBeNew(region) ? null : meantBy(region);
  return meant === null ? null : `expected a region of AWS that this version knows. Did you mean ${meant}?`;
}

// https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
function accounts({ scopes, excluded }: Config): string[] {
  const named = [
    ...scopes.map(({ scope: name }, i) => [`scopes.${i}.scope`, name] as const),
    ...excluded.map(({ scope: name }, i) => [`excluded.${i}.scope`, name] as const),
  ];
  return named.flatMap(([path, name]) =>
    !isOf(name, "aws") || (/^aws\/\d{12}$/.test(name) && name !== "aws/000000000000")
      ? []
      : [`${path}: found ${name}, expected aws/ and a twelve-digit account id that is not all zeros`],
  );
}

// Exports may have other scopes of Azure. With `azure` each is asked for by its id.
function subscriptions(config: Config): string[] {
  const { azure, scopes, excluded } = config;
  if (azure === null) return [];
  const named = [
    ...scopes.map(({ scope: name }, i) => [`scopes.${i}.scope`, name] as const),
    ...excluded.map(({ scope: name }, i) => [`excluded.${i}.scope`, name] as const),
  ];
  return [
    ...named.flatMap(([path, name]) =>
      !isOf(name, "azure") || SUBSCRIPTION.test(name) || MANAGEMENT_GROUP.test(name)
        ? []
        : [
            `${path}: found ${name}, expected azure/ and the id of a subscription, or azure/managementGroups/ and the id of a management group, in lower case`,
          ],
    ),
    ...(readsFrom(config, "azure")
      ? []
      : [
          `azure: found a tenant and no scope of it, expected at least one. Add { scope: "azure/<id of a subscription>" } or { scope: "entra/${azure.tenant}" } to scopes, or remove azure`,
        ]),
  ];
}

// https://learn.microsoft.com/en-us/azure/governance/management-groups/overview, and RFC 3986 for what no path could hold.
const MANAGEMENT_GROUP = /^azure\/managementGroups\/[a-z0-9_().-]{1,90}$/;
const SUBSCRIPTION = /^azure\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

// With `gcp` each scope is asked for by its number.
function projects(config: Config): string[] {
  const { gcp, scopes, excluded } = config;
  if (gcp === null) return [];
  const named = [
    ...scopes.map(({ scope: name }, i) => [`scopes.${i}.scope`, name] as const),
    ...excluded.map(({ scope: name }, i) => [`excluded.${i}.scope`, name] as const),
  ];
  return [
    ...named.flatMap(([path, name]) =>
      !isOf(name, "gcp") || /^gcp\/(?:projects|folders|organizations)\/\d+$/.test(name)
        ? []
        : [
            `${path}: found ${name}, expected gcp/projects/, gcp/folders/ or gcp/organizations/ and the number of a project, folder or organization`,
          ],
    ),
    ...(gcp.discover && gcp.parent === null
      ? [
          "gcp.parent is missing, and gcp.discover lists the projects below it. Add organizations/<number> or folders/<number>",
        ]
      : []),
    ...(scopes.some(({ scope: name }) => isOf(name, "gcp")) || gcp.customer !== null
      ? []
      : [
          'gcp: found no scope of Google Cloud in scopes, expected at least one. Add { scope: "gcp/projects/<number>" } to scopes, or remove gcp',
        ]),
    ...notBelow(gcp, scopes),
    ...customer(gcp, named),
  ];
}

/** The role that reads is bound at the parent. Only Google knows whether a folder lies below it, and a config is checked without a call. */
function notBelow({ parent }: NonNullable<Config["gcp"]>, scopes: Config["scopes"]): string[] {
  return scopes.flatMap(({ scope: name }, i) => {
    const [, container] = /^gcp\/((?:folders|organizations)\/\d+)$/.exec(name) ?? [];
    if (container === undefined || container === parent) return [];
    const path = `scopes.${i}.scope`;
    if (parent === null)
      return [
        `${path}: found ${name}, expected gcp.parent beside it, the organization or folder at or above it. Add parent: "organizations/<number>" to gcp, or remove the scope`,
      ];
    return container.startsWith("organizations/")
      ? [
          `${path}: found ${name}, expected a scope at or below gcp.parent, ${parent}. Set gcp.parent to ${container}, or remove the scope`,
        ]
      : [];
  });
}

/** Nothing is exported of scopes that enclose others: they are read live, or not at all. */
function enclosing({ scopes, azure, gcp }: Config): string[] {
  return scopes.flatMap(({ scope: name }, i) => {
    // Accounts of AWS have a form of their own, and with `gcp` its scopes have.
    if (kindOf(name) === LEAF || isOf(name, "aws") || (isOf(name, "gcp") && gcp !== null)) return [];
    if (isOf(name, "gcp"))
      return [
        `scopes.${i}.scope: found ${name}, expected gcp beside it, since folders and organizations are read live only. Add gcp: { parent: "organizations/<number>" }, or remove the scope`,
      ];
    if (!isOf(name, "azure"))
      return [
        `scopes.${i}.scope: found ${name}, expected a project or directory. Tidemark reads no ${kindOf(name)} here`,
      ];
    return azure === null
      ? [
          `scopes.${i}.scope: found ${name}, expected azure with the tenant beside it, since a management group is read live only. Add azure: { tenant: "…" }, or remove the scope`,
        ]
      : [];
  });
}

/** People are read where the config names whose they are. */
function customer(
  { customer: id, administrator }: NonNullable<Config["gcp"]>,
  named: readonly (readonly [string, string])[],
): string[] {
  if (id === null)
    return administrator === null
      ? []
      : [
          "gcp.customer is missing, and gcp.administrator is an administrator of it. Add the id of the customer, or remove gcp.administrator",
        ];
  const scope = `workspace/${id}`;
  return named.some(([, name]) => name === scope)
    ? []
    : [
        `gcp.customer: found ${id} without a scope, expected ${scope}. Add { scope: "${scope}" } to scopes, or remove gcp.customer`,
      ];
}

/** Regions of one account lie in one partition, and so does its role. */
function partitions({ scopes, aws }: Config): string[] {
  return scopes.flatMap(({ scope: name, regions: of, role }, i) => {
    if (!isOf(name, "aws")) return [];
    const found = [...new Set(of.flatMap((region) => partitionOf(region) ?? []))];
    if (found.length > 1)
      return [
        `scopes.${i}.regions: found regions in the partitions ${found.join(" and ")}, expected regions in one partition`,
      ];
    const arn = /^arn:([^:]*):/.exec(role ?? aws.role ?? "")?.[1];
    if (arn === undefined) return [];
    const path = role == null ? "aws.role" : `scopes.${i}.role`;
    if (!PARTITIONS.includes(arn)) return [`${path}: found partition ${arn}, expected one of ${PARTITIONS.join(", ")}`];
    return found[0] !== undefined && found[0] !== arn
      ? [
          `${path}: found a role in partition ${arn}, expected a role in partition ${found[0]}, which has the regions of ${name}`,
        ]
      : [];
  });
}

/** The form of a region's code; which regions there are changes every year. */
const AWS_REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/;
const EXPECTED_REGION = "expected a region such as eu-central-1";

function scopesTwice({ scopes, excluded }: Config): string[] {
  const seen = new Set<string>();
  return [...scopes, ...excluded].flatMap(({ scope: name }) => {
    if (seen.has(name)) return [`scopes: found ${name} twice in scopes and excluded, expected each scope once`];
    seen.add(name);
    return [];
  });
}

function regions({ scopes }: Config): string[] {
  return scopes.flatMap(({ scope: name, regions: of }, i) => {
    const isAws = isOf(name, "aws");
    if (isAws && of.length === 0)
      return [`scopes.${i}.regions is missing for ${name}. Add the regions that the account has turned on`];
    return of.flatMap((region, j) => {
      if (of.indexOf(region) !== j)
        return [`scopes.${i}.regions.${j}: found ${region} twice, expected each region once`];
      const wrong = isAws ? wrongRegion(region) : null;
      return wrong === null ? [] : [`scopes.${i}.regions.${j}: found ${region}, ${wrong}`];
    });
  });
}

// A reader of the evidence must not find a region both left out and observed.
function leftOut({ scopes }: Config): string[] {
  return scopes.flatMap(({ scope: name, regions: planned, leftOut: of }, i) => {
    if (of.length > 0 && !isOf(name, "aws"))
      return [`scopes.${i}.leftOut: found scope ${name}, expected an AWS account. Remove leftOut`];
    return of.flatMap(({ region }, j) => {
      const path = `scopes.${i}.leftOut.${j}.region`;
      if (planned.includes(region))
        return [`${path}: found ${region} in regions and in leftOut, expected the region in only one of them`];
      if (of.findIndex((each) => each.region === region) !== j)
        return [`${path}: found ${region} twice, expected each region once`];
      const wrong = wrongRegion(region);
      return wrong === null ? [] : [`${path}: found ${region}, ${wrong}`];
    });
  });
}

function onlyOfAws({ scopes }: Config): string[] {
  return scopes.flatMap(({ scope: name, role, externalId, lane }, i) =>
    isOf(name, "aws")
      ? []
      : Object.entries({ role, externalId, lane }).flatMap(([member, value]) =>
          value === undefined
            ? []
            : [`scopes.${i}.${member}: found scope ${name}, expected an AWS account. Remove ${member}`],
        ),
  );
}
