// Makes the format of a call that lists a collection of Microsoft Graph of one tenant, all pages of it, by `az rest`.
import type { GraphListing } from "../../../entra/answers/graph-listing.ts";
import { oneCall } from "../call.ts";
import type { Format } from "../format.ts";

/**
 * The format of such a call. The answer does not name its tenant: that a file is of the tenant of its scope cannot be seen
 * here; the export script looks at who is signed in.
 */
export function graphList({ slug, type, path, answeredIn }: GraphListing): Format {
  return oneCall({
    provider: "entra",
    lane: `graph-${slug}`,
    scopeId: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    type,
    global: true,
    items: (answer, { id }) => answeredIn(answer, id),
    exports(tenant, types) {
      const source = `entra-${tenant}-${slug}`;
      const url = `https://graph.microsoft.com/v1.0${path}`;
      const command = `az rest --method get --url ${url}`;
      return [{ source, types, regions: [], file: `${source}.json`, command, run: ["graph_list", tenant, url] }];
    },
  });
}
