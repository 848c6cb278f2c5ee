// Lists the evaluators of Google Cloud.
import { bindings } from "./gcp-bindings.ts";
import { provider } from "./gcp-provider.ts";

export const gcp = [provider, ...bindings];
