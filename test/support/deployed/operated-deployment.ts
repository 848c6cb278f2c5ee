// A deployment as its operator works with it: commands in its directory, and what somebody else did to the ledger meanwhile.
import { ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { requestKey } from "../../../config/deployed/request-keys.ts";
import type { Leaf, Seal, SealedScope } from "../../../evidence-schema/log/log-schema.ts";
import { segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import { runCliAtOnce } from "../ledger/run-cli-at-once.ts";
import { temporaryDirectory } from "../ledger/temporary-directory.ts";
import type { Ran } from "../run-cli.ts";
import type { WireAnswer } from "../servers/wire.ts";
import { copyLedger, LEDGER, slots, type Estate } from "./estate.ts";
import { verdicts } from "./verdicts.ts";

const BUCKET = "tidemark-ledger-123456789012-eu-central-1";

export class OperatedDeployment {
  readonly estate: Estate;
  readonly #slots = slots(60);

  constructor(estate: Estate) {
    this.estate = estate;
  }

  get deployment(): Estate["deployment"] {
    return this.estate.deployment;
  }

  /** Runs the next slot. */
  run(): Promise<unknown> {
    return this.deployment.run(this.#slots.shift() as string);
  }

  tidemark(...args: readonly string[]): Promise<Ran> {
    return runCliAtOnce(args, this.deployment.directory, this.deployment.envOf(args[0] ?? ""));
  }

  /** A command on the ledger of the deployment. */
  operate(command: string, ...args: readonly string[]): Promise<Ran> {
    return this.tidemark(command, ...args, "--ledger", LEDGER);
  }

  path(file: string): string {
    return join(this.deployment.directory, file);
  }

  read(file: string): string {
    return readFileSync(this.path(file), "utf8");
  }

  /** A copy of the ledger in a directory of its own. */
  async copy(): Promise<string> {
    const copy = temporaryDirectory();
    await copyLedger(this.estate, copy);
    return copy;
  }

  async leaves(): Promise<Leaf[]> {
    const folder = join(await this.copy(), "log");
    return readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .toSorted()
      .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Leaf);
  }

  /** What the newest seal says of a scope. */
  async viewOf(scope: string): Promise<SealedScope | undefined> {
    const seal = (await this.leaves()).findLast((leaf): leaf is Seal => leaf.kind === "seal");
    return seal?.scopes.find((each) => each.scope === scope);
  }

  /** Keys in the work bucket of the requests that commands left to the sealing function. */
  async requests(): Promise<string[]> {
    const asked = { Bucket: BUCKET.replace("ledger", "work"), Prefix: requestKey("").replace(".json", "") };
    const { Contents = [] } = await this.#intruder().send(new ListObjectsV2Command(asked));
    return Contents.map(({ Key = "" }) => Key);
  }

  #intruder(): S3Client {
    return new S3Client({
      endpoint: this.estate.aws.behind,
      region: "eu-central-1",
      forcePathStyle: true,
      credentials: { accessKeyId: "AKIAINTRUDER", secretAccessKey: "secret" },
    });
  }

  /** Puts an object as somebody would who has got hold of the bucket. */
  async plant(key: string): Promise<void> {
    await this.#intruder().send(new PutObjectCommand({ Bucket: BUCKET, Key: `ledger/${key}`, Body: "nobody's" }));
  }

  /** Puts one where the next segment of a scope is to come, or `further` lines on. Gives its key. */
  async breakChain(scope: string, further = 0): Promise<string> {
    const { gen = 0, seq = -1 } = (await this.viewOf(scope)) ?? {};
    const key = segmentKey(scope, gen, seq + 1 + further);
    await this.plant(key);
    return key;
  }

  /** Does something while the sealing function is not asked, and this is answered in its place. */
  async sealerAnswers(answer: WireAnswer, act: () => Promise<void>): Promise<void> {
    const { aws } = this.estate;
    const { fault } = aws;
    aws.fault = (request) => (request.service === "lambda" ? answer : fault(request));
    await act().finally(() => (aws.fault = fault));
  }

  /** The verdicts of both verifiers. */
  async verdicts(trust = "trust.txt"): Promise<[string, string]> {
    const { ours, python } = await verdicts(this.estate, trust);
    return [ours, python];
  }
}

/** What a command printed that went through. */
export async function done(ran: Promise<Ran>): Promise<string> {
  const { status, stdout, stderr } = await ran;
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return stdout;
}

/** The one line of a command that was refused. */
export async function refused(ran: Promise<Ran>): Promise<string> {
  const { status, stderr } = await ran;
  expect(status).toBe(3);
  expect(stderr.trimEnd()).not.toContain("\n");
  return stderr;
}
