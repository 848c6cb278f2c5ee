// Answers as IAM v1: service accounts of a project, keys of a service account, and custom roles.
import { json, type Answer } from "../../clouds/wire/asked.ts";
import { page, unless, type Api, type Routed } from "./api.ts";
import { inProject, resourcesOf } from "./in-project.ts";

/** https://docs.cloud.google.com/iam/docs/reference/rest */
export const IAM: Api = {
  service: "iam",
  host: "iam.googleapis.com",
  scopes: ["https://www.googleapis.com/auth/cloud-platform", "https://www.googleapis.com/auth/iam"],
  routes: [
    { path: /^\/v1\/projects\/(?<project>[^/]+)\/serviceAccounts$/, answer: list },
    { path: /^\/v1\/projects\/(?<project>[^/]+)\/serviceAccounts\/(?<account>[^/]+)\/keys$/, answer: keys },
    { path: /^\/v1\/projects\/(?<project>[^/]+)\/roles$/, answer: roles },
    { path: /^\/v1\/(?<organization>organizations\/[^/]+)\/roles\/(?<role>[^/]+)$/, answer: role },
  ],
};

const ACCOUNT = "iam.googleapis.com/ServiceAccount";
const KEY = "iam.googleapis.com/ServiceAccountKey";
const ROLE = "iam.googleapis.com/Role";

function list(routed: Routed): Answer {
  return inProject(routed, routed.parts["project"] ?? "", "iam.serviceAccounts.list", (project) =>
    page(routed, "accounts", resourcesOf(routed, project, ACCOUNT), { usual: 20 }),
  );
}

/** A service account is named by its address or its unique id. Keys come without pages. */
function keys(routed: Routed): Answer {
  return inProject(routed, routed.parts["project"] ?? "", "iam.serviceAccountKeys.list", (project) => {
    const named = routed.parts["account"];
    const account = resourcesOf(routed, project, ACCOUNT).find(
      ({ email, uniqueId }) => email === named || uniqueId === named,
    );
    if (account === undefined) return routed.missing();
    const wanted = routed.asked.query.getAll("keyTypes");
    const found = resourcesOf(routed, project, KEY).filter(
      ({ name, keyType }) =>
        (name as string).startsWith(`${account["name"] as string}/keys/`) &&
        (wanted.length === 0 || wanted.includes(keyType as string)),
    );
    return json(200, found.length === 0 ? {} : { keys: found });
  });
}

/**
 * Without the view FULL, roles lack their permissions; without showDeleted, those that were deleted.
 * https://docs.cloud.google.com/iam/docs/reference/rest/v1/projects.roles/list
 */
function roles(routed: Routed): Answer {
  return inProject(routed, routed.parts["project"] ?? "", "iam.roles.list", (project) => {
    const { query } = routed.asked;
    const shown = resourcesOf(routed, project, ROLE)
      .filter(({ deleted }) => deleted !== true || query.get("showDeleted") === "true")
      .map(({ includedPermissions, ...basic }) =>
        query.get("view") === "FULL" && includedPermissions !== undefined ? { ...basic, includedPermissions } : basic,
      );
    return page(routed, "roles", shown, { usual: 300 });
  });
}

/** A role of an organization, one that was deleted too. https://docs.cloud.google.com/iam/docs/reference/rest/v1/organizations.roles/get */
function role({ world: { estate }, parts, denied, missing }: Routed): Answer {
  const { organization = "", role: id = "" } = parts;
  const found = estate.resource(`//iam.googleapis.com/${organization}/roles/${id}`);
  return unless(denied("iam.roles.get", organization), () => (found === undefined ? missing() : json(200, found.data)));
}
