// Who may do what in a deployment, by its templates alone: the policies of its roles, and those of its buckets, keys and topics.
import { FUNCTIONS, namesOf, type Actor } from "../../../infra/names.ts";
import type { DeployedConfig } from "../../../config/deployed/places.ts";
import { decide, type Decision } from "../iam/decide.ts";
import type { Principal } from "../iam/principal.ts";
import type { Policy } from "../iam/statement.ts";
import type { Members, Placed, Templates } from "./template.ts";

/** A request as the evaluator takes it, without what follows from who asks and what is asked for. */
export type Ask = {
  readonly action: string;
  readonly resource: string;
  readonly context?: { readonly [key: string]: string | readonly string[] };
};

type Guarded = { readonly policy: Policy | null; readonly account: string };

/** What AWS sends with every request by an SDK of today. */
const ALWAYS = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3" };

type Parts = {
  readonly names: ReturnType<typeof namesOf>;
  /** Policies of roles, by the role's ARN. */
  readonly identities: ReadonlyMap<string, readonly Policy[]>;
  /** By ARN. */
  readonly guarded: ReadonlyMap<string, Guarded>;
};

export class Authority {
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  static of(config: DeployedConfig, templates: Templates): Authority {
    const bucketOf = ({ properties }: Placed): string[] => [`arn:aws:s3:::${properties["Bucket"] as string}`];
    return new Authority({
      names: namesOf(config),
      identities: identitiesIn(templates),
      guarded: new Map([
        ...policiesOf(templates, "AWS::S3::BucketPolicy", bucketOf),
        ...policiesOf(templates, "AWS::SNS::TopicPolicy", ({ properties }) => properties["Topics"] as string[]),
        ...keysIn(templates),
      ]),
    });
  }

  /** The same with another policy on one bucket, key or topic. */
  with(resource: string, policy: Policy): Authority {
    const guarded = new Map(this.#parts.guarded);
    guarded.set(resource, { ...(guarded.get(resource) as Guarded), policy });
    return new Authority({ ...this.#parts, guarded });
  }

  /** ARNs of the buckets, keys and topics that have a policy. */
  get guardedResources(): string[] {
    return [...this.#parts.guarded.keys()];
  }

  /** A function, or a person as the operator. */
  actor(name: Actor): Principal {
    return this.role(this.#parts.names.roleArn(name));
  }

  /** What AWS says of a request by the code of a function, beside what the request itself says. */
  source(role: string): { readonly [key: string]: string } {
    const name = FUNCTIONS.find((each) => this.#parts.names.roleArn(each) === role);
    return name === undefined ? {} : { "lambda:SourceFunctionArn": this.#parts.names.functionArn(name) };
  }

  /** A role of the deployment, with the policies that its templates give it. */
  role(arn: string): Principal {
    const policies = this.#parts.identities.get(arn);
    if (policies === undefined) throw new TypeError(`found no role ${arn} in the templates`);
    return { kind: "aws", arn, account: arn.split(":")[4] as string, policies };
  }

  /** All that a role may do by its own policies, as one. */
  policyOf(arn: string): Policy {
    const policies = this.#parts.identities.get(arn) ?? [];
    if (policies.length === 0) throw new TypeError(`found no policy of ${arn} in the templates`);
    return { Version: "2012-10-17", Statement: policies.flatMap(({ Statement }) => Statement) };
  }

  /** Whoever may do everything in an account, as far as policies of resources let them. */
  administrator(account = this.#parts.names.account): Principal {
    return this.everything(`arn:aws:iam::${account}:role/administrator`);
  }

  /** A role that is not of the deployment, and that its own policy lets do everything. */
  everything(arn: string): Principal {
    const all: Policy = { Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
    return { kind: "aws", arn, account: arn.split(":")[4] as string, policies: [all] };
  }

  /** The policy on a resource, and the account that owns it; null where neither is known. */
  guarded(resource: string): Guarded | null {
    const bucket = /^arn:aws:s3:::[^/]+/.exec(resource)?.[0];
    const found = this.#parts.guarded.get(bucket ?? resource);
    if (found !== undefined) return found;
    const account = resource.split(":")[4] ?? "";
    // An alias of a key has no policy: beside whoever asks, the key alone is asked.
    const hasOne = /^\d{12}$/.test(account) && !/:iam:|:alias\//.test(resource);
    return hasOne ? { policy: null, account } : null;
  }

  decide(by: Principal, { action, resource, context = {} }: Ask): Decision {
    const on = this.guarded(resource);
    return decide({
      by,
      action,
      resource,
      context: { ...ALWAYS, ...(by.kind === "aws" ? this.source(by.arn) : {}), ...context },
      ...(on === null ? {} : { on: { ...on, ...(resource.includes(":kms:") ? { kind: "kms" as const } : {}) } }),
    });
  }
}

function policiesOf(templates: Templates, type: string, arnsOf: (of: Placed) => string[]): [string, Guarded][] {
  return templates
    .all(type)
    .flatMap((of) =>
      arnsOf(of).map((arn): [string, Guarded] => [
        arn,
        { policy: of.properties["PolicyDocument"] as Policy, account: of.place.account },
      ]),
    );
}

const keysIn = (templates: Templates): [string, Guarded][] =>
  templates
    .all("AWS::KMS::Key")
    .map(({ arn, properties, place }) => [
      arn as string,
      { policy: properties["KeyPolicy"] as Policy, account: place.account },
    ]);

/** Policies of roles, by the role's ARN: attached ones and those within the role. */
function identitiesIn(templates: Templates): Map<string, Policy[]> {
  const found = new Map<string, Policy[]>();
  const roleArn = (account: string, name: string): string => `arn:aws:iam::${account}:role/${name}`;
  for (const { properties, place } of templates.all("AWS::IAM::Role")) {
    if (properties["RoleName"] === undefined) continue;
    const inline = (properties["Policies"] ?? []) as { readonly PolicyDocument: Policy }[];
    found.set(
      roleArn(place.account, properties["RoleName"] as string),
      inline.map(({ PolicyDocument }) => PolicyDocument),
    );
  }
  const attached = [...templates.all("AWS::IAM::Policy"), ...templates.all("AWS::IAM::ManagedPolicy")];
  for (const { properties, place } of attached) {
    for (const role of properties["Roles"] as string[])
      found.get(roleArn(place.account, role))?.push(properties["PolicyDocument"] as Members as unknown as Policy);
  }
  return found;
}
