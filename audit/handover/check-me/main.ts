// Runs CHECK-ME: in the page it listens to its reader, in a worker it waits for jobs.
/// <reference lib="dom" />
import { serve } from "./page/hands.ts";
import { startPage } from "./page/page.ts";

if (typeof document === "undefined") serve();
else void startPage(document.currentScript?.textContent ?? "");
