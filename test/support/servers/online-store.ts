// A ledger in a bucket, made by the real program on moto, behind a wire that answers what moto has not, and that a test can have
// lie: other times in listings, calls denied, events of CloudTrail.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateBucketCommand, GetObjectCommand, PutObjectLockConfigurationCommand, S3Client } from "@aws-sdk/client-s3";
import { acknowledgement } from "../../../config/members/deployment.ts";
import { KEY_ALIAS } from "../../../config/deployed/places.ts";
import type { Seal, SegmentRow } from "../../../evidence-schema/log/log-schema.ts";
import type { Online } from "../../../ledger/online/online.ts";
import { runCliAtOnce } from "../ledger/run-cli-at-once.ts";
import { runCommand } from "../ledger/run-command.ts";
import { writeExports } from "../ledger/small-export.ts";
import { temporaryDirectory } from "../ledger/temporary-directory.ts";
import type { Ran } from "../run-cli.ts";
import { lookUpSignatures, type Signed } from "./event-history.ts";
import { startMoto } from "./moto.ts";
import { objectRetention } from "./object-retention.ts";
import type { RunningServer } from "./process.ts";
import { startWire, type Wire, type WireAnswer, type WireRequest } from "./wire.ts";

/** moto's own account: who asks is of it. */
const ACCOUNT = "123456789012";
const REGION = "eu-central-1";
const HOUR_MS = 3_600_000;

/** The key of the newest seal: of the second run. */
export const NEWEST = "log/000000000001.json";

type Looked = { readonly status: number | null; readonly verdict: string; readonly online: Online };

type Mode = "trial" | "compliance";
const DAYS = { trial: 1, compliance: 400 };

export class OnlineStore {
  readonly mode: Mode;
  readonly bucket: string;
  readonly ledger: string;
  readonly config: string;
  /** ARNs of the log's keys: the one that it began with, and the one that a rotation would add. */
  key = "";
  second = "";
  /** Straight to moto, as somebody who may do everything. */
  readonly s3: S3Client;
  readonly #moto: RunningServer;
  readonly #home = temporaryDirectory();
  #wire: Wire | null = null;
  /** By key of the ledger: what listings say of its oldest version, in ms since 1970. */
  readonly written = new Map<string, number>();
  /** What is answered in the place of moto; null: nothing. */
  instead: (request: WireRequest) => WireAnswer | null = () => null;
  signed: Signed[] = [];
  /** Events to a page. */
  page = 50;

  private constructor(mode: Mode, moto: RunningServer) {
    this.mode = mode;
    this.#moto = moto;
    this.bucket = `tidemark-ledger-${ACCOUNT}-${REGION}`;
    this.ledger = `s3://${this.bucket}/ledger`;
    this.config = join(this.#home, "tidemark.config.ts");
    const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "secret" };
    this.s3 = new S3Client({ endpoint: moto.url, region: REGION, credentials, forcePathStyle: true });
  }

  static async start(mode: Mode): Promise<OnlineStore> {
    const store = new OnlineStore(mode, await startMoto());
    try {
      await store.#make();
    } catch (error) {
      // A test that was given no store can stop none.
      await store.stop();
      throw error;
    }
    return store;
  }

  async stop(): Promise<void> {
    await this.#wire?.stop();
    await this.#moto.stop();
  }

  get requests(): readonly WireRequest[] {
    return this.#wire?.requests ?? [];
  }

  /** Everything as it was made. */
  calm(): void {
    this.written.clear();
    this.instead = () => null;
    this.signed = [];
    this.page = 50;
  }

  readonly verify = (...args: readonly string[]): Promise<Ran> => {
    const config = args.includes("--config") ? [] : ["--config", this.config];
    return runCommand([
      "verify",
      "--ledger",
      this.ledger,
      "--trust",
      join(this.#home, ".tidemark/trust.txt"),
      ...config,
      ...args,
    ]);
  };

  /** The same as JSON, which has all that the text has. Rejects where anything is complained of. */
  async look(...args: readonly string[]): Promise<Looked> {
    const { status, stdout, stderr } = await this.verify("--json", ...args);
    if (stderr !== "") throw new Error(stderr);
    const { verdict, exit, online } = JSON.parse(stdout) as Omit<Looked, "status"> & { readonly exit: number };
    if (exit !== status) throw new Error(`found exit ${exit} in the text, expected ${status}`);
    return { status, verdict, online };
  }

  /** Whoever asks for these paths gets this answer. */
  answer(path: RegExp, said: WireAnswer): void {
    this.instead = (request) => (path.test(request.path) && request.method === "GET" ? said : null);
  }

  /** The newest seal, and a segment that it lists. */
  async newest(): Promise<{ readonly seal: Seal; readonly segment: SegmentRow }> {
    const seal = JSON.parse((await this.read(NEWEST)).toString("utf8")) as Seal;
    return { seal, segment: seal.scopes.flatMap(({ segments }) => segments)[0] as SegmentRow };
  }

  /** What lies under a key of the ledger. */
  async read(key: string): Promise<Buffer> {
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: this.bucket, Key: `ledger/${key}` }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  }

  async #make(): Promise<void> {
    this.#wire = await startWire((request) => this.#answer(request), this.#moto.url);
    const env = { ...this.#wire.env, AWS_REGION: REGION };
    Object.assign(process.env, env);
    const retention = { Mode: this.mode === "trial" ? "GOVERNANCE" : "COMPLIANCE", Days: DAYS[this.mode] } as const;
    await this.s3.send(
      new CreateBucketCommand({
        Bucket: this.bucket,
        ObjectLockEnabledForBucket: true,
        CreateBucketConfiguration: { LocationConstraint: REGION },
      }),
    );
    const ObjectLockConfiguration = { ObjectLockEnabled: "Enabled", Rule: { DefaultRetention: retention } } as const;
    await this.s3.send(new PutObjectLockConfigurationCommand({ Bucket: this.bucket, ObjectLockConfiguration }));
    const kms = new KMSClient({ region: REGION });
    const newKey = async (AliasName: string): Promise<string> => {
      const of = { KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" } as const;
      const { KeyMetadata: { Arn: TargetKeyId = "" } = {} } = await kms.send(new CreateKeyCommand(of));
      await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId }));
      return TargetKeyId;
    };
    this.key = await newKey(KEY_ALIAS);
    this.second = await newKey(`${KEY_ALIAS}-2`);
    const { deployment: _deployment, ...rest } = this.#config();
    // A ledger of a deployment is made by its functions. Here one is made with a key file, in the place of a deployment's.
    this.#configure(rest);
    const from = writeExports(join(this.#home, "one"), new Date(Date.now() - HOUR_MS).toISOString(), ["one"]);
    const again = writeExports(join(this.#home, "two"), new Date(Date.now() - HOUR_MS / 2).toISOString(), [
      "one",
      "two",
    ]);
    const commands = [
      ["start", "--ledger", this.ledger, "--from", from],
      ["collect", "--ledger", this.ledger, "--from", again],
    ];
    for (const command of commands) {
      const { status, stderr } = await runCliAtOnce(command, this.#home, env);
      // The emulator can't answer for the account's public access block, so this type is not read, and the command ends with 2.
      if (status !== 0 && status !== 2) throw new Error(`${command[0]} ended with ${status}: ${stderr}`);
    }
    this.#configure(this.#config());
  }

  #configure(config: object): void {
    writeFileSync(this.config, `export default ${JSON.stringify(config)};\n`);
  }

  #config() {
    const [first, second] = ["111111111111", ACCOUNT];
    return {
      company: { legalEntity: "Example GmbH", system: "Example" },
      ledger: { origin: "example.test/tidemark", mode: this.mode, retentionDays: DAYS[this.mode] },
      aws: { role: "TidemarkRead", externalId: "example" },
      scopes: [first, second].map((id) => ({ scope: `aws/${id}`, regions: [REGION] })),
      // No slot is due yet.
      schedule: { everySeconds: 3600, from: new Date(Math.ceil(Date.now() / HOUR_MS + 24) * HOUR_MS).toISOString() },
      deployment: {
        account: ACCOUNT,
        region: REGION,
        signingKeys: 2,
        operators: [`arn:aws:iam::${ACCOUNT}:role/security`],
        emails: ["security@example.test"],
        ...(this.mode === "compliance" ? { acknowledged: acknowledgement(DAYS.compliance) } : {}),
      },
    };
  }

  #answer(request: WireRequest): WireAnswer | Promise<WireAnswer> | null {
    const { service, method, path } = request;
    const said = this.instead(request) ?? lookUpSignatures(request, this.signed, this.page);
    if (said !== null) return said;
    const isListing = service === "s3" && method === "GET" && /[?&]versions/.test(path);
    return isListing && this.written.size > 0 ? this.#listing(request) : objectRetention(request, this.#moto.url);
  }

  async #listing({ path, authorization }: WireRequest): Promise<WireAnswer> {
    const answer = await fetch(`${this.#moto.url}${path}`, { headers: { authorization } });
    const told = (await answer.text()).replace(/<Version>.*?<\/Version>/gs, (version) => {
      const key = /<Key>ledger\/(.*?)<\/Key>/.exec(version)?.[1] ?? "";
      const written = this.written.get(key);
      if (written === undefined) return version;
      return version.replace(/(<LastModified>).*?</, `$1${new Date(written).toISOString()}<`);
    });
    return { status: answer.status, headers: { "content-type": "application/xml" }, body: told };
  }
}
