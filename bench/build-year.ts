// Builds the frozen year in a process of its own: who builds it holds more memory than who is measured.
import { makeControlsDocument } from "../controls/controls-document.ts";
import { defaultControls } from "../controls/default-controls.ts";
import { answer, request } from "./child.ts";
import { buildYear } from "./query-year.ts";

/** `withControls`: each seal names the controls that the package brings. */
export type YearRequest = { readonly directory: string; readonly hours?: number; readonly withControls?: boolean };

const { directory, hours, withControls = false } = request<YearRequest>();
const controls = withControls ? makeControlsDocument(defaultControls, [], []) : null;
answer(buildYear(directory, { controls, ...(hours === undefined ? {} : { hours }) }));
