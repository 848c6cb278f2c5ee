// Prints how observing measures on each estate, without the rest of `npm run bench`.
import { ESTATES, observeEstate } from "./observe-estate.ts";

for (const [name, estate] of Object.entries(ESTATES)) {
  const { bytes, speed, floorSpeed, maxRssMiB, unchanged } = await observeEstate(estate);
  console.log(
    `${name}: ${speed.toFixed(0)} resources/s of CPU (${(bytes / 2 ** 20).toFixed(0)} MiB; floor ${floorSpeed.toFixed(0)}/s), ${maxRssMiB.toFixed(0)} MiB; unchanged: ${unchanged.bytes} bytes a scope, ${unchanged.cpuSeconds.toFixed(1)} s of CPU`,
  );
}
