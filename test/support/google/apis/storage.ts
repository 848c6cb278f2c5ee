// Answers as Cloud Storage JSON v1: buckets of a project with or without their ACLs, and the policy of a bucket.
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import { json, type Answer } from "../../clouds/wire/asked.ts";
import type { Project } from "../estate/estate.ts";
import { oldError } from "../identity/google-error.ts";
import { page, unless, type Api, type Routed } from "./api.ts";
import { inProject, resourcesOf } from "./in-project.ts";

/** https://docs.cloud.google.com/storage/docs/json_api/v1/buckets */
export const STORAGE: Api = {
  service: "storage",
  host: "storage.googleapis.com",
  scopes: [
    "https://www.googleapis.com/auth/cloud-platform",
    "https://www.googleapis.com/auth/devstorage.read_only",
    "https://www.googleapis.com/auth/devstorage.full_control",
  ],
  isOld: true,
  routes: [
    { path: /^\/storage\/v1\/b$/, answer: list },
    { path: /^\/storage\/v1\/b\/(?<bucket>[^/]+)$/, answer: get },
    { path: /^\/storage\/v1\/b\/(?<bucket>[^/]+)\/iam$/, answer: policy },
  ],
};

const BUCKET = "storage.googleapis.com/Bucket";

/** ACLs come with the projection `full` alone. */
function projected(bucket: JsonObject, { asked }: Routed): JsonObject {
  const { acl, defaultObjectAcl, ...rest } = bucket;
  return asked.query.get("projection") === "full" && acl !== undefined && defaultObjectAcl !== undefined
    ? bucket
    : rest;
}

function list(routed: Routed): Answer {
  const named = routed.asked.query.get("project");
  if (named === null) return oldError(400, "required", "Required parameter: project");
  return inProject(routed, named, "storage.buckets.list", (project) => {
    const buckets = (): Answer =>
      page(
        routed,
        "items",
        resourcesOf(routed, project, BUCKET).map((bucket) => projected(bucket, routed)),
        { size: "maxResults", usual: 1000, more: { kind: "storage#buckets" } },
      );
    // ACLs need the permission that policies need.
    return routed.asked.query.get("projection") === "full"
      ? unless(routed.denied("storage.buckets.getIamPolicy", project.name), buckets)
      : buckets();
  });
}

/** The bucket of a name and its project: a name is one in the whole world. */
function found({ world: { estate }, parts }: Routed): readonly [JsonObject, Project] | undefined {
  const bucket = estate.resource(`//storage.googleapis.com/${parts["bucket"] ?? ""}`);
  return bucket?.project === undefined ? undefined : [bucket.data, bucket.project];
}

function get(routed: Routed): Answer {
  const place = found(routed);
  if (place === undefined) return oldError(404, "notFound", "The specified bucket does not exist.");
  const [bucket, project] = place;
  return unless(routed.denied("storage.buckets.get", project.name), () => json(200, projected(bucket, routed)));
}

function policy(routed: Routed): Answer {
  const place = found(routed);
  if (place === undefined) return oldError(404, "notFound", "The specified bucket does not exist.");
  const name = routed.parts["bucket"] ?? "";
  return unless(routed.denied("storage.buckets.getIamPolicy", place[1].name), () =>
    json(200, {
      kind: "storage#policy",
      resourceId: `projects/_/buckets/${name}`,
      ...(routed.world.estate.policy(`//storage.googleapis.com/${name}`) ?? { etag: "CAE=" }),
    }),
  );
}
