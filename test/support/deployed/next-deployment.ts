// Another deployment of the same account in another region, as far as a ledger needs one: its config, its buckets, its operator.
import { CreateBucketCommand, GetObjectCommand, PutObjectLockConfigurationCommand, S3Client } from "@aws-sdk/client-s3";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCliAtOnce } from "../ledger/run-cli-at-once.ts";
import { temporaryDirectory } from "../ledger/temporary-directory.ts";
import type { Ran } from "../run-cli.ts";
import type { Estate } from "./estate.ts";

const REGION = "eu-west-1";
const bucket = (name: string): string => `tidemark-${name}-123456789012-${REGION}`;

export class NextDeployment {
  readonly #directory = temporaryDirectory();
  readonly #env: Readonly<Record<string, string>>;
  readonly #s3: S3Client;

  private constructor({ aws, deployment }: Estate) {
    this.#env = { ...aws.env, AWS_ACCESS_KEY_ID: "AKIANEXT" };
    this.#s3 = new S3Client({
      endpoint: aws.behind,
      region: REGION,
      forcePathStyle: true,
      credentials: { accessKeyId: "AKIADEPLOY", secretAccessKey: "secret" },
    });
    const { deployment: place, ledger } = deployment.config;
    const text = readFileSync(join(deployment.directory, "tidemark.config.ts"), "utf8");
    const moved = text
      .replace(`"region": "${place.region}"`, `"region": "${REGION}"`)
      .replace(ledger.origin, `${ledger.origin}-2`);
    writeFileSync(join(this.#directory, "tidemark.config.ts"), moved);
  }

  static async make(estate: Estate): Promise<NextDeployment> {
    const made = new NextDeployment(estate);
    const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
    for (const name of ["ledger", "names", "work"]) {
      const ObjectLockEnabledForBucket = name === "ledger";
      await made.#s3.send(
        new CreateBucketCommand({ Bucket: bucket(name), ObjectLockEnabledForBucket, CreateBucketConfiguration }),
      );
    }
    const Rule = { DefaultRetention: { Mode: "GOVERNANCE", Days: 1 } } as const;
    const ObjectLockConfiguration = { ObjectLockEnabled: "Enabled", Rule } as const;
    await made.#s3.send(new PutObjectLockConfigurationCommand({ Bucket: bucket("ledger"), ObjectLockConfiguration }));
    return made;
  }

  tidemark(...args: readonly string[]): Promise<Ran> {
    return runCliAtOnce(args, this.#directory, this.#env);
  }

  /** A file of its directory. */
  read(file: string): string {
    return readFileSync(join(this.#directory, file), "utf8");
  }

  /** A directory that holds its ledger's genesis alone. */
  async genesis(): Promise<string> {
    const copy = temporaryDirectory();
    const { Body } = await this.#s3.send(
      new GetObjectCommand({ Bucket: bucket("ledger"), Key: "ledger/genesis.json" }),
    );
    writeFileSync(join(copy, "genesis.json"), (await Body?.transformToString()) ?? "");
    return copy;
  }
}
