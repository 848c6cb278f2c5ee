// Names each answer of Azure, as its own services do.
import { randomUUID } from "node:crypto";

/** Resource Manager names a request by the first, Microsoft Graph by the second. */
export const requestIds = (): Readonly<Record<string, string>> => ({
  "x-ms-request-id": randomUUID(),
  "request-id": randomUUID(),
});
