// Answers as Policy Analyzer v1: when keys of a project's service accounts last authenticated, in pages.
import { json, type Answer } from "../../clouds/wire/asked.ts";
import type { Api, Routed } from "./api.ts";
import { inProject } from "./in-project.ts";

/** https://docs.cloud.google.com/policy-intelligence/docs/reference/policyanalyzer/rest/v1/projects.locations.activityTypes.activities/query */
export const POLICY_ANALYZER: Api = {
  service: "policyanalyzer",
  host: "policyanalyzer.googleapis.com",
  scopes: ["https://www.googleapis.com/auth/cloud-platform"],
  routes: [
    {
      path: /^\/v1\/projects\/(?<project>[^/]+)\/locations\/global\/activityTypes\/serviceAccountKeyLastAuthentication\/activities:query$/,
      answer: activities,
    },
  ],
};

const PERMISSION = "policyanalyzer.serviceAccountKeyLastAuthenticationActivities.query";

function activities(routed: Routed): Answer {
  return inProject(routed, routed.parts["project"] ?? "", PERMISSION, ({ name }) => {
    const all = routed.world.estate.keyActivities[name] ?? [];
    const from = Number(routed.asked.query.get("pageToken") ?? 0);
    const until = from + Math.min(Number(routed.asked.query.get("pageSize") ?? 1000), 1000);
    return json(200, {
      ...(all.length === 0 ? {} : { activities: all.slice(from, until) }),
      ...(until < all.length ? { nextPageToken: String(until) } : {}),
    });
  });
}
