// Answers a list of Resource Manager page by page: `value`, and `nextLink` with the address of the next page.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { json, type Answer, type Asked } from "../../clouds/wire/asked.ts";

/** `most` elements a page, or fewer where the caller says so by $top, or by $maxpagesize as for containers. */
export function armPages(values: readonly Json[], { origin, path, query }: Asked, most: number): Answer {
  const top = Number(query.get("$top") ?? query.get("$maxpagesize") ?? most);
  const from = Number(query.get("$skiptoken") ?? 0);
  const to = from + Math.min(top, most);
  if (to >= values.length) return json(200, { value: values.slice(from) });
  const next = new URLSearchParams(query);
  next.set("$skiptoken", String(to));
  return json(200, { value: values.slice(from, to), nextLink: `${origin}${encodeURI(path)}?${next.toString()}` });
}
