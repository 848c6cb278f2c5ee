// Answers as Cloud Resource Manager v3: projects, folders and organizations that the caller may see, and their IAM policies.
import { json, type Answer } from "../../clouds/wire/asked.ts";
import type { Container } from "../estate/estate.ts";
import { googleError } from "../identity/google-error.ts";
import { page, unless, type Api, type Routed } from "./api.ts";

/** https://docs.cloud.google.com/resource-manager/reference/rest */
export const RESOURCE_MANAGER: Api = {
  service: "resourcemanager",
  host: "cloudresourcemanager.googleapis.com",
  scopes: [
    "https://www.googleapis.com/auth/cloud-platform",
    "https://www.googleapis.com/auth/cloud-platform.read-only",
  ],
  routes: [
    { path: /^\/v3\/(?<kind>projects|folders|organizations):search$/, answer: search },
    { path: /^\/v3\/(?<kind>projects|folders)$/, answer: list },
    { path: /^\/v3\/(?<name>(?:projects|folders|organizations)\/[^/:]+)$/, answer: get },
    { method: "POST", path: /^\/v1\/(?<name>projects\/[^/:]+):getAncestry$/, answer: ancestry },
    {
      method: "POST",
      path: /^\/v3\/(?<name>(?:projects|folders|organizations)\/[^/:]+):getIamPolicy$/,
      answer: policy,
    },
    {
      method: "POST",
      path: /^\/v3\/(?<name>(?:projects|folders|organizations)\/[^/:]+):testIamPermissions$/,
      answer: permissions,
    },
  ],
};

function ofKind({ world: { estate } }: Routed, kind: string): readonly Container[] {
  return kind === "projects" ? estate.projects : kind === "folders" ? estate.folders : [estate.organization];
}

/** `resourcemanager.projects.get` for a project. */
const reads = (name: string, verb: string): string => `resourcemanager.${name.split("/")[0] ?? ""}.${verb}`;

/** The container by its name; a project by its id too. */
function found(routed: Routed): Container | undefined {
  const { estate } = routed.world;
  const name = routed.parts["name"] ?? "";
  if (name.startsWith("projects/")) return estate.project(name);
  return [...estate.folders, estate.organization].find((container) => container.name === name);
}

/** Only what the caller may get: nothing says how much there is beside that. */
function search(routed: Routed): Answer {
  const kind = routed.parts["kind"] ?? "";
  const { estate } = routed.world;
  const seen = ofKind(routed, kind).filter(({ name }) => estate.may(routed.caller.principal, reads(name, "get"), name));
  const parent = /^parent[:=]"?([^"\s]+)"?$/.exec(routed.asked.query.get("query") ?? "")?.[1];
  return page(routed, kind, parent === undefined ? seen : seen.filter((each) => each.parent === parent), { usual: 50 });
}

function list(routed: Routed): Answer {
  const kind = routed.parts["kind"] ?? "";
  const parent = routed.asked.query.get("parent") ?? "";
  if (!/^(?:folders|organizations)\/\d+$/.test(parent))
    return googleError("INVALID_ARGUMENT", "The parent must be a folder or an organization.");
  return unless(routed.denied(`resourcemanager.${kind}.list`, parent), () =>
    page(
      routed,
      kind,
      ofKind(routed, kind).filter((each) => each.parent === parent),
      { usual: 50 },
    ),
  );
}

function get(routed: Routed): Answer {
  const container = found(routed);
  const name = container?.name ?? routed.parts["name"] ?? "";
  // A container that is not there is denied too: nobody learns which ones there are.
  return unless(routed.denied(reads(name, "get"), name), () =>
    container === undefined ? routed.missing() : json(200, container),
  );
}

/** https://docs.cloud.google.com/resource-manager/reference/rest/v1/projects/getAncestry: the project by its id, not its number. */
function ancestry(routed: Routed): Answer {
  const project = routed.world.estate.project(routed.parts["name"] ?? "");
  const name = project?.name ?? routed.parts["name"] ?? "";
  return unless(routed.denied(reads(name, "get"), name), () =>
    project === undefined
      ? routed.missing()
      : json(200, {
          ancestor: routed.world.estate.ancestors(name).map((each) => {
            const [kind = "", id = ""] = each.split("/");
            return { resourceId: { type: kind.slice(0, -1), id: kind === "projects" ? project.projectId : id } };
          }),
        }),
  );
}

function policy(routed: Routed): Answer {
  const name = found(routed)?.name ?? routed.parts["name"] ?? "";
  return unless(routed.denied(reads(name, "getIamPolicy"), name), () =>
    json(200, routed.world.estate.policy(`//cloudresourcemanager.googleapis.com/${name}`) ?? { etag: "ACAB" }),
  );
}

function permissions(routed: Routed): Answer {
  const name = found(routed)?.name ?? routed.parts["name"] ?? "";
  const { permissions: asked } = JSON.parse(routed.asked.body) as { readonly permissions: readonly string[] };
  const held = asked.filter((permission) => routed.world.estate.may(routed.caller.principal, permission, name));
  return json(200, held.length === 0 ? {} : { permissions: held });
}
