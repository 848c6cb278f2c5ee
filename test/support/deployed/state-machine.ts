// Goes through a definition of the Amazon States Language as Step Functions does, as far as ours speaks it: what it does not
// know it refuses. https://states-language.net/spec.html; distributed maps: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html

type Json = unknown;
type Members = { readonly [member: string]: Json };

type Catcher = { readonly ErrorEquals: readonly string[]; readonly Next: string; readonly ResultPath?: string | null };
type Retrier = { readonly ErrorEquals: readonly string[]; readonly MaxAttempts?: number };
type State = {
  readonly Type: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Resource?: string;
  readonly InputPath?: string;
  readonly Parameters?: Members;
  readonly ResultPath?: string | null;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
  readonly Choices?: readonly (Members & { readonly Variable: string; readonly Next: string })[];
  readonly Default?: string;
  readonly ItemReader?: { readonly Parameters: Members };
  readonly ItemProcessor?: Definition;
  readonly MaxConcurrency?: number;
  readonly ToleratedFailurePercentage?: number;
  readonly Branches?: readonly Definition[];
};
export type Definition = { readonly StartAt: string; readonly States: { readonly [name: string]: State } };

/** The world of a definition: its tasks by their resource, and the lists that maps read from S3. */
export type World = {
  readonly task: (resource: string, input: Json) => Promise<Json>;
  readonly list: (bucket: string, key: string) => Promise<readonly Json[]>;
  /** Told of every state that is entered, and of every attempt that failed. */
  readonly told?: (event: { readonly state: string; readonly error?: string }) => void;
};

/** An error by its name in the States Language. */
class StateFailed extends Error {
  override readonly name = "StateFailed";
  readonly error: string;

  constructor(error: string, cause: string) {
    super(`${error}: ${cause}`);
    this.error = error;
  }
}

const KNOWN = new Set(
  (
    "Type Next End Resource InputPath Parameters ResultPath Retry Catch Choices Default " +
    "Branches ItemReader ItemProcessor MaxConcurrency ToleratedFailurePercentage TimeoutSeconds Comment"
  ).split(" "),
);

/** Executes a definition. Rejects with StateFailed where a state fails that nothing catches. Waits between retries are left out. */
export const execute = (definition: Definition, input: Json, world: World): Promise<Json> =>
  // https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html; an item of a map has one of its own.
  go(definition, input, { Execution: { Input: input } }, world);

async function go(definition: Definition, input: Json, context: Json, world: World): Promise<Json> {
  let at = definition.StartAt;
  let data = input;
  for (;;) {
    const state = definition.States[at];
    if (state === undefined) throw new TypeError(`found no state ${at}`);
    const unknown = Object.keys(state).filter((member) => !KNOWN.has(member));
    if (unknown.length > 0)
      throw new TypeError(`${at}: found ${unknown.join(", ")}, which this interpreter does not know`);
    world.told?.({ state: at });
    if (state.Type === "Succeed") return data;
    if (state.Type === "Choice") {
      at = choose(state, data);
      continue;
    }
    try {
      const result = await act(at, state, data, context, world);
      data = place(data, state.ResultPath, result);
      if (state.End === true) return data;
      at = state.Next as string;
    } catch (error) {
      if (!(error instanceof StateFailed)) throw error;
      const catcher = state.Catch?.find(({ ErrorEquals }) => matches(ErrorEquals, error.error));
      if (catcher === undefined) throw error;
      data = place(data, catcher.ResultPath, { Error: error.error, Cause: error.message });
      at = catcher.Next;
    }
  }
}

async function act(name: string, state: State, data: Json, context: Json, world: World): Promise<Json> {
  const input = state.InputPath === undefined ? data : read(data, state.InputPath);
  switch (state.Type) {
    case "Pass":
      return state.Parameters === undefined ? input : template(state.Parameters, input, context);
    case "Task": {
      const payload = state.Parameters === undefined ? input : template(state.Parameters, input, context);
      return retried(name, state, () => world.task(state.Resource as string, payload), world);
    }
    case "Map":
      return retried(name, state, () => map(name, state, input, context, world), world);
    // Each branch is given the input, and is part of the same execution. One that fails fails the state.
    case "Parallel": {
      const branches = state.Branches ?? [];
      return retried(
        name,
        state,
        () => Promise.all(branches.map((branch) => go(branch, input, context, world))),
        world,
      );
    }
    default:
      throw new TypeError(`${name}: found a state of type ${state.Type}, which this interpreter does not know`);
  }
}

async function retried(name: string, state: State, work: () => Promise<Json>, world: World): Promise<Json> {
  const used = new Map<Retrier, number>();
  for (;;) {
    try {
      return await work();
    } catch (cause) {
      const error = cause instanceof StateFailed ? cause : new StateFailed(nameOf(cause), (cause as Error).message);
      world.told?.({ state: name, error: error.message });
      const retrier = state.Retry?.find(({ ErrorEquals }) => matches(ErrorEquals, error.error));
      const before = retrier === undefined ? 0 : (used.get(retrier) ?? 0);
      if (retrier === undefined || before >= (retrier.MaxAttempts ?? 3)) throw error;
      used.set(retrier, before + 1);
    }
  }
}

const nameOf = (error: unknown): string => (error as { readonly type?: string }).type ?? "States.TaskFailed";

// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html: States.ALL but for two of them.
const matches = (names: readonly string[], error: string): boolean =>
  names.includes(error) ||
  (names.includes("States.ALL") && error !== "States.DataLimitExceeded" && error !== "States.Runtime");

async function map(name: string, state: State, data: Json, context: Json, world: World): Promise<Json> {
  const { Bucket, Key } = template((state.ItemReader as { Parameters: Members }).Parameters, data, context) as {
    Bucket: string;
    Key: string;
  };
  const items = [...(await world.list(Bucket, Key))];
  let failed = 0;
  const total = items.length;
  const workers = Array.from({ length: Math.min(state.MaxConcurrency ?? 10_000, total) }, async () => {
    for (let item = items.shift(); item !== undefined; item = items.shift()) {
      try {
        await execute(state.ItemProcessor as Definition, item, world);
      } catch (error) {
        if (!(error instanceof StateFailed)) throw error;
        failed += 1;
      }
    }
  });
  await Promise.all(workers);
  const percent = total === 0 ? 0 : (100 * failed) / total;
  if (percent > (state.ToleratedFailurePercentage ?? 0))
    throw new StateFailed("States.ExceedToleratedFailureThreshold", `${name}: ${failed} of ${total} items failed`);
  return null;
}

function choose({ Choices = [], Default }: State, data: Json): string {
  for (const { Variable, Next, ...rest } of Choices) {
    const value = read(data, Variable);
    const [[operator, wanted] = []] = Object.entries(rest);
    switch (operator) {
      case "BooleanEquals":
      case "StringEquals":
        if (value === wanted) return Next;
        break;
      case "StringMatches":
        if (typeof value === "string" && matchesWhole(wanted as string, value)) return Next;
        break;
      default:
        throw new TypeError(`found a choice by ${operator}`);
    }
  }
  if (Default === undefined) throw new StateFailed("States.NoChoiceMatched", "no choice matched");
  return Default;
}

/** `*` is any text, of any length: https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html */
function matchesWhole(pattern: string, text: string): boolean {
  if (pattern.includes("\\")) throw new TypeError(`found ${pattern}, expected a pattern without a backslash`);
  return new RegExp(
    `^${pattern
      .split("*")
      .map((part) => RegExp.escape(part))
      .join(".*")}$`,
    "s",
  ).test(text);
}

/** A reference path such as `$.a.b`. */
function read(data: Json, path: string): Json {
  if (path === "$") return data;
  let value = data;
  for (const member of path.slice(2).split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, member))
      throw new StateFailed("States.ParameterPathFailure", `${path} is not in ${JSON.stringify(data)}`);
    value = (value as Members)[member];
  }
  return value;
}

const isObject = (value: Json): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const ARRAY = /^States\.Array\((\$[\w.]*)\)$/;

/** A path that begins with `$$` is one into the context of the execution. */
function template(parameters: Members, data: Json, context: Json): Members {
  const at = (path: string): Json => (path.startsWith("$$") ? read(context, path.slice(1)) : read(data, path));
  return Object.fromEntries(
    Object.entries(parameters).map(([member, value]) => {
      if (!member.endsWith(".$")) return [member, isObject(value) ? template(value, data, context) : value];
      const [, inArray] = ARRAY.exec(value as string) ?? [];
      return [member.slice(0, -2), inArray === undefined ? at(value as string) : [at(inArray)]];
    }),
  );
}

/** Undefined or `$`: the result is all there is; null: the input stays. */
function place(data: Json, path: string | null | undefined, result: Json): Json {
  if (path === null) return data;
  if (path === undefined || path === "$") return result;
  return { ...(data as Members), [path.slice(2)]: result };
}
