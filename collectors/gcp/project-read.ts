// Reads one project of Google Cloud for one source: calls the services, and emits resources as Google Cloud tells them.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import type { Problem } from "../../evidence-schema/record/record.ts";
import { isRefused, type Provenance } from "../answer.ts";
import { isRecord, textOf } from "../json-shape.ts";
import { CallFailed, type CallAnswer } from "../live/call.ts";
import { RegionRead, type RegionReadOptions } from "../live/region-read.ts";
import type { ScopeRows } from "../live/scope-rows.ts";
import type { GoogleApiName } from "../google/apis.ts";
import type { GoogleCalls } from "../google/client/calls.ts";
import { listAll } from "../google/client/list-all.ts";
import { PROJECT_ACTION, type Ancestor } from "./inventory/ancestry.ts";
import type { Told } from "./inventory/read-once.ts";
import type { ProjectNames } from "./item/direct-asset.ts";
import { POLICY_TYPES, policyItem, readAsset, resourceItem } from "./item/asset.ts";

/** Answers that one reading of a project asks for once, for all of its sources. Each rejects with CallFailed. */
export type ProjectFacts = {
  /** The project as Resource Manager tells it. */
  readonly project: () => Promise<Told>;
  /** The project, and what it lies in: asked for after its service accounts were listed. */
  readonly ancestry: (project: ProjectNames) => Promise<Told<readonly Ancestor[]>>;
  readonly accounts: (project: ProjectNames) => Promise<Told<Json[]>>;
  /** Buckets as Cloud Storage lists them, with their ACLs. */
  readonly buckets: (project: ProjectNames) => Promise<Told<Json[]>>;
  /** The log sinks of the project. */
  readonly sinks: (project: ProjectNames) => Promise<Told<Json[]>>;
  /** Assets of the project. A refusal is a problem of the types concerned. */
  readonly inventory: () => Promise<ScopeRows>;
  /** The policy of the project, a folder or an organization, by its number, as of `since` or later. */
  readonly policyOf: (kind: string, id: string, since: string) => Promise<Told>;
  /** A custom role of an organization (`organizations/<number>/roles/<role>`), as of `since` or later. */
  readonly organizationRole: (role: string, since: string) => Promise<Told>;
  /** The log sinks of a folder or an organization (`folders/<number>`), as of `since` or later. */
  readonly sinksOf: (ancestor: string, since: string) => Promise<Told<Json[]>>;
  /** A log bucket of any project, by the path that its name is, as of `since` or later. */
  readonly logBucket: (bucket: string, since: string) => Promise<Told>;
};

type Answers = readonly CallAnswer[];

type Options = RegionReadOptions & {
  /** `projects/<number>`. */
  readonly project: string;
  readonly google: GoogleCalls;
  readonly facts: ProjectFacts;
  readonly heard: (isListing: boolean) => (answer: CallAnswer) => void;
};

/** A request; `action` is the permission that a role has to hold. */
type Asked = {
  readonly api: GoogleApiName;
  readonly action: string;
  /** Below the host, with its query; each segment encoded. */
  readonly path: string;
};

export class ProjectRead extends RegionRead {
  /** `projects/<number>`: the id of the scope. */
  readonly project: string;
  /** Keys that are wanted; null where all are. */
  readonly only: ReadonlySet<string> | null;
  readonly #options: Options;

  constructor(options: Options, units: readonly string[]) {
    super(options, units);
    this.project = options.project;
    this.only = options.only;
    this.#options = options;
  }

  /** An answer that is asked for once for several sources, or several projects. Rejects with CallFailed. */
  async once<T>(ask: (facts: ProjectFacts) => Promise<Told<T>>): Promise<Omit<Told<T>, "answers">> {
    const { answers, ...told } = await ask(this.#options.facts);
    this.#hear(answers);
    return told;
  }

  /** Id and number of the project. Rejects with CallFailed. */
  async names(): Promise<ProjectNames> {
    const { told } = await this.once(({ project }) => project());
    const id = isRecord(told) ? textOf(told["projectId"]) : null;
    if (id === null || !isRecord(told) || told["name"] !== this.project)
      throw unforeseen(PROJECT_ACTION, "is not about the project that was asked for");
    return { id, number: this.project.slice("projects/".length) };
  }

  /** The assets of the whole project. */
  async inventory(): Promise<ScopeRows> {
    const rows = await this.#options.facts.inventory();
    this.#hear(rows.answers);
    return rows;
  }

  /** The source that asks is answered by calls that were made for all sources. */
  #hear(answers: Answers): void {
    const heard = this.#options.heard(true);
    for (const answer of answers) heard(answer);
  }

  /** The answer about one resource, or what belongs to it. Rejects with CallFailed. */
  get(asked: Asked): Promise<Json> {
    return this.#options.google.get({ ...asked, answered: this.#options.heard(false) });
  }

  /** All elements of a list, whose member is `of`. Rejects with CallFailed. */
  list(asked: Asked, of: string): Promise<Json[]> {
    const { google, heard } = this.#options;
    return listAll(google, { ...asked, answered: heard(true) }, of);
  }

  /** A resource of `type`, or its policy, as an asset; who told it as of when; and, where a part of it is missing, why. */
  emitAsset(type: string, value: Json | null, told: Provenance, problem: Problem | null = null): void {
    const unit = this.unitFor(type);
    if (unit === undefined) return;
    const asset = value === null ? null : readAsset(value, this.project);
    if (asset === null || isRefused(asset)) {
      const found = asset === null ? "a resource without a name" : asset.found;
      const expected = asset === null ? "one that its service names" : asset.expected;
      return this.spoil(type, misshapen(`Google Cloud returned ${found}, expected ${expected}`));
    }
    const origin = { id: this.project, ...told };
    const isPolicy = POLICY_TYPES.includes(type);
    const item = isPolicy ? policyItem(asset, type, origin, this.people) : resourceItem(asset, origin);
    if (problem === null) this.emitItem(item);
    else this.emitItem({ key: item.key, unit, ...told, problem });
  }
}

const misshapen = (detail: string): Problem => ({ code: "unexpected-shape", detail });

const unforeseen = (action: string, what: string): CallFailed =>
  new CallFailed("UnexpectedPage", misshapen(`the answer to ${action} ${what}`), undefined);
