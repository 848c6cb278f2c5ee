// Finds the members that a config lacks when it is deployed, though commands work without them: `tidemark setup azure` reads
// the config and makes the application that the config is to name.
import { readsFrom } from "../live-clouds.ts";
import type { DeployedConfig } from "../deployed/places.ts";

/** The members that are missing, one line each. */
export const missingToDeploy = (config: DeployedConfig): string[] =>
  readsFrom(config, "azure") && config.azure?.client === null
    ? [
        "azure.client is missing: the id of the application that the deployed functions sign in as. Run tidemark setup azure and the script that it prints, then add the id",
      ]
    : [];
