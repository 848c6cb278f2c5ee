// Lists the clouds that a check speaks of, in the order in which they are shown.
import type { Provider } from "./kernel.ts";

/** Entra and Workspace are the directories of the other two. */
export const CLOUDS = [
  { cloud: "aws", name: "AWS", providers: ["aws"] },
  { cloud: "azure", name: "Azure", providers: ["azure", "entra"] },
  { cloud: "gcp", name: "Google Cloud", providers: ["gcp", "workspace"] },
] as const satisfies readonly { cloud: string; name: string; providers: readonly Provider[] }[];

export type Cloud = (typeof CLOUDS)[number]["cloud"];
