// Finds the members that a config lacks when it is deployed, though commands work without them: `tidemark setup` reads the
// config and makes what the config is to name.
import { readsFrom } from "../live-clouds.ts";
import type { DeployedConfig } from "../deployed/places.ts";

/** The members that are missing, one line each. */
export const missingToDeploy = (config: DeployedConfig): string[] => [
  ...(readsFrom(config, "azure") && config.azure?.client === null
    ? [
        "azure.client is missing: the id of the application that the deployed functions sign in as. Run tidemark setup azure and the script that it prints, then add the id",
      ]
    : []),
  ...(readsFrom(config, "gcp") && config.gcp?.serviceAccount === null
    ? [
        "gcp.serviceAccount is missing: the address of the service account that the deployed function acts as. Run tidemark setup gcp and the script that it prints, then add the address",
      ]
    : []),
  ...(readsFrom(config, "gcp") && config.gcp?.provider === null
    ? [
        "gcp.provider is missing: the name of the workload identity provider that takes the tokens of the deployed function. Run tidemark setup gcp and the script that it prints, then add the name",
      ]
    : []),
];
