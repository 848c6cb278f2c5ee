// Reads the log sinks of the project.
import { LIST_SINKS } from "../inventory/central-logs.ts";
import type { ProjectSource } from "../source.ts";
import { emitDirect, orByInventory } from "./direct.ts";

const LOG_SINK = "logging.googleapis.com/LogSink";

export const logSinks: ProjectSource = {
  name: "log-sinks",
  types: [LOG_SINK],
  calls: [{ action: LIST_SINKS, per: "page" }],
  async read(gcp) {
    const project = await gcp.names();
    await orByInventory(gcp, [LOG_SINK], async () => {
      const { told: sinks, dataTime } = await gcp.once((facts) => facts.sinks(project));
      gcp.asOf(dataTime);
      emitDirect(gcp, LOG_SINK, sinks, project, dataTime);
    });
  },
};
