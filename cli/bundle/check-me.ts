// Makes CHECK-ME.html: the page that checks a bundle, as one file that asks for nothing from any network.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { sourceOf } from "../../audit/report/page/html-file.ts";

const at = (path: string): URL => new URL(`../../audit/${path}`, import.meta.url);
const asset = (path: string): Promise<string> => readFile(at(path), "utf8");

/** The bytes depend on the sources alone: no clock, no path. */
export async function checkMePage(): Promise<string> {
  const [page, look, own, script] = await Promise.all([
    asset("handover/check-me/page/assets/check-me.html"),
    asset("report/page/assets/report.css"),
    asset("handover/check-me/page/assets/check-me.css"),
    bundled(),
  ]);
  const style = `${look}${own}`;
  const policy = `default-src 'none'; style-src ${sourceOf(style)}; script-src ${sourceOf(script)}; worker-src blob:; connect-src 'none'; base-uri 'none'; form-action 'none'`;
  // By functions, since a text as the replacement would have its dollar signs read.
  return page
    .replace("{policy}", () => policy)
    .replace("<!-- style -->", () => `<style>${style}</style>`)
    .replace("<!-- script -->", () => `<script>${script}</script>`);
}

/** The sources as one script. */
async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(at("handover/check-me/main.ts"))],
    bundle: true,
    write: false,
    minify: true,
    platform: "browser",
    target: "es2022",
    format: "iife",
    charset: "ascii",
    legalComments: "none",
    logLevel: "silent",
  });
  // The text must not end the element that it stands in.
  return (outputFiles[0]?.text ?? "").replaceAll("</script", "<\\/script");
}
