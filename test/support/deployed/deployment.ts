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
import { App } from "aws-cdk-lib";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig, type ConfigInput } from "../../../config/define-config.ts";
import { deployedConfig, type DeployedConfig } from "../../../config/places.ts";
import { bundleFunctions } from "../../../infra/bundles.ts";
import { FUNCTIONS, namesOf, type FunctionName } from "../../../infra/names.ts";
import { addStacks } from "../../../infra/stacks.ts";
import type { EmulatedAws } from "../servers/emulated-aws.ts";
import type { WireAnswer, WireRequest } from "../servers/wire.ts";
import { calledBy } from "./called.ts";
import { denied } from "./denied.ts";
import { allows, type Call, type Statement } from "./iam.ts";
import { GRANTED_AHEAD } from "./granted-ahead.ts";
import { invoked } from "./invoked.ts";
import { KeyService } from "./key-service.ts";
import { Lambda } from "./lambda.ts";
import { execute, type Definition, type World } from "./state-machine.ts";
import { Templates, type Template } from "./template.ts";

/** A call that a function or a command made, and whether its role allows it. */
export type Made = { readonly by: FunctionName | "operator"; readonly call: Call; readonly allowed: boolean };

/** What a test does with a request of a function before anybody else sees it; null: it goes on. */
export type Interference = (by: FunctionName, request: WireRequest) => WireAnswer | null;

export type Mail = { readonly subject: string; readonly text: string };

export class Deployment {
  readonly config: DeployedConfig;
  readonly directory: string;
  readonly templates: Templates;
  readonly lambdas: { readonly [name in FunctionName]: Lambda };
  readonly keys = new KeyService();
  readonly made: Made[] = [];
  interference: Interference = () => null;
  told: NonNullable<World["told"]> = () => undefined;
  readonly #aws: EmulatedAws;
  readonly #statements: ReadonlyMap<FunctionName, readonly Statement[]>;
  readonly #s3: S3Client;
  readonly #sqs: SQSClient;
  #queues: { readonly mails: string; readonly events: string } = { mails: "", events: "" };

  private constructor(
    aws: EmulatedAws,
    config: DeployedConfig,
    directory: string,
    bundles: { readonly [name: string]: string },
    templates: Templates,
  ) {
    this.config = config;
    this.directory = directory;
    this.templates = templates;
    this.#aws = aws;
    const client = {
      endpoint: aws.behind,
      region: config.deployment.region,
      credentials: { accessKeyId: "AKIADEPLOY", secretAccessKey: "secret" },
    };
    this.#s3 = new S3Client({ ...client, forcePathStyle: true });
    this.#sqs = new SQSClient(client);
    const policies = Object.values(templates.of("AWS::IAM::Policy"));
    const names = namesOf(config);
    this.#statements = new Map(
      FUNCTIONS.map((name) => {
        const policy = policies.find(({ PolicyName }) => PolicyName === names.role(name)) as {
          PolicyDocument: { Statement: Statement[] };
        };
        return [name, [...policy.PolicyDocument.Statement, ...GRANTED_AHEAD.statements(name, config)]];
      }),
    );
    const functions = Object.values(templates.of("AWS::Lambda::Function"));
    this.lambdas = Object.fromEntries(
      FUNCTIONS.map((name) => {
        const properties = functions.find(({ FunctionName }) => FunctionName === `tidemark-${name}`) as {
          MemorySize: number;
          Timeout: number;
          Environment: { Variables: Record<string, string> };
        };
        return [
          name,
          new Lambda({
            name: `tidemark-${name}`,
            code: bundles[name] as string,
            memoryMb: properties.MemorySize,
            timeoutSeconds: properties.Timeout,
            environment: {
              ...aws.env,
              ...GRANTED_AHEAD.environment(config),
              ...properties.Environment.Variables,
              AWS_REGION: config.deployment.region,
              AWS_ACCESS_KEY_ID: keyOf(name),
              POWERTOOLS_LOG_LEVEL: "INFO",
            },
          }),
        ];
      }),
    ) as Deployment["lambdas"];
  }

  /** Synthesises, makes what the templates say on the emulated AWS, and puts itself before it. There is no ledger yet. */
  static async make(aws: EmulatedAws, input: ConfigInput): Promise<Deployment> {
    const directory = mkdtempSync(join(tmpdir(), "tidemark-deployed-"));
    const file = join(directory, "tidemark.config.ts");
    writeFileSync(file, `export default ${JSON.stringify(input, null, 2)};\n`);
    const config = deployedConfig(readConfig(input, "tidemark.config.ts")) as DeployedConfig;
    const bundles = await bundleFunctions(file, join(directory, "functions"));
    const deployment = new Deployment(
      aws,
      config,
      directory,
      bundles,
      synthesise(config, bundles, join(directory, "cdk.out")),
    );
    aws.fault = (request) => deployment.#guard(request);
    await deployment.#build();
    return deployment;
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
        task: (resource, input) =>
          this.lambda(resource.slice(resource.lastIndexOf("tidemark-") + "tidemark-".length)).invoke(input),
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
    this.lambdas[name].limit(timeoutSeconds);
  }

  /** Gives a function other memory. */
  resize(name: FunctionName, memoryMb: number): void {
    this.lambdas[name].resize(memoryMb);
  }

  lambda(name: string): Lambda {
    return this.lambdas[name as FunctionName];
  }

  statementsOf(name: FunctionName): readonly Statement[] {
    return this.#statements.get(name) as readonly Statement[];
  }

  /** Of every signing key, as the templates have it here. */
  get keyArn(): string {
    const { account, region } = this.config.deployment;
    return `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`;
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
    await Promise.all(Object.values(this.lambdas).map((lambda) => lambda.stop()));
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** What a role does not allow is denied, as IAM would; KMS and the invocation of functions are our own. */
  #guard(request: WireRequest): WireAnswer | Promise<WireAnswer> | null {
    const by =
      request.accessKey === OPERATOR_KEY ? "operator" : FUNCTIONS.find((name) => keyOf(name) === request.accessKey);
    if (by === undefined) return this.keys.answer(request);
    const { keyArn } = this;
    const call = calledBy(request, { ...this.config.deployment, keyArn });
    if (call !== null) {
      const statements = by === "operator" ? GRANTED_AHEAD.operator(this.config, keyArn) : this.statementsOf(by);
      const allowed = allows(statements, call);
      this.made.push({ by, call, allowed });
      if (!allowed) return denied(request);
    }
    if (by === "operator") return invoked(request, Object.values(this.lambdas)) ?? this.keys.answer(request);
    return this.interference(by, request) ?? this.keys.answer(request);
  }

  async #build(): Promise<void> {
    for (const properties of Object.values(this.templates.of("AWS::S3::Bucket")))
      await this.#bucket(properties as never);
    // Their policies are left out: moto applies statements without their conditions. Templates are looked at elsewhere.
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

  async #bucket(properties: BucketProperties): Promise<void> {
    const {
      BucketName: Bucket,
      ObjectLockEnabled,
      ObjectLockConfiguration,
      PublicAccessBlockConfiguration,
    } = properties;
    const LocationConstraint = this.config.deployment.region as "eu-central-1";
    await this.#s3.send(
      new CreateBucketCommand({
        Bucket,
        ObjectLockEnabledForBucket: ObjectLockEnabled === true,
        CreateBucketConfiguration: { LocationConstraint },
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

/** The access key of the environment in which commands are run. */
const OPERATOR_KEY = "AKIATEST";

/** Each function has an access key of its own, by which its requests are known. */
export const keyOf = (name: FunctionName): string => `AKIA${name.toUpperCase().replaceAll("-", "")}`;

function synthesise(config: DeployedConfig, bundles: { readonly [name: string]: string }, outdir: string): Templates {
  const app = new App({ outdir, analyticsReporting: false });
  addStacks(app, config, bundles as never);
  const assembly = app.synth();
  return new Templates(
    assembly.stacks.map(({ templateFullPath, environment: { account, region } }) => ({
      template: JSON.parse(readFileSync(templateFullPath, "utf8")) as Template,
      place: { account, region },
    })),
  );
}
