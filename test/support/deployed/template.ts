// Templates of CloudFormation as a synthesis wrote them, with what they refer to put in place of every reference.

type Json = unknown;
type Members = { readonly [member: string]: Json };
export type Resource = { readonly Type: string; readonly Properties?: Members };
export type Template = {
  readonly Resources: { readonly [id: string]: Resource };
  readonly Outputs?: { readonly [id: string]: { readonly Value: Json; readonly Export?: { readonly Name: string } } };
};

export type Place = { readonly account: string; readonly region: string };

/** What `Ref` and `Fn::GetAtt` stand for, for the types that our templates refer to. */
function valueOf({ Type, Properties = {} }: Resource, attribute: string, { account, region }: Place): string {
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
      return arn("kms", "key/11111111-2222-3333-4444-555555555555");
    case "AWS::Logs::LogGroup Ref":
      return name("LogGroupName");
    case "AWS::Logs::LogGroup Arn":
      return `${arn("logs", `log-group:${name("LogGroupName")}`)}:*`;
    case "AWS::IAM::Role Ref":
      return name("RoleName");
    case "AWS::IAM::Role Arn":
      return `arn:aws:iam::${account}:role/${name("RoleName")}`;
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

/** The templates of one deployment, each with its place; exports of one are imports of others. */
export class Templates {
  readonly #all: readonly { readonly template: Template; readonly place: Place }[];

  constructor(all: readonly { readonly template: Template; readonly place: Place }[]) {
    this.#all = all;
  }

  /** Resources of a type, by id, with every reference resolved. */
  of(type: string): { readonly [id: string]: Members } {
    const found: { [id: string]: Members } = {};
    for (const { template, place } of this.#all) {
      for (const [id, { Type, Properties = {} }] of Object.entries(template.Resources)) {
        if (Type === type) found[id] = this.#resolve(Properties, template, place) as Members;
      }
    }
    return found;
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
        return valueOf(this.#resolved(id, template, place), attribute, place);
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
    return pseudo[id] ?? valueOf(this.#resolved(id, template, place), "Ref", place);
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
