// Reads projects of Google Cloud as they are now.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import type { GoogleAccess } from "../google/client/access.ts";
import type { GoogleCalls } from "../google/client/calls.ts";
import { LIST_BUCKETS } from "./sources/storage.ts";
import { NONE_LISTED, type ListedScopes } from "../live/listed-scopes.ts";
import { liveReader } from "../live/live-reader.ts";
import type { LiveScope } from "../live/read-scope.ts";
import type { RereadingReader } from "../port.ts";
import { GCP_LANES } from "./actions.ts";
import { AncestorPolicies } from "./inventory/ancestor-policies.ts";
import { PROJECT_ACTION, readAncestry } from "./inventory/ancestry.ts";
import { CentralLogs, listSinks } from "./inventory/central-logs.ts";
import { OrganizationAssets } from "./inventory/organization-assets.ts";
import { OrganizationRoles } from "./inventory/organization-roles.ts";
import { listTold, ReadOnce, readTold } from "./inventory/read-once.ts";
import { sourceOf } from "./lanes.ts";
import type { ProjectNames } from "./item/direct-asset.ts";
import { ProjectRead, type ProjectFacts } from "./project-read.ts";
import { LIST_ACCOUNTS } from "./sources/identity/service-accounts.ts";

export type ProjectsOptions = {
  readonly access: GoogleAccess;
  /** `organizations/<number>` or `folders/<number>`, which the inventory is asked about; null: each project by itself. */
  readonly parent: string | null;
  /** The scopes that will be read, `gcp/projects/<number>`. */
  readonly scopes: readonly string[];
  /** Policies above projects, which their folders and organization are read by too. Left out: those of this reader alone. */
  readonly policies?: AncestorPolicies;
  /** Custom roles of organizations, which policies of folders and organizations grant too. Left out: those of this reader alone. */
  readonly roles?: OrganizationRoles;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** The projects that the identity sees, where they were listed. */
  readonly listed?: ListedScopes;
};

const idOf = (scope: string): string => scope.slice("gcp/".length);

/** The reader of `scopes`. Nothing is called before `read`. */
export function openProjects(options: ProjectsOptions): RereadingReader {
  const { access, parent, scopes, clock, listed = NONE_LISTED } = options;
  const { policies = new AncestorPolicies(clock), roles = new OrganizationRoles(clock) } = options;
  const assets = new OrganizationAssets(parent, scopes.map(idOf), clock);
  const logs = new CentralLogs(clock);
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
        const facts = factsOf(google, project, { assets, policies, roles, logs, clock });
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
  readonly roles: OrganizationRoles;
  readonly logs: CentralLogs;
  readonly clock: () => number;
};

/** Each is asked with the first question, and shared by all sources of a reading. */
function factsOf(google: GoogleCalls, project: string, { assets, policies, roles, logs, clock }: Shared): ProjectFacts {
  let told: ReturnType<ProjectFacts["project"]> | null = null;
  let ancestry: ReturnType<ProjectFacts["ancestry"]> | null = null;
  let inventory: ReturnType<ProjectFacts["inventory"]> | null = null;
  let accounts: ReturnType<ProjectFacts["accounts"]> | null = null;
  let buckets: ReturnType<ProjectFacts["buckets"]> | null = null;
  let sinks: ReturnType<ProjectFacts["sinks"]> | null = null;
  const ownPolicy = new ReadOnce<Json>(clock);
  const own = { api: "resourcemanager", action: PROJECT_ACTION, path: `/v3/${project}` } as const;
  const accountsOf: ProjectFacts["accounts"] = ({ id }) => (accounts ??= listAccounts(google, id, clock));
  // An account owns nothing only by policies that were read after it was.
  const readAbove = async (names: ProjectNames): ReturnType<ProjectFacts["ancestry"]> => {
    await accountsOf(names).catch(() => undefined);
    return readAncestry(google, names.id, clock);
  };
  return {
    project: () => (told ??= readTold(google, own, clock)),
    accounts: accountsOf,
    ancestry: (names) => (ancestry ??= readAbove(names)),
    inventory: () => (inventory ??= assets.of(google, project)),
    buckets: ({ id }) => (buckets ??= listBuckets(google, id, clock)),
    sinks: ({ id }) => (sinks ??= listSinks(google, `projects/${id}`, clock)),
    policyOf: (kind, id, since) =>
      kind === "project"
        ? ownPolicy.of(id, since, () => policies.of(google, kind, id, since))
        : policies.of(google, kind, id, since),
    organizationRole: (role, since) => roles.of(google, role, since),
    sinksOf: (ancestor, since) => logs.sinksOf(google, ancestor, since),
    logBucket: (bucket, since) => logs.bucketOf(google, bucket, since),
  };
}

/** https://docs.cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts/list */
function listAccounts(google: GoogleCalls, id: string, clock: () => number): ReturnType<ProjectFacts["accounts"]> {
  const path = `/v1/projects/${id}/serviceAccounts?pageSize=100`;
  return listTold(google, { api: "iam", action: LIST_ACCOUNTS, path }, "accounts", clock);
}

function listBuckets(google: GoogleCalls, id: string, clock: () => number): ReturnType<ProjectFacts["buckets"]> {
  const path = `/storage/v1/b?project=${encodeURIComponent(id)}&projection=full&maxResults=1000`;
  return listTold(google, { api: "storage", action: LIST_BUCKETS, path }, "items", clock);
}
