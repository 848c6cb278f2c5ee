// Templates of CloudFormation as a synthesis wrote them, with what they refer to put in place of every reference.
import { readFileSync } from "node:fs";
import type { CloudAssembly } from "aws-cdk-lib/cx-api";

type Json = unknown;
export type Members = { readonly [member: string]: Json };
export type Resource = { readonly Type: string; readonly Properties?: Members; readonly DeletionPolicy?: string };
export type Template = {
  readonly Resources: { readonly [id: string]: Resource };
  readonly Outputs?: { readonly [id: string]: { readonly Value: Json; readonly Export?: { readonly Name: string } } };
};

export type Place = { readonly account: string; readonly region: string };

/** What `Ref` and `Fn::GetAtt` stand for, for the types that our templates refer to. */
function valueOf(
  id: string,
  { Type, Properties = {} }: Resource,
  attribute: string,
  { account, region }: Place,
): string {
  const name = (member: string): string => Properties[member] as string;
  const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${account}:${rest}`;
  switch (`${Type} ${attribute}`) {
    case "AWS::S3::Bucket Ref":
      return name("BucketName");
    case "AWS::S3::Bucket Arn":
      return `arn:aws:s3:::${name("BucketName")}`;
    case "AWS::SNS::Topic Ref":
      return arn("sns", name("TopicName"));
    case "AWS::Events::EventBus Ref":
      return name("Name");
    case "AWS::Events::EventBus Arn":
      return arn("events", `event-bus/${name("Name")}`);
    case "AWS::Events::Rule Ref":
      return name("Name");
    case "AWS::Lambda::Function Arn":
      return arn("lambda", `function:${name("FunctionName")}`);
    case "AWS::Lambda::Function Ref":
      return name("FunctionName");
    case "AWS::StepFunctions::StateMachine Ref":
    case "AWS::StepFunctions::StateMachine Arn":
      return arn("states", `stateMachine:${name("StateMachineName")}`);
    case "AWS::KMS::Key Arn":
      return arn("kms", `key/${keyId(id)}`);
    case "AWS::Logs::LogGroup Ref":
      return name("LogGroupName");
    case "AWS::Logs::LogGroup Arn":
      return `${arn("logs", `log-group:${name("LogGroupName")}`)}:*`;
    case "AWS::IAM::Role Ref":
      return name("RoleName");
    case "AWS::IAM::Role Arn":
      return `arn:aws:iam::${account}:role/${name("RoleName")}`;
    case "AWS::SQS::Queue Ref":
      return `https://sqs.${region}.amazonaws.com/${account}/${name("QueueName")}`;
    case "AWS::CloudWatch::Alarm Arn":
      return arn("cloudwatch", `alarm:${name("AlarmName")}`);
    case "AWS::SQS::Queue Arn":
      return arn("sqs", name("QueueName"));
    case "AWS::SQS::Queue QueueName":
      return name("QueueName");
    case "AWS::StepFunctions::StateMachine Name":
      return name("StateMachineName");
    default:
      throw new TypeError(`found ${attribute} of ${Type}, expected one that template.ts knows`);
  }
}

/** A stack as its synthesis wrote it. */
export type Synthesised = { readonly name: string; readonly template: Template; readonly place: Place };

/** The templates of an assembly of the CDK. */
export const templatesOf = (assembly: CloudAssembly): Templates =>
  new Templates(
    assembly.stacks.map(({ stackName, templateFullPath, environment: { account, region } }) => ({
      name: stackName,
      template: JSON.parse(readFileSync(templateFullPath, "utf8")) as Template,
      place: { account, region },
    })),
  );

/** The id of a signing key, by its number in the template: `SigningKey`, `SigningKey2` and so on, each with a hash behind it. */
function keyId(id: string): string {
  const [, number] = /^SigningKey(\d?)[0-9A-F]{8}$/.exec(id) ?? [];
  if (number === undefined) throw new TypeError(`found key ${id}, expected a signing key`);
  return `${(number || "1").repeat(8)}-2222-3333-4444-555555555555`;
}

const HAVE_ARN = new Set([
  "AWS::CloudWatch::Alarm",
  "AWS::IAM::Role",
  "AWS::KMS::Key",
  "AWS::Lambda::Function",
  "AWS::S3::Bucket",
  "AWS::SNS::Topic",
]);

/** A resource of a deployment: where it lies, and its properties with every reference resolved. */
export type Placed = {
  readonly id: string;
  readonly stack: string;
  readonly place: Place;
  readonly properties: Members;
  /** Null for types whose ARN nothing of ours asks for. */
  readonly arn: string | null;
  /** Whether it stays where its stack is deleted. */
  readonly stays: boolean;
};

/** The templates of one deployment, each with its place; exports of one are imports of others. */
export class Templates {
  readonly #all: readonly Synthesised[];

  constructor(all: readonly Synthesised[]) {
    this.#all = all;
  }

  /** The types of all resources. */
  get types(): string[] {
    const all = this.#all.flatMap(({ template }) => Object.values(template.Resources).map(({ Type }) => Type));
    return [...new Set(all)];
  }

  /** Resources of a type in all stacks. */
  all(type: string): Placed[] {
    return this.#all.flatMap(({ name, template, place }) =>
      Object.entries(template.Resources).flatMap(([id, { Type, Properties = {}, DeletionPolicy = "Delete" }]) =>
        Type === type
          ? [
              {
                id,
                stack: name,
                place,
                properties: this.#resolve(Properties, template, place) as Members,
                arn: this.#arn(id, template, place),
                stays: DeletionPolicy !== "Delete",
              },
            ]
          : [],
      ),
    );
  }

  /** Resources of a type, by id, with every reference resolved. */
  of(type: string): { readonly [id: string]: Members } {
    return Object.fromEntries(this.all(type).map(({ id, properties }) => [id, properties]));
  }

  #arn(id: string, template: Template, place: Place): string | null {
    const resource = this.#resolved(id, template, place);
    // The `Ref` of a topic is its ARN.
    const attribute = resource.Type === "AWS::SNS::Topic" ? "Ref" : "Arn";
    return HAVE_ARN.has(resource.Type) ? valueOf(id, resource, attribute, place) : null;
  }

  #resolve(value: Json, template: Template, place: Place): Json {
    if (Array.isArray(value)) return value.map((each) => this.#resolve(each, template, place));
    if (typeof value !== "object" || value === null) return value;
    const resolve = (each: Json): Json => this.#resolve(each, template, place);
    const entries = Object.entries(value);
    const [[name, argument] = ["", null]] = entries;
    if (entries.length === 1) {
      if (name === "Ref") return this.#ref(argument as string, template, place);
      if (name === "Fn::GetAtt") {
        const [id, attribute] = argument as [string, string];
        return valueOf(id, this.#resolved(id, template, place), attribute, place);
      }
      if (name === "Fn::Join") {
        const [by, parts] = argument as [string, readonly Json[]];
        return parts.map((part) => String(resolve(part))).join(by);
      }
      if (name === "Fn::ImportValue") return this.#import(resolve(argument) as string);
    }
    return Object.fromEntries(entries.map(([member, each]) => [member, resolve(each)]));
  }

  #resolved(id: string, template: Template, place: Place): Resource {
    const resource = template.Resources[id];
    if (resource === undefined) throw new TypeError(`found no resource ${id}`);
    return { ...resource, Properties: this.#resolve(resource.Properties ?? {}, template, place) as Members };
  }

  #ref(id: string, template: Template, place: Place): string {
    const pseudo: { readonly [name: string]: string } = {
      "AWS::AccountId": place.account,
      "AWS::Region": place.region,
      "AWS::Partition": "aws",
      "AWS::URLSuffix": "amazonaws.com",
    };
    return pseudo[id] ?? valueOf(id, this.#resolved(id, template, place), "Ref", place);
  }

  #import(name: string): Json {
    for (const { template, place } of this.#all) {
      for (const { Value, Export } of Object.values(template.Outputs ?? {})) {
        if (Export?.Name === name) return this.#resolve(Value, template, place);
      }
    }
    throw new TypeError(`found no export ${name}`);
  }
}
