// Defines what the servers of Google answer from: one estate, one set of settings, one clock, and the tokens that were given.
import type { LiveEstate } from "./estate/live-estate.ts";
import type { Tokens } from "./identity/tokens.ts";
import type { Settings } from "./settings.ts";

export type World = {
  readonly estate: LiveEstate;
  readonly settings: Settings;
  readonly tokens: Tokens;
  readonly now: () => Date;
};
