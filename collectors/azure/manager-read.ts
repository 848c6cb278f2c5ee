// Reads one scope of Azure for one source: calls Resource Manager, and emits resources as Azure tells them.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { isRefused, type Provenance } from "../answer.ts";
import { isRecord, textOf } from "../json-shape.ts";
import { CallFailed, type CallAnswer } from "../live/call.ts";
import { RegionRead, type RegionReadOptions } from "../live/region-read.ts";
import type { Tenant } from "../microsoft/client/tenant.ts";
import { readRow, rowItem } from "./item/resource-graph-row.ts";

export type ManagerReadOptions = RegionReadOptions & {
  readonly tenant: Tenant;
  readonly heard: (isListing: boolean) => (answer: CallAnswer) => void;
};

export class ManagerRead extends RegionRead {
  /** Id of the subscription, in lower case; null where the scope is none. */
  readonly subscription: string | null;
  /** Keys that are wanted; null where all are. */
  readonly only: ReadonlySet<string> | null;
  readonly #options: ManagerReadOptions;

  constructor(options: ManagerReadOptions, units: readonly string[], subscription: string | null) {
    super(options, units);
    this.subscription = subscription;
    this.only = options.only;
    this.#options = options;
  }

  /** Id of the tenant, in lower case. */
  get tenant(): string {
    return this.#options.tenant.id;
  }

  /** The answer of Resource Manager about one resource, or what belongs to it. Rejects with CallFailed. */
  get(action: string, path: string): Promise<Json> {
    return this.#options.tenant.get("resourceManager", { action, path, answered: this.#options.heard(false) });
  }

  /** The pages of a list of Resource Manager. `isListing`: it lists what a unit holds. Rejects with CallFailed. */
  pages(action: string, path: string, isListing: boolean): AsyncGenerator<Json> {
    const answered = this.#options.heard(isListing);
    return this.#options.tenant.pages("resourceManager", { action, path, answered }, "nextLink");
  }

  /** The answer of Resource Manager; of a list, all its pages as one. Rejects with CallFailed. */
  async whole(action: string, path: string, isListing: boolean): Promise<Json> {
    let first: Json = null;
    const value: Json[] = [];
    for await (const page of this.pages(action, path, isListing)) {
      const list = isRecord(page) ? page["value"] : undefined;
      // Without its list a later page is no page: what it would have listed must not look as if it were not there.
      if (first !== null && !Array.isArray(list)) throw unlisted(action);
      first ??= page;
      if (Array.isArray(list)) value.push(...(list as readonly Json[]));
    }
    return isRecord(first) && Array.isArray(first["value"]) ? { ...first, value } : first;
  }

  /** The answer of Resource Manager to a call by POST that reads, all its pages as one. Rejects with CallFailed. */
  async posted(action: string, path: string): Promise<Json> {
    const call = { action, path, answered: this.#options.heard(false) };
    const value: Json[] = [];
    const followed = new Set<string>();
    for (let skipToken: string | null = null; ;) {
      const page = await this.#options.tenant.post("resourceManager", call, skipToken === null ? {} : { skipToken });
      const list = isRecord(page) ? page["value"] : undefined;
      if (!isRecord(page) || !Array.isArray(list)) throw unlisted(action);
      value.push(...(list as readonly Json[]));
      skipToken = textOf(page["skipToken"]);
      if (skipToken === null) return { value };
      if (followed.has(skipToken)) throw inACircle(action);
      followed.add(skipToken);
    }
  }

  /** A resource as Resource Graph or Resource Manager tells it, and who told it as of when. */
  emitResource(type: string, value: Json, told: Provenance): void {
    const unit = this.unitFor(type);
    if (unit === undefined) return;
    // Not every answer says when a resource was made: what one lane alone says would change with the lane.
    const { systemData: _systemData, ...row } = isRecord(value) ? value : {};
    const of = readRow(row, this.subscription);
    if (isRefused(of))
      return this.spoil(type, {
        code: "unexpected-shape",
        detail: `Azure returned ${of.found}, expected ${of.expected}`,
      });
    this.emitItem(rowItem(of, told));
  }
}

const inACircle = (action: string): CallFailed =>
  new CallFailed(
    "UnexpectedPage",
    { code: "unexpected-shape", detail: `the answer to ${action} leads back to a page that was read` },
    undefined,
  );

const unlisted = (action: string): CallFailed =>
  new CallFailed(
    "UnexpectedPage",
    { code: "unexpected-shape", detail: `a page of the answer to ${action} has no list` },
    undefined,
  );
