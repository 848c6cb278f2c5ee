// Answers as IAM v1: service accounts of a project, and keys of a service account.
import { json, type Answer } from "../../clouds/wire/asked.ts";
import { page, type Api, type Routed } from "./api.ts";
import { inProject, resourcesOf } from "./in-project.ts";

/** https://docs.cloud.google.com/iam/docs/reference/rest */
export const IAM: Api = {
  service: "iam",
  host: "iam.googleapis.com",
  scopes: ["https://www.googleapis.com/auth/cloud-platform", "https://www.googleapis.com/auth/iam"],
  routes: [
    { path: /^\/v1\/projects\/(?<project>[^/]+)\/serviceAccounts$/, answer: list },
    { path: /^\/v1\/projects\/(?<project>[^/]+)\/serviceAccounts\/(?<account>[^/]+)\/keys$/, answer: keys },
  ],
};

const ACCOUNT = "iam.googleapis.com/ServiceAccount";
const KEY = "iam.googleapis.com/ServiceAccountKey";

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
