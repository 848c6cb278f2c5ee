// The run as Step Functions goes through it, by the definition that is synthesised: clouds side by side, none of which stops
// another, and each scope read again by the function of its own cloud.
import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../config/schema.ts";
import { execute, type Definition, type World } from "../support/deployed/state-machine.ts";
import { large, small, synthesise, withAzure, withGoogle } from "./deployments.ts";

type Input = { readonly [member: string]: unknown };
type Call = { readonly name: string; readonly input: Input };

const SLOT = "2026-09-01T00:00:00.000Z";
const SUBSCRIPTION = "azure/aaaaaaaa-0000-4000-8000-000000000001";
const MANAGEMENT_GROUP = "azure/managementGroups/northlight";
const DIRECTORY = "entra/11111111-2222-3333-4444-555555555555";
const PROJECTS = ["gcp/projects/100000000001", "gcp/projects/100000000002"];
const accounts = (count: number): string[] => Array.from({ length: count }, (_, i) => `aws/${100000000000 + i}`);

function definitionOf(input: ConfigInput): Definition {
  const [machine] = synthesise(input)
    .templates.all("AWS::StepFunctions::StateMachine")
    .filter(({ properties }) => properties["StateMachineName"] === "tidemark-run");
  return JSON.parse(machine?.properties["DefinitionString"] as string) as Definition;
}

type Answers = {
  readonly aws: readonly string[];
  readonly azure?: readonly string[];
  readonly gcp?: readonly string[];
  /** The answer of a function to a call; null: the usual one. It may throw. */
  readonly instead?: (call: Call, before: readonly Call[]) => unknown;
  readonly list?: World["list"];
};

/** Goes through a run whose functions answer so, and tells every call of theirs and every state that was entered. */
async function run(input: ConfigInput, { aws, azure = [], gcp = [], instead = () => null, list }: Answers) {
  const calls: Call[] = [];
  const states: string[] = [];
  const item = (scopes: readonly string[]) => ({ run: "r", scopes, attempt: 1 });
  const lists: { readonly [key: string]: readonly unknown[] } = {
    shards: aws.map((scope) => item([scope])),
    tenants: azure.length === 0 ? [] : [item(azure)],
    quotaProjects: gcp.length === 0 ? [] : [item(gcp)],
    directories: azure.filter((scope) => scope.startsWith("entra/")).map((scope) => ({ run: "r", scope, attempt: 1 })),
    enclosing: azure
      .filter((scope) => scope.startsWith("azure/managementGroups/"))
      .map((scope) => ({ run: "r", scope, attempt: 1 })),
    scopes: [...aws, ...azure, ...gcp].map((scope) => ({ run: "r", scope, attempt: 1 })),
  };
  const usual: { readonly [name: string]: (input: Input) => unknown } = {
    "plan-run": () => ({
      due: true,
      run: "r",
      slot: SLOT,
      shards: "shards",
      tenants: "tenants",
      quotaProjects: "quotaProjects",
      directories: "directories",
      enclosing: "enclosing",
      scopes: "scopes",
    }),
    "collect-shard": (of) => ({ ...of, more: false }),
    "collect-azure": (of) => ({ ...of, more: false }),
    "collect-gcp": (of) => ({ ...of, more: false }),
    "assess-scope": ({ run: id, scope, attempt }) => ({ run: id, scope, attempt, next: "done" }),
    "seal-run": () => ({}),
    notify: () => ({ more: false }),
  };
  await execute(
    definitionOf(input),
    { slot: SLOT },
    {
      task: async (resource, given) => {
        const call = { name: resource.replace(/.*:tidemark-/, ""), input: given as Input };
        const before = [...calls];
        calls.push(call);
        return instead(call, before) ?? usual[call.name]?.(call.input);
      },
      list: list ?? (async (_bucket, key) => lists[key] ?? []),
      told: ({ state, error }) => error === undefined && states.push(state),
    },
  );
  return { calls, states, of: (name: string) => calls.filter((call) => call.name === name).map((call) => call.input) };
}

const indexesOf = (calls: readonly Call[], name: RegExp): number[] =>
  calls.flatMap((call, i) => (name.test(call.name) ? [i] : []));

const failed = (): never => {
  throw Object.assign(new Error("out of memory"), { type: "Runtime.ExitError" });
};

describe("a run with Azure", () => {
  const scopes = { aws: accounts(3), azure: [SUBSCRIPTION, MANAGEMENT_GROUP, DIRECTORY] };

  test("reads every account and the tenant before it assesses any scope, and seals at the end", async () => {
    const { calls, of } = await run(withAzure, scopes);
    expect(of("collect-shard").map((input) => input["scopes"])).toEqual(scopes.aws.map((scope) => [scope]));
    expect(of("collect-azure").map((input) => input["scopes"])).toEqual([scopes.azure]);
    // The directory and the management group come before the scopes that copy from them, and find themselves done the second time.
    expect(of("assess-scope").map((input) => input["scope"])).toEqual([
      DIRECTORY,
      MANAGEMENT_GROUP,
      ...scopes.aws,
      ...scopes.azure,
    ]);
    expect(Math.max(...indexesOf(calls, /collect/))).toBeLessThan(Math.min(...indexesOf(calls, /assess/)));
    expect(of("seal-run")).toEqual([{ run: "r", asked: SLOT }]);
    expect(calls.at(-1)?.name).toBe("notify");
  });

  test.each([
    ["collect-azure", "collect-shard", [scopes.aws[0]]],
    ["collect-shard", "collect-azure", scopes.azure],
  ])(
    "where every call of %s fails, %s reads on, every scope is assessed, and the run is sealed",
    async (down, up, first) => {
      const { of } = await run(withAzure, { ...scopes, instead: ({ name }) => (name === down ? failed() : null) });
      expect(of(down).length).toBeGreaterThan(1);
      expect(of(up)[0]).toMatchObject({ scopes: first });
      expect(of("assess-scope")).toHaveLength(8);
      expect(of("seal-run")).toHaveLength(1);
    },
  );

  test.each(["shards", "tenants"])(
    "where the list of %s can't be read, the other is, and the run is sealed",
    async (down) => {
      const { of } = await run(withAzure, {
        ...scopes,
        list: async (_bucket, key) =>
          key === down || key === "directories" || key === "enclosing"
            ? failed()
            : key === "scopes"
              ? [{ run: "r", scope: SUBSCRIPTION, attempt: 1 }]
              : [{ run: "r" }],
      });
      expect(of("collect-shard")).toHaveLength(down === "shards" ? 0 : 1);
      expect(of("collect-azure")).toHaveLength(down === "tenants" ? 0 : 1);
      expect(of("assess-scope")).toHaveLength(1);
      expect(of("seal-run")).toHaveLength(1);
    },
  );

  test("goes on with a tenant from where an invocation stopped", async () => {
    const next = { scope: 1, part: 0 };
    const { of } = await run(withAzure, {
      ...scopes,
      instead: ({ name, input }, before) =>
        name === "collect-azure" && !before.some((call) => call.name === name) ? { ...input, next, more: true } : null,
    });
    expect(of("collect-azure")).toEqual([
      expect.not.objectContaining({ next }),
      expect.objectContaining({ next, scopes: scopes.azure }),
    ]);
  });

  test.each([
    [accounts(1)[0] as string, "collect-shard", "collect-azure"],
    [SUBSCRIPTION, "collect-azure", "collect-shard"],
    [DIRECTORY, "collect-azure", "collect-shard"],
    [MANAGEMENT_GROUP, "collect-azure", "collect-shard"],
  ])("reads %s again by %s, and not by %s, as often as it takes", async (scope, own, other) => {
    const { of } = await run(withAzure, {
      ...scopes,
      instead: ({ name, input }, before) => {
        const isFirst = !before.some((call) => call.name === name && call.input["attempt"] === input["attempt"]);
        const isKnown = before.some((call) => call.input["attempt"] === 2);
        if (name === "assess-scope" && input["scope"] === scope && input["attempt"] === 1 && !isKnown)
          return { ...input, attempt: 2, next: "read" };
        return name === own && input["attempt"] === 2 && isFirst ? { ...input, next: { part: 1 }, more: true } : null;
      },
    });
    const again = (name: string): Input[] => of(name).filter((input) => input["attempt"] === 2);
    expect(again(own)).toMatchObject([
      { scopes: [scope], needs: "read" },
      { scopes: [scope], next: { part: 1 } },
    ]);
    expect(again(other)).toEqual([]);
    expect(again("assess-scope")).toMatchObject([{ scope }]);
  });
});

describe("a run with Azure and Google Cloud", () => {
  const scopes = { aws: accounts(2), azure: [SUBSCRIPTION, DIRECTORY], gcp: PROJECTS };
  const READERS = ["collect-shard", "collect-azure", "collect-gcp"];

  test("reads all clouds before it assesses any scope, and directories are assessed first", async () => {
    const { calls, of } = await run(large, scopes);
    expect(of("collect-shard").map((input) => input["scopes"])).toEqual(scopes.aws.map((scope) => [scope]));
    expect(of("collect-azure").map((input) => input["scopes"])).toEqual([scopes.azure]);
    expect(of("collect-gcp").map((input) => input["scopes"])).toEqual([scopes.gcp]);
    expect(of("assess-scope").map((input) => input["scope"])).toEqual([
      DIRECTORY,
      ...scopes.aws,
      ...scopes.azure,
      ...scopes.gcp,
    ]);
    expect(Math.max(...indexesOf(calls, /collect/))).toBeLessThan(Math.min(...indexesOf(calls, /assess/)));
    expect(of("seal-run")).toHaveLength(1);
  });

  test.each(READERS)("where every call of %s fails, the others read, and the run is sealed", async (down) => {
    const { of } = await run(large, { ...scopes, instead: ({ name }) => (name === down ? failed() : null) });
    expect(of(down).length).toBeGreaterThan(1);
    for (const up of READERS.filter((name) => name !== down))
      expect(of(up)).toHaveLength(up === "collect-shard" ? 2 : 1);
    expect(of("assess-scope")).toHaveLength(7);
    expect(of("seal-run")).toHaveLength(1);
  });

  test.each([
    [scopes.aws[0] as string, "collect-shard"],
    [SUBSCRIPTION, "collect-azure"],
    [DIRECTORY, "collect-azure"],
    [PROJECTS[1] as string, "collect-gcp"],
    // A directory of Google comes with the projects.
    ["workspace/C01nl4h2x", "collect-gcp"],
  ])("reads %s again by %s alone", async (scope, own) => {
    const gcp = scope.startsWith("workspace/") ? [...PROJECTS, scope] : PROJECTS;
    const { of } = await run(large, {
      ...scopes,
      gcp,
      instead: ({ name, input }, before) =>
        name === "assess-scope" && input["scope"] === scope && !before.some((call) => call.input["attempt"] === 2)
          ? { ...input, attempt: 2, next: "read" }
          : null,
    });
    const again = READERS.flatMap((name) => of(name).map((input) => ({ name, ...input })));
    expect(again.filter((input) => (input as Input)["attempt"] === 2)).toMatchObject([
      { name: own, scopes: [scope], needs: "read" },
    ]);
  });
});

test("a project that an invocation did not come to is read by the next one", async () => {
  const next = { scope: 1, part: 0 };
  const { of } = await run(withGoogle, {
    aws: accounts(1),
    gcp: PROJECTS,
    instead: ({ name, input }, before) =>
      name === "collect-gcp" && !before.some((call) => call.name === name) ? { ...input, next, more: true } : null,
  });
  expect(of("collect-gcp")).toMatchObject([{ scopes: PROJECTS }, { next, scopes: PROJECTS }]);
});

test("an account enters the same states with Azure beside it as without", async () => {
  const statesOf = async (input: ConfigInput, count: number, azure: string[] = []): Promise<number> =>
    (await run(input, { aws: accounts(count), azure })).states.length;
  const added = await Promise.all(
    [1, 2, 5, 30].map(async (count) => (await statesOf(withAzure, count)) - (await statesOf(small, count))),
  );
  // The state of both clouds, for each a map and its end, one of which stood before, and the maps over what is assessed first.
  expect(added).toEqual([6, 6, 6, 6]);
  // A shard, two scopes, and the directory once more.
  expect((await statesOf(withAzure, 1, [SUBSCRIPTION, DIRECTORY])) - (await statesOf(withAzure, 1))).toBe(12);
});

test.each([
  ["another cloud", small, /Parallel|tenants|Tenant|collect-azure|quotaProjects|QuotaProject|collect-gcp/],
  ["Azure", withGoogle, /tenants|Tenant|collect-azure/],
  ["Google Cloud", withAzure, /quotaProjects|QuotaProject|collect-gcp/],
] as const)("without %s a run has no state for it", (_name, input, states) => {
  expect(JSON.stringify(definitionOf(input))).not.toMatch(states);
});
