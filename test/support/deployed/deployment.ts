// A deployment on servers of this machine: what the templates say is there, the bundles run, and roles allow what they say.
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { rmSync } from "node:fs";
import type { ConfigInput } from "../../../config/schema.ts";
import type { DeployedConfig } from "../../../config/deployed/places.ts";
import type { Bundles } from "../../../infra/bundles.ts";
import { namesOf, type FunctionName } from "../../../infra/names.ts";
import type { Call } from "../iam/grants.ts";
import { temporaryDirectory } from "../ledger/temporary-directory.ts";
import type { EmulatedAws } from "../servers/emulated-aws.ts";
import type { WireAnswer, WireRequest } from "../servers/wire.ts";
import type { Policy } from "../iam/statement.ts";
import type { Authority } from "./authority.ts";
import { calledBy } from "./called.ts";
import { CALLERS, keyOf, type Caller } from "./callers.ts";
import { contextOf } from "./context.ts";
import { denied } from "./denied.ts";
import { invoked } from "./invoked.ts";
import { KeyService } from "./key-service.ts";
import type { Lambda } from "./lambda.ts";
import { Replicator } from "./replicator.ts";
import { execute, type Definition, type World } from "./state-machine.ts";
import type { Templates } from "./template.ts";
import { makeVersion, type Environments, type Version } from "./version.ts";

/** A call that a function or a command made, and whether its role allows it. */
export type Made = { readonly by: Caller; readonly call: Call; readonly allowed: boolean };

/** What a test does with a request of a function before anybody else sees it; null: it goes on. */
export type Interference = (by: Caller, request: WireRequest) => WireAnswer | null;

export type Mail = { readonly subject: string; readonly text: string };

export class Deployment {
  readonly directory: string;
  readonly keys = new KeyService();
  readonly made: Made[] = [];
  /** All that went into functions of a run and came out of them, as JSON: Step Functions keeps it with the execution. */
  readonly passed: string[] = [];
  interference: Interference = () => null;
  /** Signs a workload token for whoever may have one: moto does not. */
  tokens: (request: WireRequest) => Promise<WireAnswer> | null = () => null;
  told: NonNullable<World["told"]> = () => undefined;
  readonly #aws: EmulatedAws;
  readonly #versions: Version[];
  readonly #environments: Environments;
  readonly #s3: S3Client;
  readonly #sqs: SQSClient;
  #queues: { readonly mails: string; readonly events: string } = { mails: "", events: "" };

  private constructor(aws: EmulatedAws, directory: string, version: Version, environments: Environments) {
    this.directory = directory;
    this.#environments = environments;
    this.#aws = aws;
    this.#versions = [version];
    const client = {
      endpoint: aws.behind,
      region: version.config.deployment.region,
      credentials: { accessKeyId: "AKIADEPLOY", secretAccessKey: "secret" },
    };
    this.#s3 = new S3Client({ ...client, forcePathStyle: true });
    this.#sqs = new SQSClient(client);
  }

  /** Synthesises, makes what the templates say on the emulated AWS, and puts itself before it. There is no ledger yet. */
  static async make(aws: EmulatedAws, input: ConfigInput, environments: Environments = {}): Promise<Deployment> {
    const directory = temporaryDirectory();
    const version = await makeVersion(aws, input, directory, 1, environments);
    const deployment = new Deployment(aws, directory, version, environments);
    aws.fault = (request) => deployment.#guard(request);
    await deployment.#build();
    return deployment;
  }

  /** Deploys another config over this one: functions and roles are the new ones from the next call on. No bucket changes. */
  async upgrade(input: ConfigInput): Promise<void> {
    const number = this.#versions.length + 1;
    this.#versions.push(await makeVersion(this.#aws, input, this.directory, number, this.#environments));
  }

  get #version(): Version {
    return this.#versions.at(-1) as Version;
  }

  get config(): DeployedConfig {
    return this.#version.config;
  }

  get bundles(): Bundles {
    return this.#version.bundles;
  }

  get templates(): Templates {
    return this.#version.templates;
  }

  get authority(): Authority {
    return this.#version.authority;
  }

  get lambdas(): Version["lambdas"] {
    return this.#version.lambdas;
  }

  /** The definition of the run as it was synthesised. */
  get definition(): Definition {
    const [machine] = Object.values(this.templates.of("AWS::StepFunctions::StateMachine"));
    return JSON.parse(machine?.["DefinitionString"] as string) as Definition;
  }

  /** Runs the state machine, as the scheduler would: each task by its bundle. */
  run(slot: string): Promise<unknown> {
    return execute(
      this.definition,
      { slot },
      {
        task: async (resource, input) => {
          const name = resource.slice(resource.lastIndexOf("tidemark-") + "tidemark-".length);
          const result = await this.lambda(name).invoke(input);
          this.passed.push(JSON.stringify([input, result]));
          return result;
        },
        list: async (Bucket, Key) => {
          const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket, Key }));
          return JSON.parse((await Body?.transformToString()) ?? "") as unknown[];
        },
        told: (event) => this.told(event),
      },
    );
  }

  /** Gives a function another time limit. */
  limit(name: FunctionName, timeoutSeconds: number): void {
    this.lambda(name).limit(timeoutSeconds);
  }

  /** Gives a function other memory. */
  resize(name: FunctionName, memoryMb: number): void {
    this.lambda(name).resize(memoryMb);
  }

  lambda(name: string): Lambda {
    const lambda = this.lambdas[name as FunctionName];
    if (lambda === undefined) throw new TypeError(`found function ${name}, expected one of the deployment`);
    return lambda;
  }

  /** Copies the ledger to its replica, where the config has one; what `authority` does not allow the role stays behind. */
  replicator(authority = this.authority): Replicator {
    return new Replicator(this.#s3, this.templates, authority);
  }

  /** What a role may do by its own policy. */
  policyOf(name: Caller): Policy {
    return this.authority.policyOf(this.#roleOf(name));
  }

  /** The environment of a program that one of them runs. */
  envAs(name: Caller): Readonly<Record<string, string>> {
    return { ...this.#aws.env, AWS_ACCESS_KEY_ID: keyOf(name) };
  }

  /** The environment of a command: an operator gives those that write, and an auditor those that read. */
  envOf(command: string): Readonly<Record<string, string>> {
    return this.envAs(READERS.has(command) ? "auditor" : "operator");
  }

  /** Mails that the topic delivered since the last time. */
  async mails(): Promise<Mail[]> {
    const bodies = await this.#receive(this.#queues.mails);
    return bodies.map((body) => {
      const { Subject, Message } = JSON.parse(body) as { Subject: string; Message: string };
      return { subject: Subject, text: Message };
    });
  }

  /** Events that the bus delivered since the last time. */
  async events(): Promise<{ readonly type: string; readonly detail: { readonly [member: string]: unknown } }[]> {
    const bodies = await this.#receive(this.#queues.events);
    return bodies.map((body) => {
      const { "detail-type": type, detail } = JSON.parse(body) as {
        "detail-type": string;
        detail: Record<string, unknown>;
      };
      return { type, detail };
    });
  }

  async stop(): Promise<void> {
    // What an earlier version still runs comes to its end in AWS; here nothing is under way any more.
    const all = this.#versions.flatMap(({ lambdas }) => Object.values(lambdas));
    await Promise.all(all.map((lambda) => lambda.stop()));
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** What policies do not allow is denied, as IAM would; KMS and the invocation of functions are our own. */
  #guard(request: WireRequest): WireAnswer | Promise<WireAnswer> | null {
    const by = CALLERS.find((name) => keyOf(name) === request.accessKey) ?? null;
    if (!this.#isAllowed(by, request)) return denied(request);
    const own =
      (by === null ? null : this.interference(by, request)) ??
      this.#policyOf(request) ??
      this.keys.answer(request) ??
      (request.call === "GetWebIdentityToken" ? this.tokens(request) : null);
    return own ?? (by === "operator" ? invoked(request, Object.values(this.lambdas)) : null);
  }

  /** Null: somebody who may do everything in the account, as far as buckets and keys let them. */
  #isAllowed(by: Caller | null, request: WireRequest): boolean {
    if (by === null && !isChange(request)) return true;
    const call = calledBy(request, this.config.deployment);
    if (call === null) return true;
    const who = by === null ? this.authority.administrator() : this.authority.role(this.#roleOf(by));
    const context = contextOf(request);
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html: the header asks for a permission of its own.
    const asked = [call, ...(isBypass(request) ? [{ ...call, action: "s3:BypassGovernanceRetention" }] : [])];
    const allowed = asked.every((each) => this.authority.decide(who, { ...each, context }).allowed);
    if (by !== null) this.made.push({ by, call, allowed });
    return allowed;
  }

  /** Policies of buckets are those of the templates: moto has none, since it applies statements without their conditions. */
  #policyOf({ service, method, path }: WireRequest): WireAnswer | null {
    const [, bucket] = /^\/([^/?]+)\/?\?policy(?:=|&|$)/.exec(path) ?? [];
    if (service !== "s3" || method !== "GET" || bucket === undefined) return null;
    const guarded = this.authority.guarded(`arn:aws:s3:::${bucket}`);
    if (guarded === null) return null;
    return { headers: { "content-type": "application/json" }, body: JSON.stringify(guarded.policy) };
  }

  #roleOf(by: Caller): string {
    const { roleArn, ledgerAccount } = namesOf(this.config);
    const account = by === "auditor" ? ledgerAccount : this.config.deployment.replica?.account;
    return by === "auditor" || by === "replica-auditor" ? `arn:aws:iam::${account}:role/tidemark-${by}` : roleArn(by);
  }

  async #build(): Promise<void> {
    for (const { properties, place } of this.templates.all("AWS::S3::Bucket"))
      await this.#bucket(properties as never, place.region);
    // Their policies are left out: moto applies statements without their conditions. The front enforces them.
    const client = {
      endpoint: this.#aws.behind,
      region: this.config.deployment.region,
      credentials: { accessKeyId: "AKIADEPLOY", secretAccessKey: "secret" },
    };
    const sns = new SNSClient(client);
    const bus = new EventBridgeClient(client);
    const queue = async (QueueName: string): Promise<{ url: string; arn: string }> => {
      const { QueueUrl = "" } = await this.#sqs.send(new CreateQueueCommand({ QueueName }));
      return { url: QueueUrl, arn: `arn:aws:sqs:${client.region}:123456789012:${QueueName}` };
    };
    const [mails, events] = [await queue("mails"), await queue("events")];
    this.#queues = { mails: mails.url, events: events.url };
    await sns.send(new CreateTopicCommand({ Name: "tidemark-messages" }));
    const TopicArn = `arn:aws:sns:${client.region}:123456789012:tidemark-messages`;
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: mails.arn }));
    await bus.send(new CreateEventBusCommand({ Name: "tidemark" }));
    await bus.send(
      new PutRuleCommand({
        Name: "all",
        EventBusName: "tidemark",
        EventPattern: JSON.stringify({ source: ["tidemark"] }),
      }),
    );
    await bus.send(
      new PutTargetsCommand({ Rule: "all", EventBusName: "tidemark", Targets: [{ Id: "queue", Arn: events.arn }] }),
    );
  }

  async #bucket(properties: BucketProperties, region: string): Promise<void> {
    const {
      BucketName: Bucket,
      ObjectLockEnabled,
      ObjectLockConfiguration,
      PublicAccessBlockConfiguration,
    } = properties;
    // us-east-1 is no constraint: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
    const LocationConstraint = region as "eu-central-1";
    const where = region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint } };
    await this.#s3.send(
      new CreateBucketCommand({
        Bucket,
        ObjectLockEnabledForBucket: ObjectLockEnabled === true,
        ...where,
      }),
    );
    if (ObjectLockConfiguration !== undefined) {
      await this.#s3.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
    }
    await this.#s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  }

  async #receive(QueueUrl: string): Promise<string[]> {
    const bodies: string[] = [];
    for (;;) {
      const { Messages = [] } = await this.#sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      if (Messages.length === 0) return bodies;
      bodies.push(...Messages.map(({ Body = "" }) => Body));
      const Entries = Messages.map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle }));
      await this.#sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
  }
}

type BucketProperties = {
  readonly BucketName: string;
  readonly ObjectLockEnabled?: boolean;
  readonly ObjectLockConfiguration?: {
    ObjectLockEnabled: "Enabled";
    Rule: { DefaultRetention: { Mode: "GOVERNANCE" | "COMPLIANCE"; Days: number } };
  };
  readonly PublicAccessBlockConfiguration: Record<string, boolean>;
};

const READERS = new Set(["verify", "status", "query", "history"]);

const isBypass = ({ service, headers }: WireRequest): boolean =>
  service === "s3" && headers["x-amz-bypass-governance-retention"] === "true";

/** Requests of strangers that would change what a bucket or a key of the deployment guards. */
const isChange = ({ service, method, path, call }: WireRequest): boolean =>
  (service === "s3" && path.startsWith("/tidemark-") && method !== "GET" && method !== "HEAD") ||
  (service === "kms" && call === "Sign");
