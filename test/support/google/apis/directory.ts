// Answers as the Directory API v1 of Google Workspace: users of the customer.
import { json, type Answer } from "../../clouds/wire/asked.ts";
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import { oldError } from "../identity/google-error.ts";
import { page, unless, type Api, type Routed } from "./api.ts";

/** https://developers.google.com/workspace/admin/directory/reference/rest/v1/users */
export const DIRECTORY: Api = {
  service: "directory",
  host: "admin.googleapis.com",
  scopes: [
    "https://www.googleapis.com/auth/admin.directory.user",
    "https://www.googleapis.com/auth/admin.directory.user.readonly",
  ],
  isOld: true,
  routes: [
    { path: /^\/admin\/directory\/v1\/users$/, answer: list },
    { path: /^\/admin\/directory\/v1\/users\/(?<user>[^/]+)$/, answer: get },
  ],
};

/** The privilege of an admin role, under a name of our own: the Directory API names none in its answers. */
const READ = "admin.users.read";

/** Custom schemas come with the projection `full` alone. */
function projected({ customSchemas, ...user }: JsonObject, { asked }: Routed): JsonObject {
  return customSchemas !== undefined && asked.query.get("projection") === "full" ? { ...user, customSchemas } : user;
}

const denied = (): Answer => oldError(403, "forbidden", "Not Authorized to access this resource/api");

function list(routed: Routed): Answer {
  const { estate } = routed.world;
  const customer = routed.asked.query.get("customer");
  if (customer !== "my_customer" && customer !== estate.customer)
    return customer === null && !routed.asked.query.has("domain")
      ? oldError(400, "badRequest", "Bad Request")
      : denied();
  const size = Number(routed.asked.query.get("maxResults") ?? 100);
  if (!(size >= 1 && size <= 500)) return oldError(400, "invalid", "Invalid value for: maxResults");
  return unless(routed.denied(READ, `customers/${estate.customer}`) === null ? null : denied(), () =>
    page(
      routed,
      "users",
      estate.users.map((user) => projected(user, routed)),
      { size: "maxResults", more: { kind: "admin#directory#users", etag: '"example"' } },
    ),
  );
}

function get(routed: Routed): Answer {
  const { estate } = routed.world;
  if (routed.denied(READ, `customers/${estate.customer}`) !== null) return denied();
  const named = routed.parts["user"];
  const user = estate.users.find(({ id, primaryEmail }) => id === named || primaryEmail === named);
  return user === undefined
    ? oldError(404, "notFound", "Resource Not Found: userKey")
    : json(200, projected(user, routed));
}
