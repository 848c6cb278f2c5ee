// Asks Cloud Asset Inventory once for the assets of many projects, and keeps those of each until that project is read.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { formatTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { isRecord, textOf } from "../../json-shape.ts";
import { CallFailed } from "../../live/call.ts";
import { ScopeRows } from "../../live/scope-rows.ts";
import type { GoogleCalls } from "../../google/client/calls.ts";
import { ASSET_TYPES, POLICY_TYPE, POLICY_TYPES, PROJECT } from "../item/asset.ts";
import type { AssetRow } from "./asset-client.ts";
import { listAssets, type AssetsAsked } from "./list-assets.ts";

/**
 * How long before now assets are asked for: the clock of this machine may be ahead of Google's, which answers nothing of times to
 * come.
 */
const BEFORE_MS = 60_000;

/** The time as of which assets are asked for at `now`, in whole seconds: both in milliseconds since 1970. */
export const readTimeAt = (now: number): number => Math.floor((now - BEFORE_MS) / 1000) * 1000;

/** Assets of projects, all as of one time. */
export class OrganizationAssets {
  readonly #parent: string | null;
  readonly #projects: readonly string[];
  readonly #clock: () => number;
  /** Set by of() with the first project. */
  #together: Promise<Map<string, ScopeRows>> | null = null;

  /**
   * `parent`: `organizations/<number>` or `folders/<number>`, which is asked for all of `projects` (`projects/<number>`) at once; null:
   * each is asked by itself. `clock`: milliseconds since 1970.
   */
  constructor(parent: string | null, projects: readonly string[], clock: () => number) {
    this.#parent = parent;
    this.#projects = projects;
    this.#clock = clock;
  }

  /** The assets of `project`, once: whoever asks again is answered anew. A refusal is a problem of the types concerned. */
  async of(google: GoogleCalls, project: string): Promise<ScopeRows> {
    const together = await this.#askTogether(google);
    const rows = together.get(project);
    // Nobody needs these rows any more, and the others are still to be read.
    together.delete(project);
    // The parent may not be allowed to be listed, or the project lies elsewhere.
    if (rows !== undefined && rows.of(PROJECT).next().done !== true) return rows;
    const alone = this.#rowsFor([project], true);
    await this.#read(google, project, alone, (types, { problem }) => alone.get(project)?.spoil(types, problem));
    const own = alone.get(project) as ScopeRows;
    // An inventory that does not have the project says nothing of what is in it.
    if (own.problemOf(PROJECT) === null && own.of(PROJECT).next().done === true)
      own.spoil([...ASSET_TYPES, ...POLICY_TYPES], NOT_THERE);
    return own;
  }

  async #askTogether(google: GoogleCalls): Promise<Map<string, ScopeRows>> {
    const parent = this.#parent;
    if (parent === null) return new Map();
    this.#together ??= this.#read(google, parent, this.#rowsFor(this.#projects, false), (_types, error) => {
      throw error;
    });
    try {
      return await this.#together;
    } catch (error) {
      if (error instanceof CallFailed) return new Map();
      throw error;
    }
  }

  #rowsFor(projects: readonly string[], isAlone: boolean): Map<string, ScopeRows> {
    const readTime = formatTimestamp(readTimeAt(this.#clock()));
    return new Map(projects.map((each) => [each, new ScopeRows(readTime, isAlone)]));
  }

  /** Gives each asset of `parent` to the rows of its project; what could not be listed goes to `failed`. */
  async #read(
    google: GoogleCalls,
    parent: string,
    rows: Map<string, ScopeRows>,
    failed: (types: readonly string[], error: CallFailed) => void,
  ): Promise<Map<string, ScopeRows>> {
    const all = [...rows.values()];
    const asked: Asked = {
      parent,
      readTime: (all[0] as ScopeRows).dataTime,
      answered: (answer) => {
        for (const each of all) each.answers.push(answer);
      },
    };
    const takeAs =
      (kindOf: Kind, kinds: readonly string[]): Take =>
      (page) => {
        for (const row of page) {
          const { ancestors, assetType } = isRecord(row.asset) ? row.asset : {};
          const [of] = Array.isArray(ancestors) ? (ancestors as readonly Json[]) : [];
          const type = kindOf(textOf(assetType) ?? "") ?? null;
          if (typeof of === "string" && CONTAINER.test(of) && type !== null) rows.get(of)?.take(type, row);
          // It may be of any project.
          else for (const each of all) each.spoil(type === null ? kinds : [type], NOT_PLACED);
        }
        // A project has few assets of a type, and there are many projects: together they would lie uncompressed till the end.
        for (const each of all) each.pressed();
      };
    const orFailed = async (types: readonly string[], list: Promise<void>): Promise<void> => {
      try {
        await list;
      } catch (error) {
        if (!(error instanceof CallFailed)) throw error;
        failed(types, error);
      }
    };
    const listAs = (content: AssetsAsked["content"], types: readonly string[], kindOf: Kind): Promise<void> => {
      const kinds = [...new Set(types.flatMap((type) => kindOf(type) ?? []))];
      const refused = (type: string): void => {
        for (const each of all) each.spoil([kindOf(type) ?? type], notTaken(type));
      };
      return orFailed(kinds, listKnown(google, { ...asked, content, types }, takeAs(kindOf, kinds), refused));
    };
    await listAs("RESOURCE", ASSET_TYPES, (type) => (type === "" ? undefined : type));
    await listAs("IAM_POLICY", [...POLICY_TYPE.keys()], (type) => POLICY_TYPE.get(type));
    return rows;
  }
}

type Asked = Omit<AssetsAsked, "content" | "types">;
/** The type by which an asset of a type is kept; undefined where that is not known. */
type Kind = (assetType: string) => string | undefined;
type Take = (page: readonly AssetRow[]) => void;

async function listInto(google: GoogleCalls, asked: AssetsAsked, take: Take): Promise<void> {
  for await (const page of listAssets(google, asked)) take(page);
}

/**
 * Lists assets. The API refuses a listing as a whole where it does not know one of the types: then each is listed by itself, and
 * those that are refused go to `refused`. Rejects with CallFailed.
 */
async function listKnown(
  google: GoogleCalls,
  asked: AssetsAsked,
  take: Take,
  refused: (type: string) => void,
): Promise<void> {
  let taken = 0;
  try {
    await listInto(google, asked, (page) => {
      taken += page.length;
      take(page);
    });
  } catch (error) {
    // A type is refused with the first page.
    if (!isRefusal(error) || taken > 0) throw error;
    const notKnown: string[] = [];
    for (const type of asked.types) {
      try {
        await listInto(google, { ...asked, types: [type] }, take);
      } catch (each) {
        if (!isRefusal(each)) throw each;
        notKnown.push(type);
      }
    }
    // Where all are refused, no type is the reason.
    if (notKnown.length === asked.types.length) throw error;
    for (const type of notKnown) refused(type);
  }
}

/** The form of what an asset lies in. https://docs.cloud.google.com/asset-inventory/docs/reference/rest/v1/Asset (ancestors) */
const CONTAINER = /^(?:projects|folders|organizations)\/\d+$/;

const NOT_PLACED: Problem = {
  code: "unexpected-shape",
  detail: "Cloud Asset Inventory listed an asset without what it lies in (ancestors), or without its type",
};

const NOT_THERE: Problem = {
  code: "not-in-answer",
  detail: "Cloud Asset Inventory does not list the project itself, for example because the project is new",
};

/** https://docs.cloud.google.com/asset-inventory/docs/reference/rest/v1/assets/list (assetTypes) */
const isRefusal = (error: unknown): boolean => error instanceof CallFailed && error.error === "INVALID_ARGUMENT";

const notTaken = (type: string): Problem => ({
  code: "not-supported",
  detail: `Cloud Asset Inventory does not take the type ${type}`,
});
