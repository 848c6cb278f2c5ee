// Reads projects of Google Cloud as they are now.
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import type { GoogleAccess } from "../google/client/access.ts";
import type { GoogleCalls } from "../google/client/calls.ts";
import { listAll } from "../google/client/list-all.ts";
import { LIST_BUCKETS } from "./sources/storage.ts";
import type { CallAnswer } from "../live/call.ts";
import { NONE_LISTED, type ListedScopes } from "../live/listed-scopes.ts";
import { liveReader } from "../live/live-reader.ts";
import type { LiveScope } from "../live/read-scope.ts";
import type { RereadingReader } from "../port.ts";
import { GCP_LANES } from "./actions.ts";
import { AncestorPolicies } from "./inventory/ancestor-policies.ts";
import { OrganizationAssets } from "./inventory/organization-assets.ts";
import { sourceOf } from "./lanes.ts";
import { PROJECT_ACTION, ProjectRead, type ProjectFacts } from "./project-read.ts";

export type ProjectsOptions = {
  readonly access: GoogleAccess;
  /** `organizations/<number>` or `folders/<number>`, which the inventory is asked about; null: each project by itself. */
  readonly parent: string | null;
  /** The scopes that will be read, `gcp/projects/<number>`. */
  readonly scopes: readonly string[];
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** The projects that the identity sees, where they were listed. */
  readonly listed?: ListedScopes;
};

const idOf = (scope: string): string => scope.slice("gcp/".length);

/** The reader of `scopes`. Nothing is called before `read`. */
export function openProjects(options: ProjectsOptions): RereadingReader {
  const { access, parent, scopes, clock, listed = NONE_LISTED } = options;
  const assets = new OrganizationAssets(parent, scopes.map(idOf), clock);
  const policies = new AncestorPolicies(clock);
  const scopeOf = (scope: string): LiveScope<ProjectRead> | null => {
    if (!scopes.includes(scope)) return null;
    const project = idOf(scope);
    const budget = access.budget();
    return {
      budget,
      clock,
      sourceOf,
      noSource: { code: "not-supported", detail: "Tidemark does not read this type from Google Cloud" },
      firstRegion: "global",
      async connect(signal) {
        const google = access.open(budget, signal);
        const facts = factsOf(google, project, { assets, policies, clock });
        return {
          principal: await google.principal(),
          open: (region, units, heard) => ({
            reads: new ProjectRead({ ...region, project, google, facts, heard }, units),
            close: () => undefined,
          }),
          unplanned: () => Promise.resolve([]),
        };
      },
    };
  };
  return {
    lanes: GCP_LANES,
    scopes: [...new Set([...scopes, ...listed.scopes])].toSorted(),
    names: listed.names,
    unlisted: listed.unlisted,
    ...liveReader(scopeOf, { code: "no-answer", detail: "the Google Cloud reader has no project for this scope" }),
  };
}

type Shared = {
  readonly assets: OrganizationAssets;
  readonly policies: AncestorPolicies;
  readonly clock: () => number;
};

/** Each is asked with the first question, and shared by all sources of a reading. */
function factsOf(google: GoogleCalls, project: string, { assets, policies, clock }: Shared): ProjectFacts {
  let told: ReturnType<ProjectFacts["project"]> | null = null;
  let inventory: ReturnType<ProjectFacts["inventory"]> | null = null;
  let buckets: ReturnType<ProjectFacts["buckets"]> | null = null;
  return {
    project: () => (told ??= readProject(google, project, clock)),
    inventory: () => (inventory ??= assets.of(google, project)),
    buckets: ({ id }) => (buckets ??= listBuckets(google, id, clock)),
    policyOf: (kind, id) => policies.of(google, kind, id),
  };
}

async function readProject(google: GoogleCalls, project: string, clock: () => number) {
  const answers: CallAnswer[] = [];
  const dataTime = formatTimestamp(clock());
  const answered = (answer: CallAnswer): void => void answers.push(answer);
  const told = await google.get({ api: "resourcemanager", action: PROJECT_ACTION, path: `/v3/${project}`, answered });
  return { told, dataTime, answers };
}

async function listBuckets(google: GoogleCalls, id: string, clock: () => number) {
  const answers: CallAnswer[] = [];
  const dataTime = formatTimestamp(clock());
  const path = `/storage/v1/b?project=${encodeURIComponent(id)}&projection=full&maxResults=1000`;
  const answered = (answer: CallAnswer): void => void answers.push(answer);
  const buckets = await listAll(google, { api: "storage", action: LIST_BUCKETS, path, answered }, "items");
  return { buckets, dataTime, answers };
}
