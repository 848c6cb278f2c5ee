// Takes the ZIP file and the pasted text, runs the checks, and shows how far they are.
/// <reference lib="dom" />
import { runChecks } from "../checks/run.ts";
import { type Hand, Stopped } from "../reading/pool.ts";
import { NoVerdict } from "../zip/entry.ts";
import { unable } from "./able.ts";
import { makeHands } from "./hands.ts";
import { byId, showLine, showResult } from "./view.ts";
import { BROWSERS, NOT_CHECKED } from "./words.ts";

/** `script`: the text of the page's own script. */
export async function startPage(script: string): Promise<void> {
  byId("unchecked").append(
    ...NOT_CHECKED.map((text) => {
      const item = document.createElement("li");
      item.textContent = text;
      return item;
    }),
  );
  const lacking = await unable();
  if (lacking.length > 0) {
    showLine(
      `This browser can't do what the checks need: ${lacking.join(", ")}. Use ${BROWSERS}, or newer, or run verify.py as VERIFY.md says.`,
    );
    return;
  }
  const page = new Page(script);
  byId<HTMLButtonElement>("check").disabled = false;
  document.body.dataset["ready"] = "true";
  page.listen();
}

class Page {
  readonly #script: string;
  #file: File | null = null;
  #stopping: AbortController | null = null;

  constructor(script: string) {
    this.#script = script;
  }

  listen(): void {
    const input = byId<HTMLInputElement>("zip");
    input.addEventListener("change", () => this.#choose(input.files?.[0] ?? null));
    byId("check").addEventListener("click", () => void this.#check());
    byId("stop").addEventListener("click", () => this.#stopping?.abort());
    // A file that is dropped beside the field would else replace the page.
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      const files = event.dataTransfer?.files;
      if (files === undefined || files.length === 0) return;
      if (files.length > 1) showLine("Drop one file: the ZIP file as it was handed over.");
      else this.#choose(files[0] ?? null);
    });
  }

  #choose(file: File | null): void {
    this.#file = file;
    byId("chosen").textContent = file === null ? "No file is chosen." : `Chosen: ${file.name}, ${file.size} bytes.`;
  }

  async #check(): Promise<void> {
    if (this.#stopping !== null) return;
    const [file, pasted] = [this.#file, byId<HTMLTextAreaElement>("trust").value];
    byId("result").hidden = true;
    if (file === null) return showLine("Choose the ZIP file first.");
    const began = Date.now();
    this.#stopping = new AbortController();
    this.#isBusy(true);
    let hands: readonly Hand[] = [];
    try {
      hands = await makeHands(this.#script);
      const asked = { file, pasted, now: began, hands, signal: this.#stopping.signal };
      const result = await runChecks(asked, (done, all) => this.#progress(done, all));
      const ended = Date.now();
      document.body.dataset["ms"] = String(ended - began);
      showResult(result, { name: file.name, size: file.size, began, ended, browser: navigator.userAgent, pasted });
    } catch (error) {
      showLine(lineOf(error));
    } finally {
      for (const hand of hands) hand.close();
      this.#stopping = null;
      this.#isBusy(false);
    }
  }

  #isBusy(isBusy: boolean): void {
    byId("progress").hidden = !isBusy;
    byId("stop").hidden = !isBusy;
    byId<HTMLButtonElement>("check").disabled = isBusy;
    if (isBusy) this.#progress(0, 1);
  }

  #progress(done: number, all: number): void {
    const part = Math.min(100, Math.floor((done / Math.max(1, all)) * 100));
    byId<HTMLProgressElement>("bar").value = part;
    const text = part < 100 ? `Reading: ${part} of 100.` : "Reading is done. The log and the chains are compared.";
    const line = byId("far");
    if (line.textContent !== text && (part % 10 === 0 || line.textContent === "")) line.textContent = text;
  }
}

function lineOf(error: unknown): string {
  if (error instanceof NoVerdict) return error.message;
  if (error instanceof Stopped) return "Stopped. Nothing was decided.";
  const name = error instanceof Error ? error.name : "";
  if (name === "NotReadableError" || name === "NotFoundError")
    return "The ZIP file can't be read any more. It may have been moved or changed: choose it again.";
  return "The checks ended early, for want of memory perhaps. Close other pages and try again, or run verify.py as VERIFY.md says.";
}
