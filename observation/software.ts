// The name and version of this software, as records say it (FORMAT.md section 1, by).
import manifest from "../package.json" with { type: "json" };

export const SOFTWARE = `${manifest.name} ${manifest.version}`;
