// How much is tried of what could be tried for ever: properties, models, faults. All of it in .ci/run, a part by `npm test`.

/** Part of each number of runs that is made; more than 1 looks longer than anybody has yet. */
const scale = Number(process.env["TIDEMARK_TEST_SCALE"] ?? "0.05");
if (!(scale > 0)) throw new Error(`TIDEMARK_TEST_SCALE: found ${scale}, expected a number above 0, such as 0.1 or 1`);

/** How many of `all` runs are made, the same ones every time. `least`: so many show each thing that the test asks to have seen. */
export const runs = (all: number, least = 1): number => Math.max(least, Math.ceil(all * scale));

/** Whether everything runs: what takes minutes is for then. */
export const isWhole = scale >= 1;
