// Makes an item for each path by which people reach a scope and that exports do not show, so that none passes for read.
import type { Source } from "../evidence-schema/record/record.ts";
import { unitOf } from "../evidence-schema/record/record.ts";
import { parseScope } from "../evidence-schema/keys/object-key.ts";
import { syntheticKey } from "../evidence-schema/keys/resource-key.ts";
import type { Snapshot } from "./port.ts";

export const ACCESS_PATH = "Tidemark::AccessPath";
export const ACCESS_PATH_UNIT: string = unitOf(ACCESS_PATH, "global");

const PATHS: { readonly [provider: string]: { readonly slug: string; readonly path: string } } = {
  aws: { slug: "iam-identity-center", path: "AWS IAM Identity Center" },
  azure: { slug: "entra-role-assignments", path: "Azure role assignments of people in Microsoft Entra" },
  gcp: { slug: "iam-bindings", path: "IAM bindings of people in Cloud Identity or Workspace" },
};

/** The source of what Tidemark itself states. */
export const ACCESS_PATH_SOURCE: Source = {
  source: "tidemark",
  lane: "tidemark",
  principal: "tidemark",
  endpoint: "none",
  query: null,
  atomic: true,
  lagSeconds: 0,
};

/** Key and name of the way into a scope of `provider`; null where the scope holds the people themselves. */
export function accessPathKey(provider: string, id: string): { readonly key: string; readonly name: string } | null {
  const known = PATHS[provider];
  return known === undefined
    ? null
    : { key: syntheticKey(provider, id, `access-path/${known.slug}`), name: known.path };
}

/** The access path of `scope` that is not read, as of `dataTime`; null where the scope holds the people themselves. */
export function unreadAccessPath(scope: string, dataTime: string): Snapshot | null {
  const { provider, id } = parseScope(scope);
  const path = accessPathKey(provider, id);
  if (path === null) return null;
  return {
    key: path.key,
    incarnation: "",
    unit: ACCESS_PATH_UNIT,
    source: ACCESS_PATH_SOURCE.source,
    dataTime,
    region: null,
    name: path.name,
    createdAt: null,
    labels: {},
    body: { Path: path.name, Read: false },
  };
}
