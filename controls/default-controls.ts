// Lists the controls to start from, where a company has not written its own: each check serves one, for a stated reason.
import type { Control } from "./control.ts";
import { encryptionControls } from "./defaults/encryption.ts";
import { identityControls } from "./defaults/identity.ts";
import { loggingControls } from "./defaults/logging.ts";
import { networkControls } from "./defaults/network.ts";
import { resilienceControls } from "./defaults/resilience.ts";

export const defaultControls: readonly Control[] = [
  ...encryptionControls,
  ...identityControls,
  ...loggingControls,
  ...networkControls,
  ...resilienceControls,
];
