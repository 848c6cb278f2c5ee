// Defines what the services answer from: one estate, one set of settings, one clock.
import type { LiveEstate } from "./estate/live-estate.ts";
import type { Settings } from "./settings.ts";

export type World = { readonly estate: LiveEstate; readonly settings: Settings; readonly now: () => Date };
