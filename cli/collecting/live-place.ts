// Names the clouds that a run reads live, as its first line says.
import { cloudOf, LIVE_CLOUDS } from "../../config/live-clouds.ts";
import type { Config } from "../../config/schema.ts";

const NAMES = { aws: "AWS", azure: "Azure" } as const;

/** "AWS", "Azure", or "AWS and Azure". */
export const livePlace = (config: Config): string =>
  LIVE_CLOUDS.filter((cloud) => config.scopes.some(({ scope }) => cloudOf(config, scope) === cloud))
    .map((cloud) => NAMES[cloud])
    .join(" and ");
