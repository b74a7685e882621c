// SPDX-License-Identifier: GPL-3.0-or-later
// check.mjs - compares exports of a recording with what rows.mjs makes of it, row by row: as the
// trace processor reads them, and as our own reader does.
//   node check.mjs PROCESSOR KINDS NAME    reads NAME.csv, .events, .pftrace, .json, .back.*.csv
import fs from 'node:fs';
import {Processor} from './processor.mjs';
import {fold, readEvents, readKinds} from './rows.mjs';

const [folder, kindsFile, name] = process.argv.slice(2);
const kinds = readKinds(kindsFile);
let passed = 0;
let failed = 0;
console.warn = () => {};

function check(what, problem) {
  if (problem) console.log(`interchange: ${name}: ${what}: FAILED: ${problem}`);
  problem ? failed++ : passed++;
}

// The first row that is in one of the two more often than in the other.
function difference(actual, expected) {
  const [found, wanted] = [actual, expected].map((rows) => rows.map((row) => JSON.stringify(row)).sort());
  const at = wanted.findIndex((row, i) => row !== found[i]);
  if (at < 0 && found.length === wanted.length) return '';
  const [i, n] = [at < 0 ? wanted.length : at, `${found.length} rows, not ${wanted.length}`];
  return `${n}; found ${found[i]}, not ${wanted[i]}`;
}

const text = (value) => (value === null || value === undefined ? '' : String(value));

// ---- the table of events, compared with the command that lists them ----

function checkTable(events) {
  const lines = fs.readFileSync(`${name}.events`, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
  const rows = lines.map((e) => [e.number, e.time_ns, e.kind, e.subject, e.object, e.source, e.value].map(text));
  const expected = events.map((e) => [e.number, e.time_ns, e.kind, e.subject_name,
    e.object === '0' ? '' : e.object_name, e.file && `${e.file}:${e.line}`, e.value]);
  check('csv', difference(rows.map((row) => row.map((cell) => cell === '-' ? '' : cell)), expected));
}

// ---- what the trace processor finds ----

// How the two formats name the number of a lane and the arguments of an event.
const formats = {
  pftrace: {
    lane: "coalesce(cast(thread.tid as text), extract_arg(track.source_arg_set_id, 'trace_id'))",
    laneName: 'coalesce(thread.name, track.name)',
    event: 'debug.event', file: 'source.file_name', line: 'source.line_number',
    counter: (name) => name,
    unfinished: () => '-1',
  },
  json: {
    lane: 'cast(thread.tid as text)',
    laneName: 'thread.name',
    event: 'args.event', file: 'args.file', line: 'args.line',
    counter: (name) => `${name} value`, // one event could have several
    unfinished: (span, endNs) => String(endNs - span.begin),
  },
};

const tracks = `join track on track.id = slice.track_id left join thread_track on thread_track.id = track.id
  left join thread using (utid)`;

const sliceQuery = (f) => `select slice.ts, slice.dur, ${f.lane}, slice.category, slice.name,
  extract_arg(slice.arg_set_id, '${f.event}'), extract_arg(slice.arg_set_id, '${f.file}'),
  extract_arg(slice.arg_set_id, '${f.line}') from slice ${tracks}`;

const flowQuery = (f) => {
  const lane = (side) => `(select ${f.lane} from slice ${tracks} where slice.id = flow.${side})`;
  const event = (side) =>
    `(select extract_arg(arg_set_id, '${f.event}') from slice where slice.id = flow.${side})`;
  return `select ${event('slice_out')}, ${event('slice_in')}, ${lane('slice_out')}, ${lane('slice_in')} from flow`;
};

const counterQuery = `select counter.ts, track.name, cast(counter.value as int) from counter
  join track on track.id = counter.track_id`;

const place = (event) => [event.number, event.file, event.file ? event.line : ''];

function expectedSlices(run, unfinished) {
  const slices = run.slices.map((s) => [s.begin, s.end === null ? unfinished(s, run.endNs) : s.end - s.begin,
    s.lane, s.category, s.name, ...place(s.event)]);
  const ticks = run.ticks.map((t) => [t.begin, 0, t.lane, t.category, t.name, ...place(t.event)]);
  return [...slices, ...ticks].map((row) => row.map(text));
}

function checkLaneNames(rows, run) {
  const wrong = rows.find(([lane, found]) => {
    const wanted = run.lanes.get(text(lane))?.name;
    return wanted === undefined || (found !== wanted && !found.startsWith(`${wanted} `));
  });
  return wrong ? `lane ${wrong[0]} is called ${wrong[1]}` : '';
}

async function checkFormat(extension, run) {
  const format = formats[extension];
  const processor = await Processor.open(folder, `${name}.${extension}`);
  const rows = async (sql) => (await processor.rows(sql)).map((row) => row.map(text));
  const complaints = await rows(
    "select name, value from stats where severity in ('error', 'data_loss') and value > 0");
  const slices = await rows(sliceQuery(format));
  const flows = await rows(flowQuery(format));
  const counters = await rows(counterQuery);
  const lanes = await rows(`select distinct ${format.lane}, ${format.laneName} from slice ${tracks}`);
  const used = new Set([...run.slices, ...run.ticks].map((row) => row.lane));

  check(`${extension} errors`, complaints.map((row) => row.join('=')).join(', '));
  check(`${extension} slices`, difference(slices, expectedSlices(run, format.unfinished)));
  check(`${extension} flows`, difference(flows, run.flows.map((f) => [f.number, f.number, f.from, f.to])));
  check(`${extension} counters`, difference(counters,
    run.counters.map(([time, name, value]) => [time, format.counter(name), value])));
  check(`${extension} tracks`, difference(lanes.map(([lane]) => lane), [...used]));
  check(`${extension} names of tracks`, checkLaneNames(lanes, run));
  console.log(`interchange: ${name}.${extension}: ${slices.length} slices, ${flows.length} flows, ` +
    `${counters.length} counter values, ${lanes.length} tracks`);
  processor.close();
}

// ---- what our own reader makes of the export ----

// Times begin with the first thing that happened. What is still going on at the end has no end in one
// of the formats, and ends at the last moment in the other.
function checkBack(extension, run) {
  const back = fold(kinds, readEvents(fs.readFileSync(`${name}.back.${extension}.csv`, 'utf8')));
  const first = [...run.slices, ...run.ticks, ...run.counters.map(([time]) => ({begin: BigInt(time)}))]
    .reduce((least, row) => (row.begin < least ? row.begin : least), run.endNs);
  const unfinished = extension === 'json' ? (s) => run.endNs - s.begin : () => 'goes on';
  const spans = (of, origin, open, name) => of.slices.filter((s) => s.event.kind !== 'COUNTER_SET')
    .map((s) => [s.begin - origin, s.end === null ? open(s) : s.end - s.begin, name(s)].map(text));
  const ticks = (of, origin, is, name) => of.ticks.filter(is).map((t) => [t.begin - origin, name(t)].map(text));

  check(`${extension} back: slices`, difference(
    spans(back, 0n, () => 'goes on', (s) => s.event.text), spans(run, first, unfinished, (s) => s.name)));
  check(`${extension} back: ticks`, difference(
    ticks(back, 0n, (t) => t.event.kind === 'TRACK_TICK', (t) => t.event.text), ticks(run, first, () => true, (t) => t.name)));
  check(`${extension} back: flows`, difference(back.flows.map((f) => [text(BigInt(f.time))]),
    run.flows.map((f) => [text(BigInt(f.time) - first)])));
}

const events = readEvents(fs.readFileSync(`${name}.csv`, 'utf8'));
const run = fold(kinds, events);
checkTable(events);
for (const extension of Object.keys(formats)) {
  await checkFormat(extension, run);
  checkBack(extension, run);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
