// Reads assets as `gcloud asset export --output-path` writes them to Cloud Storage: JSON, one a line.
import { assetFormat } from "./assets.ts";
import { readJsonLines } from "../../json/json-lines.ts";

/**
 * Lines of `{"name","asset_type","ancestors","update_time", "resource" or "iam_policy"}`: exports have the names of the
 * protocol buffers, and REST names are read as well. Files of several exports of one project and time may stand one after the
 * other. A file that was cut between two lines can't be told from a whole one but by its size in the manifest.
 * https://cloud.google.com/asset-inventory/docs/reference/rest/v1/TopLevel/exportAssets
 */
export const gcloudAssetExport = assetFormat({
  readEach: (file, take) => readJsonLines(file, (value, line) => take(value, `line ${line}`)),
  cut: "ends within a line",
  // `gcloud asset list` brings the same without a bucket to write to.
  exports: () => [],
});
