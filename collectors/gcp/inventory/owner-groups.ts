// Finds the groups that own projects, folders and organizations: by the IAM policies of these, and of all that projects lie in.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { formatTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import type { GoogleCalls } from "../../google/client/calls.ts";
import { isRecord, textOf } from "../../json-shape.ts";
import { CallFailed, type CallAnswer } from "../../live/call.ts";
import { PROJECT } from "../item/asset.ts";
import { AncestorPolicies } from "./ancestor-policies.ts";
import { PROJECT_ACTION, readAncestry } from "./ancestry.ts";
import { listAssets } from "./list-assets.ts";
import { readTimeAt } from "./organization-assets.ts";

export type OwnersAsked = {
  /** `organizations/<number>` or `folders/<number>`, whose policies are listed at once; null: each project is asked about. */
  readonly parent: string | null;
  /** `projects/<number>` of those that are enrolled. */
  readonly projects: readonly string[];
  /** `folders/<number>` and `organizations/<number>` of those that are enrolled. */
  readonly containers: readonly string[];
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly answered: (answer: CallAnswer) => void;
};

export type OwnerGroups = {
  /** Addresses, in lower case and in order. They are people's business, and no record's. */
  readonly addresses: readonly string[];
  /** Why there may be others; null where all policies were read. */
  readonly problem: Problem | null;
};

/** The groups that hold roles/owner or roles/admin, under a condition too. A policy that can't be read is the problem. */
export async function ownerGroups(google: GoogleCalls, asked: OwnersAsked): Promise<OwnerGroups> {
  const { projects, containers, clock, answered } = asked;
  const listed = await listedPolicies(google, asked);
  const others = new AncestorPolicies(clock);
  const addresses = new Set<string>();
  let problem: Problem | null = null;
  const orProblem = async (read: () => Promise<void>): Promise<void> => {
    try {
      await read();
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      problem ??= error.problem;
    }
  };
  // Those that no enrolled project lies in are asked about too.
  const above = new Set<string>(containers);
  await Promise.all(
    projects.map((project) =>
      orProblem(async () => {
        const chain = listed.get(project)?.ancestors ?? (await ancestorsOf(google, project, asked));
        for (const each of chain) above.add(each);
      }),
    ),
  );
  await Promise.all(
    [...above].map((name) =>
      orProblem(async () => {
        const groups = groupsIn(listed.get(name)?.policy ?? (await askedPolicy(google, others, name, answered)));
        if (groups === undefined) throw misshapen(`the IAM policy of ${name}`);
        for (const address of groups) addresses.add(address);
      }),
    ),
  );
  return { addresses: [...addresses].toSorted(), problem };
}

type Listed = { readonly policy: Json; readonly ancestors: readonly string[] };

/** Types that projects are, or lie in. https://docs.cloud.google.com/asset-inventory/docs/asset-types */
const CONTAINERS = [
  PROJECT,
  "cloudresourcemanager.googleapis.com/Folder",
  "cloudresourcemanager.googleapis.com/Organization",
];

/** By name, such as `folders/<number>`. Where the listing is refused, Resource Manager is asked about each. */
async function listedPolicies(
  google: GoogleCalls,
  { parent, clock, answered }: OwnersAsked,
): Promise<Map<string, Listed>> {
  const listed = new Map<string, Listed>();
  if (parent === null) return listed;
  const readTime = formatTimestamp(readTimeAt(clock()));
  try {
    const pages = listAssets(google, { parent, content: "IAM_POLICY", types: CONTAINERS, readTime, answered });
    for await (const rows of pages) {
      for (const { asset, problem } of rows) {
        const { ancestors, iamPolicy } = isRecord(asset) ? asset : {};
        const parsed = Names.safeParse(ancestors);
        // A policy that lacks a part, or can't be read, is asked for by itself.
        if (!parsed.success || iamPolicy === undefined || problem !== null) continue;
        listed.set(parsed.data[0] as string, { policy: iamPolicy, ancestors: parsed.data });
      }
    }
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    return new Map();
  }
  return listed;
}

const Names = z.array(z.string()).min(1);

async function ancestorsOf(google: GoogleCalls, project: string, { clock, answered }: OwnersAsked): Promise<string[]> {
  const path = `/v3/${project}`;
  const told = await google.get({ api: "resourcemanager", action: PROJECT_ACTION, answered, path });
  const id = isRecord(told) ? textOf(told["projectId"]) : null;
  if (id === null) throw misshapen(`the answer to ${PROJECT_ACTION}`);
  const { told: chain, answers } = await readAncestry(google, id, clock);
  for (const answer of answers) answered(answer);
  return chain.map((each) => (each.type === "project" ? project : `${each.type}s/${each.id}`));
}

async function askedPolicy(
  google: GoogleCalls,
  policies: AncestorPolicies,
  name: string,
  answered: OwnersAsked["answered"],
): Promise<Json> {
  const [kinds = "", id = ""] = name.split("/");
  const { told, answers } = await policies.of(google, kinds.slice(0, -1), id, "");
  for (const answer of answers) answered(answer);
  return told;
}

const Policy = z.looseObject({
  bindings: z.array(z.object({ role: z.string(), members: z.array(z.string()).nullish() })).nullish(),
});

/**
 * Owner and Admin own. A role under a condition may end in `_withcond_` and a hash.
 * https://docs.cloud.google.com/iam/docs/roles-overview#basic https://docs.cloud.google.com/iam/docs/troubleshooting-withcond
 */
const OWNER = /^roles\/(?:owner|admin)(?:_withcond_[0-9a-f]+)?$/i;
const GROUP = "group:";

function groupsIn(policy: Json): string[] | undefined {
  const { data } = Policy.safeParse(policy);
  if (data === undefined) return undefined;
  const owners = (data.bindings ?? []).filter(({ role }) => OWNER.test(role)).flatMap(({ members }) => members ?? []);
  // A deleted group may do nothing: `deleted:group:…`.
  return owners.filter((member) => member.startsWith(GROUP)).map((member) => member.slice(GROUP.length).toLowerCase());
}

const misshapen = (what: string): CallFailed =>
  new CallFailed(
    "UnexpectedShape",
    { code: "unexpected-shape", detail: `${what} has another form than documented` },
    null,
  );
