// Builds the frozen year in a process of its own: who builds it holds more memory than who is measured.
import { answer, request } from "./child.ts";
import { buildYear } from "./query-year.ts";

answer(buildYear(request<{ readonly directory: string }>().directory));
