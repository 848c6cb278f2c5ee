// Writes the style of printed pages: their boxes repeat whose evidence it is, the period, and the log that it rests on.
import type { Report } from "../report.ts";
import { lockWords } from "./lock-words.ts";
import type { Times } from "../words.ts";

/** Margin boxes of CSS Paged Media 3. https://www.w3.org/TR/css-page-3/#margin-boxes */
export function printStyle({ entity, window, verification, example, mode, ledger }: Report, times: Times): string {
  const { size = "unknown", root = "unknown" } = verification.checkpoint ?? {};
  const lock = lockWords(mode);
  const kind = example ? " · EXAMPLE DATA" : lock === null ? "" : ` · ${mode} ledger: ${lock}`.toUpperCase();
  const period = window.isInstant ? times.moment(window.from) : times.title(window);
  const left = `${entity.system} · ${period} · log size ${size}, root ${String(root).slice(0, 16)}${kind}`;
  return `
@page {
  size: A4 landscape;
  margin: 12mm 11mm 14mm;
  @bottom-left { content: ${quoted(left)}; font: 8pt sans-serif; color: #444; }
  @bottom-right { content: ${quoted(`ledger ${ledger.slice(0, 16)} · `)} counter(page) " / " counter(pages); font: 8pt sans-serif; color: #444; white-space: nowrap; }
}
@page with-names {
  @top-right { content: "WITH NAMES OF PEOPLE"; font: bold 8pt sans-serif; color: #444; white-space: nowrap; }
}
`;
}

/** A string of CSS: whatever could end it, or the element that it stands in, is an escape. https://www.w3.org/TR/css-syntax-3/#consume-string-token */
const quoted = (text: string): string =>
  `"${text.replace(/["\\<\n\r\f]/g, (char) => `\\${char.codePointAt(0)?.toString(16)} `)}"`;
