// Names this software and its version, as records say it (FORMAT.md section 1, by).
import manifest from "../package.json" with { type: "json" };

export const SOFTWARE = `${manifest.name} ${manifest.version}`;
