// Lists the projects and organizations that an identity sees, for a first config. A search shows what the identity may get and does
// not say how much there is beside, so a run never relies on it: see list-projects.ts.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { isRecord, textOf } from "../json-shape.ts";
import type { GoogleAccess } from "../google/client/access.ts";
import { listAll } from "../google/client/list-all.ts";

export type ProjectsSeen = {
  /** Numbers of projects that are not being deleted, sorted. */
  readonly projects: readonly string[];
  /** `organizations/<number>`, sorted. */
  readonly organizations: readonly string[];
};

/** Rejects with CallFailed, and with NoCredentials where nobody is signed in. */
export async function projectsSeen(access: GoogleAccess): Promise<ProjectsSeen> {
  const google = access.open(access.budget(), null);
  // https://docs.cloud.google.com/resource-manager/reference/rest/v3/projects/search; the method for organizations is alike.
  const search = (kind: "projects" | "organizations") => {
    const call = { api: "resourcemanager", action: `resourcemanager.${kind}.get`, answered: () => undefined } as const;
    return listAll(google, { ...call, path: `/v3/${kind}:search?pageSize=500` }, kind);
  };
  const [projects, organizations] = [await search("projects"), await search("organizations")];
  const active = (each: Json): string[] => {
    const name = isRecord(each) && each["state"] === "ACTIVE" ? textOf(each["name"]) : null;
    return name === null ? [] : [name];
  };
  return {
    projects: projects
      .flatMap(active)
      .flatMap((name) => /^projects\/(\d+)$/.exec(name)?.[1] ?? [])
      .toSorted(),
    organizations: organizations
      .flatMap(active)
      .filter((name) => /^organizations\/\d+$/.test(name))
      .toSorted(),
  };
}
