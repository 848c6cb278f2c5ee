// Answers as Cloud SQL Admin v1: instances of a project.
import { json, type Answer } from "../../clouds/wire/asked.ts";
import { page, type Api, type Routed } from "./api.ts";
import { inProject, resourcesOf } from "./in-project.ts";

/** https://docs.cloud.google.com/sql/docs/mysql/admin-api/rest/v1/instances */
export const CLOUD_SQL: Api = {
  service: "cloudsql",
  host: "sqladmin.googleapis.com",
  scopes: ["https://www.googleapis.com/auth/cloud-platform", "https://www.googleapis.com/auth/sqlservice.admin"],
  routes: [
    { path: /^\/v1\/projects\/(?<project>[^/]+)\/instances$/, answer: list },
    { path: /^\/v1\/projects\/(?<project>[^/]+)\/instances\/(?<name>[^/]+)$/, answer: get },
  ],
};

const INSTANCE = "sqladmin.googleapis.com/Instance";

function list(routed: Routed): Answer {
  return inProject(routed, routed.parts["project"] ?? "", "cloudsql.instances.list", (project) =>
    page(routed, "items", resourcesOf(routed, project, INSTANCE), {
      size: "maxResults",
      usual: 500,
      more: { kind: "sql#instancesList" },
    }),
  );
}

function get(routed: Routed): Answer {
  return inProject(routed, routed.parts["project"] ?? "", "cloudsql.instances.get", (project) => {
    const instance = resourcesOf(routed, project, INSTANCE).find(({ name }) => name === routed.parts["name"]);
    return instance === undefined ? routed.missing() : json(200, instance);
  });
}
