// Reads AWS accounts, by the roles that the config names.
import { credentialsAtHand } from "../collectors/aws/client/session.ts";
import { configuredAccounts } from "../collectors/aws/configured-accounts.ts";
import { openAws } from "../collectors/aws/reader.ts";
import { collecting } from "./collecting/collecting.ts";
import { config } from "./environment/company.ts";
import { clock } from "./environment/places.ts";

export const handler = collecting(() =>
  openAws({ accounts: configuredAccounts(config), credentials: credentialsAtHand(), clock: clock.now }),
);
