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
    for await (const rows of listAssets(google, { ...asked, readTime: formatTimestamp(readTimeAt(clock())) })) {
      for (const { asset } of rows) {
        const { ancestors, resource } = isRecord(asset) ? asset : {};
        const data = isRecord(resource) ? resource["data"] : undefined;
        const { name, lifecycleState } = isRecord(data) ? data : {};
        // The first ancestor of a project is the project, whatever else of it is left out.
        const project = Array.isArray(ancestors) ? String(ancestors[0]) : "";
        if (!/^projects\/\d+$/.test(project)) throw misshapen();
        // A project that is being deleted is closed to everybody.
        if (lifecycleState === "DELETE_REQUESTED") continue;
        const scope = `gcp/${project}`;
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

const misshapen = (): CallFailed =>
  new CallFailed(
    "UnexpectedShape",
    { code: "unexpected-shape", detail: "Cloud Asset Inventory listed a project without its number (ancestors)" },
    undefined,
  );
