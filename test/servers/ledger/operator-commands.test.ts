// The operator's commands on a ledger in S3, by the real program, which is killed at each object that it puts: nothing is
// broken, and the same command goes on.
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import { parseTrust } from "../../../evidence-schema/log/trust.ts";
import { openS3ForReading } from "../../../ledger/stores/s3.ts";
import { verifyLedger, type Report } from "../../../ledger/verify/verify-ledger.ts";
import { writeExports } from "../../support/ledger/small-export.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { repository } from "../../support/run-cli.ts";
import { startMoto } from "../../support/servers/moto.ts";
import type { RunningServer } from "../../support/servers/process.ts";
import { startWire, type Wire, type WireRequest } from "../../support/servers/wire.ts";

const BUCKET = "evidence";
const ACTS = "tidemark/ledger";

let server: RunningServer;
let front: Wire;
let client: S3Client;
/** Who is killed when, by the number of objects that were put; null: nobody. */
let killing: { readonly at: number; readonly when: "before" | "after" } | null = null;
let child: ChildProcess | null = null;
let puts = 0;
let copies = 0;

const isPut = ({ method, path }: WireRequest): boolean =>
  method === "PUT" &&
  path.startsWith(`/${BUCKET}/`) &&
  new URL(path, "http://s3").searchParams.get("x-id") === "PutObject";

beforeAll(async () => {
  server = await startMoto();
  front = await startWire((request) => {
    if (!isPut(request)) return null;
    puts += 1;
    if (killing === null || puts - 1 !== killing.at || killing.when === "after") return null;
    child?.kill("SIGKILL");
    return "never";
  }, server.url);
  // It is done, and nobody is there any more to hear of it.
  front.lose = (request) => {
    const isLast = isPut(request) && killing !== null && puts - 1 === killing.at && killing.when === "after";
    if (isLast) child?.kill("SIGKILL");
    return isLast;
  };
  const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "secret" };
  client = new S3Client({ endpoint: server.url, region: "us-east-1", credentials, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET, ObjectLockEnabledForBucket: true }));
  const Rule = { DefaultRetention: { Mode: "GOVERNANCE", Days: 1 } } as const;
  const ObjectLockConfiguration = { ObjectLockEnabled: "Enabled", Rule } as const;
  await client.send(new PutObjectLockConfigurationCommand({ Bucket: BUCKET, ObjectLockConfiguration }));
});
afterAll(async () => {
  await front.stop();
  await server.stop();
});

/** A ledger in the bucket, and the directory of those who run commands on it. */
type Home = { readonly directory: string; readonly prefix: string };

const place = ({ prefix }: Home): string => `s3://${BUCKET}/${prefix}`;

function tidemark(home: Home, ...args: readonly string[]): Promise<{ status: number | null; text: string }> {
  puts = 0;
  const running = spawn(process.execPath, [join(repository, "cli/main.ts"), ...args, "--ledger", place(home)], {
    cwd: home.directory,
    env: { ...process.env, ...front.env, AWS_REGION: "us-east-1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child = running;
  let text = "";
  running.stdout.on("data", (data: Buffer) => (text += String(data)));
  running.stderr.on("data", (data: Buffer) => (text += String(data)));
  return new Promise((resolve) => running.once("close", (status) => resolve({ status, text })));
}

async function found(): Promise<Home> {
  const home = { directory: temporaryDirectory(), prefix: `ledger-${(copies += 1)}` };
  const config = {
    company: { legalEntity: "Example GmbH", system: "Example" },
    ledger: { origin: "example.test/tidemark", mode: "trial", retentionDays: 1 },
    scopes: ["111111111111", "222222222222"].map((id) => ({ scope: `aws/${id}`, regions: ["eu-central-1"] })),
  };
  writeFileSync(join(home.directory, "tidemark.config.ts"), `export default ${JSON.stringify(config)};\n`);
  writeExports(join(home.directory, "one"), "2026-09-01T06:00:00.000Z", ["one"]);
  expect(await tidemark(home, "start", "--from", "one")).toMatchObject({ status: 0 });
  return home;
}

async function keysOf({ prefix }: Home): Promise<string[]> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: `${prefix}/` }));
  return Contents.map(({ Key = "" }) => Key);
}

/** The same once more: what happens to one does not touch the other. */
async function copy(home: Home): Promise<Home> {
  const to = { directory: temporaryDirectory(), prefix: `ledger-${(copies += 1)}` };
  cpSync(home.directory, to.directory, { recursive: true });
  for (const key of await keysOf(home)) {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
    await put(to, key.slice(home.prefix.length + 1), Buffer.from((await Body?.transformToByteArray()) ?? []));
  }
  return to;
}

const put = ({ prefix }: Home, key: string, Body: Buffer) =>
  client.send(new PutObjectCommand({ Bucket: BUCKET, Key: `${prefix}/${key}`, Body, ChecksumAlgorithm: "SHA256" }));

function verify(home: Home): Promise<Report> {
  const folder = join(home.directory, ".tidemark");
  const [newest = ""] = readdirSync(folder)
    .filter((name) => name.startsWith("trust"))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
    .slice(-1);
  const trust = parseTrust(readFileSync(join(folder, newest), "utf8"));
  const store = openS3ForReading(client, { bucket: BUCKET, prefix: `${home.prefix}/` });
  return verifyLedger({ store, trust, now: new Date(Date.now() + 1).toISOString() });
}

const done = async (ran: Promise<{ readonly status: number | null; readonly text: string }>): Promise<void> => {
  const { status, text } = await ran;
  expect({ status, text }).toMatchObject({ status: 0 });
};

const commands: readonly (readonly [string, (home: Home) => Promise<unknown>, readonly string[], number])[] = [
  ["rotate-key", () => Promise.resolve(), ["rotate-key", "--reason", "yearly"], 4],
  [
    "rotate-key --retire --compromised",
    (home) => done(tidemark(home, "rotate-key", "--reason", "yearly")),
    ["rotate-key", "--retire", "--compromised", "--reason", "stolen"],
    4,
  ],
  ["disown", (home) => put(home, "stray", Buffer.from("junk")), ["disown", "--all", "--reason", "x"], 3],
  [
    "restart-scope tidemark/ledger",
    (home) => put(home, segmentKey(ACTS, 0, 1), Buffer.from("junk")),
    ["restart-scope", ACTS, "--reason", "junk"],
    3,
  ],
  ["end-ledger", () => Promise.resolve(), ["end-ledger", "--successor", "none", "--reason", "moved"], 2],
];

let prepared: Home;
beforeAll(async () => {
  prepared = await found();
});

test.each(commands)("%s", async (_name, prepare, args, writes) => {
  const begun = await copy(prepared);
  await prepare(begun);
  const whole = await copy(begun);
  await done(tidemark(whole, ...args));
  // Leaf, note, act and seal, as the command has them.
  expect(puts).toBe(writes);
  expect((await verify(whole)).verdict).toBe("INTACT");
  // Before a write is after the one before it.
  const killings = [
    { at: 0, when: "before" },
    ...Array.from({ length: writes }, (_, at) => ({ at, when: "after" }) as const),
  ] as const;
  for (const each of killings) {
    const home = await copy(begun);
    killing = each;
    expect(await tidemark(home, ...args)).toMatchObject({ status: null });
    killing = null;
    expect(["INTACT", "INCOMPLETE", "STRAY"]).toContain((await verify(home)).verdict);
    const { status, text } = await tidemark(home, ...args);
    const isDone =
      each.at === writes - 1 && /nothing to restart|no restart is needed|several keys are in force/.test(text);
    if (!isDone) expect({ ...each, status, text }).toMatchObject({ status: 0 });
    expect((await verify(home)).violations).toEqual([]);
  }
});

/** Where nothing is yet, with the config and the exports of a home. */
function beside(home: Home): Home {
  const next = { directory: temporaryDirectory(), prefix: `ledger-${(copies += 1)}` };
  for (const name of ["tidemark.config.ts", "one"])
    cpSync(join(home.directory, name), join(next.directory, name), { recursive: true });
  return next;
}

test("start --continues", async () => {
  const trust = join(prepared.directory, ".tidemark/trust.txt");
  const from = ["start", "--from", "one", "--continues", place(prepared), "--continues-trust", trust];
  const args = [...from, "--reason", "moved"];
  const whole = beside(prepared);
  await done(tidemark(whole, ...args));
  const writes = puts;
  // Genesis, documents, a segment of each scope, the act of the deployment, leaf and note.
  expect(writes).toBeGreaterThan(8);
  expect((await verify(whole)).verdict).toBe("INTACT");
  // Documents are put alike: of what lies between genesis and the leaf, each third is enough.
  const last = Array.from({ length: writes }, (_, at) => at).filter((at) => at < 2 || at > writes - 3 || at % 3 === 0);
  for (const at of [-1, ...last]) {
    const home = beside(prepared);
    killing = at === -1 ? { at: 0, when: "before" } : { at, when: "after" };
    expect(await tidemark(home, ...args)).toMatchObject({ status: null });
    killing = null;
    const { status, text } = await tidemark(home, ...args);
    expect({ at, status, text }).toMatchObject({ status: 0 });
    expect((await verify(home)).violations).toEqual([]);
  }
});

test("a ledger in another place continues one that ended, and both are INTACT together", async () => {
  const home = await copy(prepared);
  const next = beside(home);
  const trust = join(home.directory, ".tidemark/trust.txt");
  const from = ["--continues", place(home), "--continues-trust", trust, "--reason", "moved"];
  await done(tidemark(next, "start", "--from", "one", ...from));
  await done(tidemark(home, "end-ledger", "--successor", place(next), "--reason", "moved"));
  const { status, text } = await tidemark(next, "verify", "--earlier", place(home), "--earlier-trust", trust);
  expect({ status, text }).toMatchObject({ status: 0 });
  expect(text).toContain("names this ledger as its successor");
});

test("a later version over an object can't be disowned, and is said", async () => {
  const home = await copy(prepared);
  await put(home, "log/000000000000.json", Buffer.from("{}"));
  await put(home, "stray", Buffer.from("junk"));
  const { status, text } = await tidemark(home, "disown", "--all", "--reason", "x");
  expect({ status, text }).toMatchObject({ status: 4 });
  expect(text).toContain("log/000000000000.json (2 versions, 0 delete markers)");
  expect((await verify(home)).violations.map(({ object }) => object)).toEqual([
    "log/000000000000.json (2 versions, 0 delete markers)",
  ]);
});
