// Answers as Cloud Logging v2: sinks and log buckets of a project, a folder or the organization.
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import type { Answer } from "../../clouds/wire/asked.ts";
import { page, unless, type Api, type Routed } from "./api.ts";

/** https://docs.cloud.google.com/logging/docs/reference/v2/rest */
export const LOGGING: Api = {
  service: "logging",
  host: "logging.googleapis.com",
  scopes: ["https://www.googleapis.com/auth/cloud-platform", "https://www.googleapis.com/auth/logging.read"],
  routes: [
    {
      path: /^\/v2\/(?<parent>(?:projects|folders|organizations)\/[^/]+)\/sinks$/,
      answer: (routed) => list(routed, "sinks", "logging.sinks.list", "logging.googleapis.com/LogSink"),
    },
    {
      path: /^\/v2\/(?<parent>(?:projects|folders|organizations)\/[^/]+)\/locations\/-\/buckets$/,
      answer: (routed) => list(routed, "buckets", "logging.buckets.list", "logging.googleapis.com/LogBucket"),
    },
  ],
};

function list(routed: Routed, member: string, permission: string, type: string): Answer {
  const named = routed.parts["parent"] ?? "";
  const { estate } = routed.world;
  const parent = named.startsWith("projects/") ? (estate.project(named)?.name ?? named) : named;
  return unless(routed.denied(permission, parent), () => {
    const own: readonly JsonObject[] = estate.resources(parent, type);
    return page(routed, member, own, { usual: 50 });
  });
}
