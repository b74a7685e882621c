// SPDX-License-Identifier: GPL-3.0-or-later
// theirs.mjs - compares what we read from another program's trace with what the trace processor reads.
//   node theirs.mjs PROCESSOR KINDS FILE    reads FILE and FILE.csv
import fs from 'node:fs';
import {Processor} from './processor.mjs';
import {fold, readEvents, readKinds} from './rows.mjs';

const [folder, kindsFile, file] = process.argv.slice(2);
let passed = 0;
let failed = 0;
console.warn = () => {};

function check(what, found, wanted) {
  const [ours, theirs] = [found, wanted].map((rows) => rows.map((row) => JSON.stringify(row.map(String))).sort());
  const at = theirs.findIndex((row, i) => row !== ours[i]);
  const same = at < 0 && ours.length === theirs.length && ours.length > 0;
  same ? passed++ : failed++;
  if (!same)
    console.log(`interchange: ${file}: ${what}: FAILED: ${ours.length} rows, not ${theirs.length}; ` +
      `found ${ours[at]}, not ${theirs[at]}`);
}

const run = fold(readKinds(kindsFile), readEvents(fs.readFileSync(`${file}.csv`, 'utf8')));
const processor = await Processor.open(folder, file);
const [[first]] = await processor.rows(
  'select min((select min(ts) from slice), (select min(ts) from counter))');
// The processor does not tell instants from slices that took no time; neither does this.
const ours = [
  ...run.slices.filter((s) => s.event.kind !== 'COUNTER_SET').map((s) => [s.begin, s.end - s.begin, s.event.text]),
  ...run.ticks.filter((t) => t.event.kind === 'TRACK_TICK').map((t) => [t.begin, 0, t.event.text]),
];
const levels = {};
for (const s of run.slices.filter((s) => s.event.kind !== 'COUNTER_SET' && s.end > s.begin))
  (levels[s.lane] ??= []).push(s);
const counts = run.slices.filter((s) => s.event.kind === 'COUNTER_SET').map((s) => [s.begin, Number(s.event.value)]);

check('slices', ours, await processor.rows(`select ts - ${first}, dur, name from slice`));
check('levels', Object.values(levels).map((lane) => [lane.length]),
  await processor.rows('select count(*) from slice where dur > 0 group by track_id, depth'));
check('counters', counts, await processor.rows(`select ts - ${first}, cast(value as int) from counter`));
check('flows', run.flows.map(() => ['flow']), (await processor.rows('select id from flow')).map(() => ['flow']));
processor.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
