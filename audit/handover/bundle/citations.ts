// Finds the records that a text cites, so that the evidence beside the text holds them.

/** An object and a line, as the report, the workbook and CSV have it. */
const CITATION = /\b(records\/provider=[^\s:<>"',;]+\.ndjson\.gz):([1-9]\d*)\b/g;

/** The keys of the objects that a text cites, each once. */
export const citedIn = (text: string): Set<string> =>
  new Set([...text.matchAll(CITATION)].map(([, object]) => object as string));
