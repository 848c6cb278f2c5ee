// Reads custom roles of an organization, each once for all whose policies grant it.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { isGone } from "../../google/client/failure.ts";
import type { GoogleCalls } from "../../google/client/calls.ts";
import type { RegionRead } from "../../live/region-read.ts";
import type { SourceCall } from "../../live/source.ts";
import { ORGANIZATION_ROLE, organizationRoleIn, organizationRoleKey } from "../answers/organization-roles.ts";
import { ReadOnce, readTold, type Told } from "./read-once.ts";

/** https://docs.cloud.google.com/iam/docs/reference/rest/v1/organizations.roles/get */
const GET_ROLE = "iam.roles.get";

/** The list of an organization would bring roles that nobody holds, and be denied where one of them may be read. */
export const GET_ROLES: SourceCall = {
  action: GET_ROLE,
  per: { resource: "roles are asked for by the names that policies have, each once for all projects" },
};

export class OrganizationRoles {
  readonly #clock: () => number;
  readonly #once: ReadOnce<Json>;

  /** `clock`: milliseconds since 1970. */
  constructor(clock: () => number) {
    this.#clock = clock;
    this.#once = new ReadOnce(clock);
  }

  /** The role `organizations/<number>/roles/<role>`, as of `since` or later. Rejects with CallFailed. */
  of(google: GoogleCalls, role: string, since: string): Promise<Told> {
    const path = `/v1/${role.split("/").map(encodeURIComponent).join("/")}`;
    return this.#once.of(role, since, () => readTold(google, { api: "iam", action: GET_ROLE, path }, this.#clock));
  }
}

type Asking = {
  /** `projects/<number>`, or the folder or organization that is read. */
  readonly scope: string;
  /** The names of the roles that policies of the scope grant. */
  readonly roles: readonly string[];
  readonly ask: (role: string) => Promise<Omit<Told, "answers">>;
};

/** Gives each of the roles, or why it could not be read. As of when each was told. */
export async function emitOrganizationRoles(gcp: RegionRead, { scope, roles, ask }: Asking): Promise<string[]> {
  const times: string[] = [];
  const keyOf = (role: string): string => organizationRoleKey(scope, role);
  await gcp.each(ORGANIZATION_ROLE, roles, keyOf, async (role) => {
    try {
      const { told, dataTime } = await ask(role);
      times.push(dataTime);
      const fact = organizationRoleIn(told, scope, role);
      const detail = `the answer to ${GET_ROLE} has another form than documented`;
      if (fact === undefined) gcp.emitUnread(ORGANIZATION_ROLE, keyOf(role), { code: "unexpected-shape", detail });
      else gcp.emitFact(ORGANIZATION_ROLE, { ...fact, dataTime });
    } catch (error) {
      // A policy may still name a role that is gone for good.
      if (!isGone(error)) throw error;
    }
  });
  return times;
}
