// Reads collections of Microsoft Graph: who holds or may activate which role of the directory, and applications with their credentials.
import { APPLICATION_LISTING } from "../answers/applications.ts";
import { ELIGIBLE_ROLE_LISTING } from "../answers/eligible-roles.ts";
import type { GraphListing } from "../answers/graph-listing.ts";
import { ROLE_ASSIGNMENT_LISTING } from "../answers/role-assignments.ts";
import { LICENCE_ACTION } from "../../microsoft/eligible-pages.ts";
import type { SourceCall } from "../../live/source.ts";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { EntraRegionRead } from "../region-read.ts";
import type { EntraSource } from "../source.ts";

type Asking = {
  readonly pages?: (entra: EntraRegionRead, action: string, path: string) => AsyncGenerator<Json>;
  /** Calls beside that for the pages. */
  readonly beside?: readonly SourceCall[];
};

const ordinary: NonNullable<Asking["pages"]> = (entra, action, path) => entra.pages(action, path);

const listing = (of: GraphListing, action: string, { pages = ordinary, beside = [] }: Asking = {}): EntraSource => ({
  name: of.slug,
  types: [of.type],
  calls: [{ action, per: "page" }, ...beside],
  async read(entra) {
    for await (const page of pages(entra, action, of.path)) {
      const facts = answeredIn(of, page, entra.tenant);
      if (facts === undefined)
        entra.spoil(of.type, {
          code: "unexpected-shape",
          detail: `the answer of Microsoft Graph to ${action} has another form than documented`,
        });
      for (const fact of facts ?? []) entra.emitFact(of.type, fact);
    }
  },
});

/** Undefined where the page has another form, or an id that makes no key. */
export function answeredIn(of: GraphListing, page: Parameters<GraphListing["answeredIn"]>[0], tenant: string) {
  try {
    return of.answeredIn(page, tenant);
  } catch (error) {
    // An id that makes no key.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * Enough for both lists of roles, held and eligible; the least for the latter alone would add nothing to it.
 * https://learn.microsoft.com/en-us/graph/api/rbacapplication-list-roleassignments#permissions and
 * https://learn.microsoft.com/en-us/graph/api/rbacapplication-list-roleeligibilityscheduleinstances#permissions
 */
export const ROLE_ASSIGNMENT_ACTION = "RoleManagement.Read.Directory";

/** https://learn.microsoft.com/en-us/graph/api/application-list#permissions and serviceprincipal-get#permissions */
export const APPLICATION_ACTION = "Application.Read.All";

export const roleAssignments: EntraSource = listing(ROLE_ASSIGNMENT_LISTING, ROLE_ASSIGNMENT_ACTION);

/** Licences are read where Graph refuses for the lack of one. */
export const eligibleRoles: EntraSource = listing(ELIGIBLE_ROLE_LISTING, ROLE_ASSIGNMENT_ACTION, {
  pages: (entra, action, path) => entra.eligiblePages(action, path),
  beside: [{ action: LICENCE_ACTION, per: "few" }],
});

export const applications: EntraSource = listing(APPLICATION_LISTING, APPLICATION_ACTION);
