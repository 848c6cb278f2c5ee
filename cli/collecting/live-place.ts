// Names the clouds that a run reads live, as its first line says.
import { cloudOf, LIVE_CLOUDS } from "../../config/live-clouds.ts";
import type { Config } from "../../config/schema.ts";

const NAMES = { aws: "AWS", azure: "Azure", gcp: "Google Cloud" } as const;

/** "AWS", "AWS and Azure", or "AWS, Azure and Google Cloud". */
export const livePlace = (config: Config): string =>
  LIVE_CLOUDS.filter((cloud) => config.scopes.some(({ scope }) => cloudOf(config, scope) === cloud))
    .map((cloud) => NAMES[cloud])
    .join(", ")
    .replace(/, ([^,]+)$/, " and $1");
