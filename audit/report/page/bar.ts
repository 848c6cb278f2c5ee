// Writes one failure over the window: which part counts, is accepted, is an exception, or may be one.
import { html } from "./html.ts";
import { common, type Stretch } from "../../period/stretches.ts";
import type { FailureInWindow } from "../../tables/failures-in.ts";
import type { ReportWindow } from "../report.ts";
import type { Times } from "../words.ts";

const WIDTH = 1000;
/** So that a failure of minutes can be seen. */
const LEAST = 4;

export function bar({ failure, counted }: FailureInWindow, window: ReportWindow, times: Times) {
  if (counted === null) return null;
  const { verdict, status } = counted;
  const scale = WIDTH / (window.to - window.from);
  const rects = (name: string, stretches: readonly Stretch[]) =>
    common(stretches, [window]).map(({ from, to }) => {
      const width = Math.max(LEAST, (to - from) * scale);
      const x = Math.min((from - window.from) * scale, WIDTH - width);
      return html`<rect class=${name} x=${round(x)} y="3" width=${round(width)} height="10" />`;
    });
  const doubt = { from: failure.lastGood ?? window.from, to: failure.from };
  const late = status === "exception" ? verdict.exceptions : [];
  const label = `From ${times.moment(Math.max(failure.from, window.from))}${failure.to === null || failure.to > window.to ? " on, past the end of the period" : ` to ${times.moment(failure.to)}`}`;
  return html`<svg class="bar" viewBox=${`0 0 ${WIDTH} 16`} preserveAspectRatio="none" role="img" aria-label=${label}>
    <line x1="0" y1="8" x2=${WIDTH} y2="8" />
    ${doubt.from < doubt.to ? rects("bd", [doubt]) : null} ${rects("bc", verdict.counted)}
    ${rects("ba", verdict.accepted)} ${rects("bx", late)}
  </svg>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
