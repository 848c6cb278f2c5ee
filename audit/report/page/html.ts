// Makes elements of templates. White space means here what it means in HTML, however the source is broken into lines.
import { html as element } from "htm/preact";

/** By the texts of a template, the same with each break of a line as a space: htm drops those beside elements. */
const joined = new WeakMap<TemplateStringsArray, TemplateStringsArray>();

export function html(texts: TemplateStringsArray, ...values: unknown[]): ReturnType<typeof element> {
  let of = joined.get(texts);
  if (of === undefined) joined.set(texts, (of = joinLines(texts)));
  return element(of, ...values);
}

function joinLines(texts: TemplateStringsArray): TemplateStringsArray {
  const lines = texts.map((text) => text.replace(/\s*\n\s*/g, " "));
  lines[0] = (lines[0] as string).trimStart();
  lines[lines.length - 1] = (lines.at(-1) as string).trimEnd();
  return Object.assign(lines, { raw: lines }) as unknown as TemplateStringsArray;
}
