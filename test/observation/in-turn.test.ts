// Runs over many scopes: each is appended once it is read, at most so many are held, and what ends a run in the middle
// takes nothing back.
import fc from "fast-check";
import { Session } from "node:inspector/promises";
import { beforeEach, describe, expect, test } from "vitest";
import { UnusableInput, type Reader, type ReadRequest, type ScopeReading } from "../../collectors/port.ts";
import { ACTS_SCOPE } from "../../evidence-schema/keys/object-key.ts";
import { readAndAppend } from "../../observation/in-turn.ts";
import { Cloud } from "../support/ledger/cloud.ts";
import { readSegments } from "../support/ledger/read-segments.ts";
import { INTACT, TemporaryLedger } from "../support/ledger/temporary-ledger.ts";
import { runs } from "../support/scale.ts";

const SCOPES = ["aws/111111111111", "aws/222222222222", "aws/333333333333", "aws/444444444444"] as const;
const [ONE, TWO, THREE, FOUR] = SCOPES;

let home: TemporaryLedger;
let cloud: Cloud;
beforeEach(async () => {
  home = await TemporaryLedger.create();
  cloud = new Cloud(home.clock.text);
  for (const scope of SCOPES) cloud.bucket(scope, `bucket of ${scope}`, "own key");
});

/** The cloud, with `hook` before each reading of a scope. */
function hooked(hook: (request: ReadRequest) => Promise<void> | void, more: Partial<Reader> = {}): Reader {
  return {
    lanes: cloud.lanes,
    scopes: cloud.scopes,
    ...more,
    async read(request, emit): Promise<ScopeReading> {
      await hook(request);
      return cloud.read(request, emit);
    },
  };
}

const appended = (): string[] => SCOPES.filter((scope) => readSegments(home, scope).length > 0);

describe("scopes of files", () => {
  test("are read one after another, each once the one before is appended", async () => {
    const seen: (readonly [string, readonly string[]])[] = [];
    const { observed } = await home.run({
      reader: hooked(({ scope }) => void seen.push([scope, appended()])),
      run: "first",
    });
    expect(seen).toEqual([
      [ONE, []],
      [TWO, [ONE]],
      [THREE, [ONE, TWO]],
      [FOUR, [ONE, TWO, THREE]],
    ]);
    expect(observed.map(({ scope }) => scope)).toEqual(SCOPES);
    expect(await home.verify()).toMatchObject(INTACT);
  });

  test("are let go once they are appended", async () => {
    const answers = new Map<string, WeakRef<object>>();
    const alive: string[] = [];
    const reader: Reader = {
      lanes: cloud.lanes,
      scopes: cloud.scopes,
      async read(request, emit) {
        await collectGarbage();
        for (const [scope, of] of answers) if (of.deref() !== undefined) alive.push(`${scope} at ${request.scope}`);
        const reading = await cloud.read(request, emit);
        answers.set(request.scope, new WeakRef(reading.units));
        return reading;
      },
    };
    await home.run({ reader, run: "first" });
    expect(answers.size).toBe(SCOPES.length);
    expect(alive).toEqual([]);
  });
});

async function collectGarbage(): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post("HeapProfiler.collectGarbage");
  session.disconnect();
}

describe("a scope that can't be read", () => {
  test("leaves the scopes before and after it recorded, and is sealed as failed", async () => {
    const reader = hooked(({ scope }) => {
      if (scope === THREE) throw new UnusableInput("the file is cut");
    });
    const { observed, failed, sealed } = await home.run({ reader, run: "first" });
    expect(observed.map(({ scope }) => scope)).toEqual([ONE, TWO, FOUR]);
    expect([...failed]).toEqual([[THREE, "the file is cut"]]);
    expect(sealed.seal.scopes.map(({ scope, view }) => [scope, view])).toEqual([
      [ONE, "observed"],
      [TWO, "observed"],
      [THREE, "failed"],
      [FOUR, "observed"],
      [ACTS_SCOPE, "silent"],
    ]);
    expect(await home.verify()).toMatchObject(INTACT);
  });

  test("and is the last of a run by hand whose scopes all can't: nothing is written, and each reason is told once", async () => {
    const before = home.digests();
    const reader = hooked(
      ({ scope }) => {
        throw new UnusableInput(scope === ONE ? "the file is cut" : "the file is missing");
      },
      { scopesAtOnce: 3 },
    );
    await expect(home.run({ reader, run: "first" })).rejects.toThrow(
      new UnusableInput("the file is cut\nthe file is missing"),
    );
    expect(home.digests()).toEqual(before);
  });
});

test("an error in the middle of a run leaves what was appended, and the next run seals it", async () => {
  const reader = hooked(({ scope }) => {
    if (scope === THREE) throw new TypeError("a mistake of ours");
  });
  await expect(home.run({ reader, run: "first" })).rejects.toThrow("a mistake of ours");
  expect(appended()).toEqual([ONE, TWO]);
  home.clock.advance(60);
  const { sealed } = await home.run({ reader: cloud, run: "second" });
  const listed = sealed.seal.scopes.map(({ scope, segments }) => [scope, segments.map(({ run }) => run)]);
  expect(Object.fromEntries(listed)).toMatchObject({
    [ONE]: ["first", "second"],
    [TWO]: ["first", "second"],
    [THREE]: ["second"],
    [FOUR]: ["second"],
  });
  expect(await home.verify()).toMatchObject(INTACT);
});

test("each segment names what was asked of its own scope, and the seal names all of it", async () => {
  const asked = (scope: string): string => `list ${scope}`;
  const reader: Reader = {
    lanes: cloud.lanes,
    scopes: cloud.scopes,
    read: async (request, emit) => ({
      ...(await cloud.read(request, emit)),
      queries: { [request.scope]: asked(request.scope) },
    }),
  };
  const { sealed } = await home.run({ reader, run: "first" });
  const ledger = await home.open();
  const textsOf = async (digest: unknown): Promise<unknown> =>
    ((await ledger.document("queries", digest as string)) as { readonly texts: unknown }).texts;
  for (const scope of SCOPES) {
    const opened = readSegments(home, scope)[0]?.records[0]?.body["documents"] as { readonly queries: string };
    expect(await textsOf(opened.queries)).toEqual({ [scope]: asked(scope) });
  }
  expect(await textsOf(sealed.seal.documents["queries"])).toEqual(
    Object.fromEntries(SCOPES.map((scope) => [scope, asked(scope)])),
  );
});

describe("scopes of a cloud that are read at once", () => {
  test("are told in the order of the plan, and their records are those of a run that reads one after another", async () => {
    const alone = home.copy();
    await alone.run({ reader: hooked(() => undefined), run: "first" });
    // The later a scope comes, the sooner it is answered.
    const turns = (scope: string): number => 4 * (SCOPES.length - SCOPES.indexOf(scope as (typeof SCOPES)[number]));
    const reader = hooked(
      async ({ scope }) => {
        for (let i = 0; i < turns(scope); i += 1) await new Promise(setImmediate);
      },
      { scopesAtOnce: 4 },
    );
    const { observed } = await home.run({ reader, run: "first" });
    expect(observed.map(({ scope }) => scope)).toEqual(SCOPES);
    for (const scope of SCOPES) expect(readSegments(home, scope)).toEqual(readSegments(alone, scope));
    expect(home.digests()).toEqual(alone.digests());
  });
});

test("a scope that waits for its turn is not appended once another has failed", async () => {
  const enrolled = ["a", "b", "c"].map((scope) => ({ scope, regions: [] }));
  const events: string[] = [];
  const running = readAndAppend(enrolled, {
    atOnce: 3,
    after: () => [],
    read: (each) => Promise.resolve({ enrolled: each, head: "", answers: undefined as never }),
    async append({ enrolled: { scope } }) {
      events.push(scope);
      await new Promise(setImmediate);
      throw new Error(`no ${scope}`);
    },
  });
  await expect(running).rejects.toThrow("no a");
  expect(events).toEqual(["a"]);
});

describe("whatever the order in which scopes are answered", () => {
  const plan = fc.record({
    atOnce: fc.integer({ min: 1, max: 5 }),
    // By scope: how long reading and appending take, the scopes before it that it needs, and how it ends.
    scopes: fc.array(
      fc.record({
        read: fc.nat({ max: 6 }),
        append: fc.nat({ max: 6 }),
        needs: fc.array(fc.nat()),
        ends: fc.constantFrom("well", "well", "well", "unusable", "unreadable", "unwritable"),
      }),
      { maxLength: 12 },
    ),
  });

  test("no two are appended at once, none before those it needs, and nothing happens after the end", async () => {
    await fc.assert(
      fc.asyncProperty(plan, async ({ atOnce, scopes }) => {
        const enrolled = scopes.map((_, i) => ({ scope: String(i), regions: [] }));
        const needsOf = (at: number): number[] => (at === 0 ? [] : (scopes[at]?.needs ?? []).map((need) => need % at));
        const events: string[] = [];
        const [ready, done] = [new Set<number>(), new Set<number>()];
        let [held, appending] = [0, 0];
        const wait = async (turns: number): Promise<void> => {
          for (let i = 0; i < turns; i += 1) await Promise.resolve();
        };
        const outcome = await readAndAppend(enrolled, {
          atOnce,
          after: (scope) => needsOf(Number(scope)).map(String),
          async read(each) {
            held += 1;
            expect(held).toBeLessThanOrEqual(atOnce);
            const at = Number(each.scope);
            const { read, ends } = scopes[at] as (typeof scopes)[number];
            await wait(read);
            events.push(`read ${at}`);
            if (ends === "unreadable") throw new Error(`read ${at}`);
            if (ends !== "unusable") return { enrolled: each, head: "", answers: undefined as never };
            [held] = [held - 1];
            ready.add(at);
            return null;
          },
          async append({ enrolled: { scope } }) {
            const at = Number(scope);
            const { append, ends } = scopes[at] as (typeof scopes)[number];
            appending += 1;
            expect(appending).toBe(1);
            for (const need of needsOf(at)) expect(ready.has(need)).toBe(true);
            await wait(append);
            events.push(`append ${at}`);
            [appending, held] = [appending - 1, held - 1];
            if (ends === "unwritable") throw new Error(`append ${at}`);
            ready.add(at);
            done.add(at);
          },
        }).then(
          () => null,
          (error: unknown) => (error as Error).message,
        );
        const after = events.length;
        await wait(40);
        expect(events).toHaveLength(after);
        const fatal = scopes.some(({ ends }) => ends === "unreadable" || ends === "unwritable");
        expect(outcome !== null).toBe(fatal);
        if (!fatal) expect(done).toEqual(new Set(scopes.flatMap(({ ends }, i) => (ends === "well" ? [i] : []))));
      }),
      { numRuns: runs(2000) },
    );
  });
});

test.each([1, 2, 4])(
  "scopes that need each other, or what comes later, are appended in order: %i at once",
  async (atOnce) => {
    const needs: { readonly [scope: string]: readonly string[] } = { a: ["b"], b: ["a", "c"], c: ["b"], d: [] };
    const enrolled = Object.keys(needs).map((scope) => ({ scope, types: [], regions: [] }));
    const appendedScopes: string[] = [];
    await readAndAppend(enrolled as never, {
      atOnce,
      after: (scope) => needs[scope] ?? [],
      read: (each) => Promise.resolve({ enrolled: each, head: "", answers: undefined as never }),
      append: async ({ enrolled: { scope } }) => void appendedScopes.push(scope),
    });
    expect(appendedScopes.toSorted()).toEqual(["a", "b", "c", "d"]);
    expect(appendedScopes.indexOf("a")).toBeLessThan(appendedScopes.indexOf("b"));
    expect(appendedScopes.indexOf("b")).toBeLessThan(appendedScopes.indexOf("c"));
  },
);
