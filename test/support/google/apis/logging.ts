// Answers as Cloud Logging v2: sinks and log buckets of a project, a folder or the organization.
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import { json, type Answer } from "../../clouds/wire/asked.ts";
import { page, unless, type Api, type Routed } from "./api.ts";

const LOG_BUCKET = "logging.googleapis.com/LogBucket";

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
      answer: (routed) => list(routed, "buckets", "logging.buckets.list", LOG_BUCKET),
    },
    {
      path: /^\/v2\/(?<parent>(?:projects|folders|organizations)\/[^/]+)\/(?<bucket>locations\/[^/]+\/buckets\/[^/]+)$/,
      answer: bucket,
    },
  ],
};

/** A project goes by its id or its number. */
function parentOf({ parts, world: { estate } }: Routed): string {
  const named = parts["parent"] ?? "";
  return named.startsWith("projects/") ? (estate.project(named)?.name ?? named) : named;
}

function list(routed: Routed, member: string, permission: string, type: string): Answer {
  const parent = parentOf(routed);
  return unless(routed.denied(permission, parent), () => {
    const own: readonly JsonObject[] = routed.world.estate.resources(parent, type);
    return page(routed, member, own, { usual: 50 });
  });
}

function bucket(routed: Routed): Answer {
  const parent = parentOf(routed);
  return unless(routed.denied("logging.buckets.get", parent), () => {
    const found = routed.world.estate
      .resources(parent, LOG_BUCKET)
      .find(({ name }) => typeof name === "string" && name.endsWith(`/${routed.parts["bucket"] ?? ""}`));
    return found === undefined ? routed.missing() : json(200, found);
  });
}
