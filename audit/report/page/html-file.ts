// Makes one HTML file of a page, which may ask nothing of any network: its own style and script alone are let run.
import { createHash } from "node:crypto";

/** CSP Level 3, 2.3.1: the digest of the element's text, as it stands in the file. https://www.w3.org/TR/CSP3/ */
export const sourceOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** `title` is plain text; `body` is HTML. Without `script` no script may run. */
export function htmlFile({
  title,
  style,
  body,
  script,
}: {
  readonly title: string;
  readonly style: string;
  readonly body: string;
  readonly script?: string;
}): string {
  const scripts = script === undefined ? "" : ` script-src ${sourceOf(script)};`;
  const policy = `default-src 'none'; style-src ${sourceOf(style)};${scripts} base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
${script === undefined ? "" : `<script>${script}</script>\n`}</body>
</html>
`;
}
