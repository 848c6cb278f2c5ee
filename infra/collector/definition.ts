// Defines a run as Step Functions goes through it (https://states-language.net/spec.html): plan, read every shard, assess
// every scope, seal, tell. A scope that fails is in the seal as failed and stops nothing.
import type { FunctionName } from "../names.ts";
import type { CloudBeside } from "./clouds.ts";

/** Scopes that are read, and assessed, at once. */
const AT_ONCE = 10;

/** Every function may be run again: what it has done by then it finds. */
const RETRY = [
  { ErrorEquals: ["States.ALL"], IntervalSeconds: 5, MaxAttempts: 4, BackoffRate: 3, MaxDelaySeconds: 120 },
];

type Where = {
  readonly functionArn: (name: FunctionName) => string;
  readonly workBucket: string;
  /** The clouds that are read beside the accounts of AWS. */
  readonly beside: readonly CloudBeside[];
};

/** A task runs as long as a function may, and a minute for its start. */
const taskOf = (arn: string, rest: object) => ({
  Type: "Task",
  Resource: arn,
  TimeoutSeconds: 960,
  Retry: RETRY,
  ...rest,
});

const isTrue = (path: string, next: string, otherwise: string) => ({
  Type: "Choice",
  Choices: [{ Variable: path, BooleanEquals: true, Next: next }],
  Default: otherwise,
});

/** The verification of the whole ledger, window by window: each invocation says where the next begins. */
export const verificationDefinition = (verifier: string): object => ({
  Comment: "Tidemark: the verification of the whole ledger",
  TimeoutSeconds: 12 * 3600,
  StartAt: "Verify",
  States: {
    Verify: taskOf(verifier, { Next: "IsMore" }),
    IsMore: isTrue("$.more", "GoOn", "Verified"),
    GoOn: { Type: "Pass", Parameters: { whole: { "from.$": "$.from" } }, Next: "Verify" },
    Verified: { Type: "Succeed" },
  },
});

export function definition({ functionArn, workBucket, beside }: Where): object {
  const task = (name: FunctionName, rest: object) => taskOf(functionArn(name), rest);
  const each = (key: string, next: string, processor: object) => ({
    Type: "Map",
    ItemReader: {
      Resource: "arn:aws:states:::s3:getObject",
      ReaderConfig: { InputType: "JSON" },
      Parameters: { Bucket: workBucket, "Key.$": key },
    },
    ItemProcessor: { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" }, ...processor },
    MaxConcurrency: AT_ONCE,
    ToleratedFailurePercentage: 100,
    ResultPath: null,
    Next: next,
    // After any error the run goes on: the results that there are go into the seal.
    Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: null, Next: next }],
  });
  const shards = (next: string) =>
    each("$.shards", next, {
      StartAt: "CollectShard",
      States: {
        CollectShard: task("collect-shard", { Next: "IsMore" }),
        IsMore: isTrue("$.more", "CollectShard", "ShardRead"),
        ShardRead: { Type: "Succeed" },
      },
    });
  const branch = ({ reader, list, shard }: CloudBeside) => ({
    StartAt: `Read${shard}s`,
    States: {
      [`Read${shard}s`]: each(`$.${list}`, `${shard}sRead`, {
        StartAt: `Collect${shard}`,
        States: {
          [`Collect${shard}`]: task(reader, { Next: `IsMoreOf${shard}` }),
          [`IsMoreOf${shard}`]: isTrue("$.more", `Collect${shard}`, `${shard}Read`),
          [`${shard}Read`]: { Type: "Succeed" },
        },
      }),
      [`${shard}sRead`]: { Type: "Succeed" },
    },
  });
  const readsOthers = beside.length > 0;
  // Clouds are read side by side. Each branch catches what its map fails with, so that none ends another.
  const reading = readsOthers
    ? {
        ReadClouds: {
          Type: "Parallel",
          Branches: [
            { StartAt: "ReadShards", States: { ReadShards: shards("ShardsRead"), ShardsRead: { Type: "Succeed" } } },
            ...beside.map(branch),
          ],
          ResultPath: null,
          Next: "AssessDirectories",
        },
      }
    : { ReadShards: shards("AssessScopes") };
  const [firstReading = ""] = Object.keys(reading);
  /** The map over the scopes that a list names. `of` tells the states of two such maps apart: names are unique in a machine. */
  const assessment = (key: string, next: string, of: string) => {
    const name = (state: string): string => `${state}${of}`;
    const again = (reader: FunctionName) =>
      task(reader, { InputPath: "$.shard", ResultPath: "$.shard", Next: name("IsMoreAgain") });
    const ofOthers = beside.flatMap(({ providers, shard }) =>
      providers.map((provider) => ({
        Variable: "$.scope",
        StringMatches: `${provider}/*`,
        Next: name(`Collect${shard}Again`),
      })),
    );
    const readingAgain = {
      ...(readsOthers
        ? { [name("OfWhichCloud")]: { Type: "Choice", Choices: ofOthers, Default: name("CollectAgain") } }
        : {}),
      [name("CollectAgain")]: again("collect-shard"),
      ...Object.fromEntries(beside.map(({ reader, shard }) => [name(`Collect${shard}Again`), again(reader)])),
    };
    const [firstReadingAgain = ""] = Object.keys(readingAgain);
    return each(key, next, {
      StartAt: name("AssessScope"),
      States: {
        [name("AssessScope")]: task("assess-scope", { Next: name("IsAssessed") }),
        [name("IsAssessed")]: {
          Type: "Choice",
          Choices: [{ Variable: "$.next", StringEquals: "done", Next: name("ScopeAssessed") }],
          Default: name("NeedsRead"),
        },
        // Another writer was faster, or what would rest on absence has to be read by name.
        [name("NeedsRead")]: {
          Type: "Pass",
          Parameters: {
            "run.$": "$.run",
            "scopes.$": "States.Array($.scope)",
            "attempt.$": "$.attempt",
            "needs.$": "$.next",
          },
          ResultPath: "$.shard",
          Next: firstReadingAgain,
        },
        ...readingAgain,
        [name("IsMoreAgain")]: isTrue("$.shard.more", firstReadingAgain, name("AssessScope")),
        [name("ScopeAssessed")]: { Type: "Succeed" },
      },
    });
  };
  // A subscription copies what the chains of its tenant and of its management groups say, and a group what its tenant's says. The
  // last map finds that these are done.
  const assessing = readsOthers
    ? {
        AssessDirectories: assessment("$.directories", "AssessEnclosing", "OfDirectory"),
        AssessEnclosing: assessment("$.enclosing", "AssessScopes", "Enclosing"),
        AssessScopes: assessment("$.scopes", "Seal", ""),
      }
    : { AssessScopes: assessment("$.scopes", "Seal", "") };
  return {
    Comment: "Tidemark: one run, from its plan to its messages",
    TimeoutSeconds: 6 * 3600,
    StartAt: "Plan",
    States: {
      Plan: task("plan-run", { Next: "IsDue" }),
      IsDue: isTrue("$.due", firstReading, "Tell"),
      ...reading,
      ...assessing,
      // The slot is the scheduler's word here, not that of the function that planned the run.
      Seal: task("seal-run", {
        Parameters: { "run.$": "$.run", "asked.$": "$$.Execution.Input.slot" },
        ResultPath: null,
        Next: "Tell",
      }),
      Tell: task("notify", { Parameters: {}, Next: "IsMoreToTell" }),
      IsMoreToTell: isTrue("$.more", "Tell", "Told"),
      Told: { Type: "Succeed" },
    },
  };
}
