// What chains say of the clouds, held against what was there: nothing is told as gone that is not, nor as seen that was not.
import { gunzipSync } from "node:zlib";
import { nameOf } from "../estate/estate.ts";
import type { History } from "../history.ts";
import { MAX_OFF_MS } from "../simulation/process.ts";

type Line = {
  readonly scope: string;
  readonly time: string;
  readonly type: string;
  readonly body: {
    readonly key: string;
    readonly incarnation: string;
    readonly dataTime?: string | null;
    readonly from?: string;
  };
};

/** Every departure and new observation that the clouds did not have so. */
export function untold({ end, lives }: Pick<History, "end" | "lives">): string[] {
  const wrong: string[] = [];
  for (const [key, bytes] of end.objects) {
    if (!key.startsWith("records/") || key.includes("provider=tidemark") || end.garbage.has(key)) continue;
    for (const line of gunzipSync(bytes).toString().split("\n")) {
      if (!/"type":"(?:departure|observation|context)"/.test(line)) continue;
      const why = untrue(JSON.parse(line) as Line, lives);
      if (why !== null) wrong.push(`${key}: ${why}`);
    }
  }
  return wrong;
}

function untrue({ scope, time, type, body }: Line, lives: History["lives"]): string | null {
  // What is copied of another scope is called by it.
  const [home, name] = body.key.includes("#") ? (body.key.split("#") as [string, string]) : [scope, body.key];
  const life = lives.get(nameOf(home, { ...body, key: name }));
  if (life === undefined) return `${type} of ${body.key} (${body.incarnation}), which never was`;
  if (type === "departure")
    return life.to !== null && life.to <= Date.parse(time) + MAX_OFF_MS ? null : `${body.key} departs, and is there`;
  const { dataTime } = body;
  if (dataTime == null) return null;
  const at = Date.parse(dataTime);
  return at >= life.from && (life.to === null || at <= life.to) ? null : `${body.key} was not there at ${dataTime}`;
}
