// Writes where a record stands, so that a reader can look at its line without Tidemark.
import { html } from "./html.ts";

/** `record`: `<object>:<line>` of a gzip file of lines. */
export const citation = (record: string) => html`<code class="cite">${record}</code>`;

/** The command that prints the line of a record. */
export function commandFor(record: string): string {
  const at = record.lastIndexOf(":");
  return `zcat ${record.slice(0, at)} | sed -n ${record.slice(at + 1)}p`;
}
