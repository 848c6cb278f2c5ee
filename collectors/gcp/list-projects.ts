// Lists the projects of an organization or a folder, so that none is missed.
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { configuredGoogle, type GoogleConfig } from "../google/configured-google.ts";
import { GoogleAccess } from "../google/client/access.ts";
import type { GoogleLogin } from "../google/client/login.ts";
import { isRecord, textOf } from "../json-shape.ts";
import { CallFailed } from "../live/call.ts";
import { NONE_LISTED, type ListedScopes } from "../live/listed-scopes.ts";
import { listAssets } from "./inventory/list-assets.ts";
import { readTimeAt } from "./inventory/organization-assets.ts";
import { PROJECT } from "./item/asset.ts";

/**
 * Where a config asks for them: the projects below its parent. A search of projects would show those that the identity sees, which may
 * be its own alone; the inventory of the parent refuses whoever may not list all of it. Rejects with NoCredentials where nobody is
 * signed in; what Google Cloud withholds is a problem. `clock`: milliseconds since 1970. `signal` ends the calls.
 */
export async function listProjects(
  config: GoogleConfig,
  login: (quotaProject: string | null) => GoogleLogin,
  clock: () => number,
  signal: AbortSignal | null = null,
): Promise<ListedScopes> {
  const of = configuredGoogle(config);
  if (of === null || !of.discover || of.parent === null) return NONE_LISTED;
  const access = new GoogleAccess(login(of.quotaProject));
  const google = access.open(access.budget(), signal);
  const names: { [scope: string]: string } = {};
  const scopes: string[] = [];
  try {
    const asked = { parent: of.parent, content: "RESOURCE", types: [PROJECT], answered: () => undefined } as const;
    for await (const { assets } of listAssets(google, { ...asked, readTime: formatTimestamp(readTimeAt(clock())) })) {
      for (const asset of assets) {
        const resource = isRecord(asset) && isRecord(asset["resource"]) ? asset["resource"] : {};
        const { projectNumber, name, lifecycleState } = isRecord(resource["data"]) ? resource["data"] : {};
        const number = textOf(projectNumber);
        // A project that is being deleted is closed to everybody.
        if (number === null || lifecycleState === "DELETE_REQUESTED") continue;
        const scope = `gcp/projects/${number}`;
        scopes.push(scope);
        const title = textOf(name);
        if (title !== null) names[scope] = title;
      }
    }
    return { ...NONE_LISTED, scopes: scopes.toSorted(), names };
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    return { ...NONE_LISTED, unlisted: [`gcp/${of.parent}`], problem: error.problem };
  }
}
