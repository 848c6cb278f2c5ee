// Reads collections of Microsoft Graph: who holds which role of the directory, and applications with their credentials.
import { APPLICATION_LISTING } from "../answers/applications.ts";
import type { GraphListing } from "../answers/graph-listing.ts";
import { ROLE_ASSIGNMENT_LISTING } from "../answers/role-assignments.ts";
import type { EntraSource } from "../source.ts";

const listing = (of: GraphListing, action: string): EntraSource => ({
  name: of.slug,
  types: [of.type],
  calls: [{ action, per: "page" }],
  async read(entra) {
    for await (const page of entra.pages(action, of.path)) {
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

/** https://learn.microsoft.com/en-us/graph/api/rbacapplication-list-roleassignments#permissions */
export const ROLE_ASSIGNMENT_ACTION = "RoleManagement.Read.Directory";

/** https://learn.microsoft.com/en-us/graph/api/application-list#permissions and serviceprincipal-get#permissions */
export const APPLICATION_ACTION = "Application.Read.All";

export const roleAssignments: EntraSource = listing(ROLE_ASSIGNMENT_LISTING, ROLE_ASSIGNMENT_ACTION);

export const applications: EntraSource = listing(APPLICATION_LISTING, APPLICATION_ACTION);
