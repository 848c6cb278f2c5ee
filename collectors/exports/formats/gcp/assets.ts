// Makes the formats of asset files: takes assets in order, and confirms that all could be read.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { unitOf } from "../../../../evidence-schema/record/record.ts";
import type { Origin } from "../../../answer.ts";
import {
  ASSET_TYPES,
  POLICY_TYPE,
  POLICY_TYPES,
  policyItem,
  PROJECT,
  readAsset,
  resourceItem,
  INVENTORY_LAG_SECONDS,
} from "../../../gcp/item/asset.ts";
import type { People } from "../../../port.ts";
import { accepted } from "../../accepted.ts";
import type { Intake } from "../../intake.ts";
import { globalRegion, originOf, type ExportFile, type Format } from "../format.ts";

/** The members that formats of assets have in common. The scope is `gcp/projects/<number>`. */
const ASSETS = {
  provider: "gcp",
  lane: "cloud-asset-inventory",
  scopeId: /^projects\/\d+$/,
  types: [...ASSET_TYPES, ...POLICY_TYPES],
  regional: false,
  atomic: true,
  lagSeconds: INVENTORY_LAG_SECONDS,
  // A listing as of ten minutes ago had the ten minutes that the inventory needs.
  lagOf: ({ dataTime, startedAt }) => {
    const waited = Math.floor((Date.parse(startedAt) - Date.parse(dataTime)) / 1000);
    return Promise.resolve(Math.min(INVENTORY_LAG_SECONDS, Math.max(0, INVENTORY_LAG_SECONDS - waited)));
  },
  regions: globalRegion,
  leftOut: "no-answer",
} as const satisfies Partial<Format>;

type Place = { readonly file: string; readonly position: string };

/**
 * Takes assets in order. Facts: Cloud Asset API, REST resource Asset; each service's own API for `resource.data`.
 * https://cloud.google.com/asset-inventory/docs/reference/rest/v1/Asset
 */
class Assets {
  readonly #intake: Intake;
  readonly #origin: Origin;
  readonly #people: People;
  /** The assets of the project itself that take() has seen; confirm() asks for them after the last asset. */
  #project = { resource: false, policy: false };

  constructor(intake: Intake, people: People) {
    this.#intake = intake;
    this.#origin = originOf(intake.entry);
    this.#people = people;
  }

  /**
   * Takes an asset, under REST names or those of the protocol buffers. Throws InputError where it is no asset of the project.
   */
  take(value: Json, place: Place): void {
    const asset = accepted(readAsset(value, this.#origin.id), place);
    const { type, policy, isPolicy } = asset;
    // An asset has its resource under one content type, and its policy under the other. An asset with neither lacks its
    // resource.
    const isResource = asset.resource !== null || policy === null;
    if (type === PROJECT && asset.resource !== null) this.#project.resource = true;
    if (type === PROJECT && policy !== null) this.#project.policy = true;
    if (isResource && this.#intake.wants(unitOf(type, "global"))) this.#intake.take(resourceItem(asset, this.#origin));
    const policyType = isPolicy ? POLICY_TYPE.get(type) : undefined;
    if (policyType !== undefined && this.#intake.wants(unitOf(policyType, "global")))
      this.#intake.take(policyItem(asset, policyType, this.#origin, this.#people));
  }

  /**
   * Spoils what has not shown that it was allowed to see what is in the project. Resources are shown by the asset of the
   * project itself; policies by the project's own policy: it holds who made the project and its service agents, and an asset
   * without a policy is not listed at all. (A project on which nobody has a role of its own is called denied in vain.)
   */
  confirm(file: string): void {
    const denied = (detail: string) => ({ code: "denied", detail: `${file} lacks ${detail}` }) as const;
    for (const type of ASSETS.types) {
      const [shown, what] = POLICY_TYPES.includes(type)
        ? [this.#project.policy, "the IAM policy of the project itself, so the right to read policies is not shown"]
        : [this.#project.resource, "the asset of the project itself, so the right to read assets is not shown"];
      if (!shown) this.#intake.spoil(unitOf(type, "global"), denied(what));
    }
  }
}

type AssetFile = Pick<Format, "exports"> & {
  /** Gives every asset of a file to `take`, with its place in it; whether the file is whole. */
  readonly readEach: (
    file: ExportFile,
    take: (value: Json, position: string) => void,
  ) => Promise<{ readonly ended: boolean }>;
  /** Text for the problem of a file that is not whole. */
  readonly cut: string;
};

/** The format of a file of assets, however they stand in it one after the other. */
export const assetFormat = ({ readEach, cut, exports }: AssetFile): Format => ({
  ...ASSETS,
  exports,
  async read(file, intake, people) {
    const assets = new Assets(intake, people);
    const { ended } = await readEach(file, (value, position) => assets.take(value, { file: file.name, position }));
    intake.opened();
    if (!ended) intake.spoilAll({ code: "truncated", detail: `${file.name} ${cut}` });
    assets.confirm(file.name);
  },
});
