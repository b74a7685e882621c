// SPDX-License-Identifier: GPL-3.0-or-later
// foreign.mjs - writes traces like those of other programs, with what ours do not have: nested slices,
// asynchronous slices, clocks that count from event to event, names that are forgotten and given again.
//   node foreign.mjs json|pftrace >FILE

// ---- what happens, in ns ----

const main = {pid: 10, tid: 11, name: 'Main', process: 'Browser'};
const worker = {pid: 20, tid: 21, name: 'Worker "1"', process: 'Renderer'};
const T0 = 3600_000_000_000;
const slices = [
  // track, begin, end, name; the outer before the inner
  [main, 0, 900_000, 'task'],
  [main, 1_000, 500_001, 'layout “ä😀”'],
  [main, 1_000, 200_000, 'measure'],
  [main, 200_000, 300_500, 'paint'],
  [worker, 100_000, 700_000, 'compile\n\tlines'],
  [worker, 250_000, 250_000, 'nothing'],
  [worker, 700_000, 800_000, 'run'],
];
const flows = [[7, main, 150_000, worker, 260_000]];
const counts = [[0, 1], [120_000, 5], [480_000, 2]];
const ticks = [[main, 450_000, 'tick, tock']];
for (let i = 0; i < 1000; i++) slices.push([main, 1_000_000 + 100 * i, 1_000_050 + 100 * i, `step ${i % 7}`]);

// ---- Chrome's trace events ----

const us = (ns) => (T0 + ns) / 1000;

function* chromeEvents() {
  for (const {pid, tid, name, process} of [main, worker]) {
    yield {ph: 'M', pid, tid, name: 'thread_name', args: {name}};
    yield {ph: 'M', pid, tid, name: 'process_name', args: {name: process}};
  }
  // As in Chrome, slices with a duration are written when they end: the inner one first.
  for (const [{pid, tid}, begin, end, name] of slices.toReversed?.() ?? [...slices].reverse())
    if (name !== 'run') yield {ph: 'X', pid, tid, cat: 'c', name, ts: us(begin), dur: (end - begin) / 1000, args: {}};
  yield {ph: 'B', pid: worker.pid, tid: worker.tid, cat: 'c', name: 'run', ts: us(700_000)};
  yield {ph: 'E', pid: worker.pid, tid: worker.tid, ts: us(800_000)};
  for (const [{pid, tid}, at, name] of ticks) yield {ph: 'i', s: 't', pid, tid, cat: 'c', name, ts: us(at)};
  for (const [at, value] of counts) yield {ph: 'C', pid: main.pid, name: 'heap', ts: us(at), args: {used: value}};
  for (const [id, from, start, to, finish] of flows) {
    const flow = {cat: 'ipc', name: 'message', id: `0x${id}`};
    yield {ph: 's', pid: from.pid, tid: from.tid, ts: us(start), ...flow};
    yield {ph: 'f', bp: 'e', pid: to.pid, tid: to.tid, ts: us(finish), ...flow};
  }
  for (const [ph, at] of [['b', 50_000], ['n', 60_000], ['e', 650_000]])
    yield {ph, pid: main.pid, tid: main.tid, cat: 'net', id: '0x1', name: ph === 'n' ? 'headers' : 'fetch', ts: us(at)};
}

const chrome = () => JSON.stringify({
  displayTimeUnit: 'ms',
  metadata: {text: '"]}', nested: [[{}]]},
  traceEvents: [...chromeEvents()],
  stackFrames: {},
});

// ---- Perfetto's track events ----

function varint(number) {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(number));
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}
const number = (field, value) => Buffer.concat([varint(field << 3), varint(value)]);
const bytes = (field, value) => {
  const content = Buffer.from(value);
  return Buffer.concat([varint((field << 3) | 2), varint(content.length), content]);
};
const message = (field, ...fields) => bytes(field, Buffer.concat(fields));
const fixed = (field, value) => {
  const content = Buffer.alloc(8);
  content.writeBigUInt64LE(BigInt(value));
  return Buffer.concat([varint((field << 3) | 1), content]);
};
const packet = (...fields) => message(1, ...fields);

const BEGIN = 1, END = 2, INSTANT = 3, COUNTER = 4;
const uuids = new Map([[main, 100n], [worker, 2n ** 63n + 5n]]);
const COUNTS = 300n, FETCHES = 400n;

// One sequence, with a clock of its own that counts from event to event in units of 1 ns, and names
// that are numbered from 1 again each time the state is cleared.
class Sequence {
  out = [];
  last = 0;
  constructor(id) {
    this.id = id;
    this.clear(0);
  }
  clear(now) {
    this.names = new Map();
    this.last = now;
    const clocks = [
      message(1, number(1, 6), number(2, T0 + now)),
      message(1, number(1, 64), number(2, 0), number(3, 1)),
    ];
    this.out.push(packet(message(6, ...clocks, number(2, 6)), number(10, this.id), number(13, 1),
      message(59, number(58, 64), message(11, number(11, uuids.get(main))))));
  }
  event(now, track, type, name, ...fields) {
    const interned = [];
    const parts = [number(9, type), ...fields];
    if (track !== uuids.get(main)) parts.push(number(11, track));
    if (name !== undefined) {
      if (!this.names.has(name)) {
        this.names.set(name, this.names.size + 1);
        interned.push(message(2, number(1, this.names.get(name)), bytes(2, name)));
      }
      parts.push(number(10, this.names.get(name)), bytes(22, 'c'));
    }
    const state = interned.length ? [message(12, ...interned)] : [];
    this.out.push(packet(number(8, now - this.last), message(11, ...parts), number(10, this.id),
      number(13, 2), ...state));
    this.last = now;
  }
}

function* trackPackets() {
  for (const track of [main, worker]) {
    const process = BigInt(track.pid);
    yield packet(message(60, number(1, process), message(3, number(1, track.pid), bytes(6, track.process))));
    yield packet(message(60, number(1, uuids.get(track)), number(5, process),
      message(4, number(1, track.pid), number(2, track.tid), bytes(5, track.name))));
  }
  yield packet(message(60, number(1, COUNTS), number(5, main.pid), bytes(2, 'heap'), message(8)));
  yield packet(message(60, number(1, FETCHES), number(5, main.pid), bytes(10, 'fetch')));
}

function pftrace() {
  const events = []; // time, order among those of a time, what is told to the sequence
  const at = (time, rank, ...call) => events.push([time, rank, call]);
  slices.forEach(([track, begin, end, name], i) => {
    const flow = flows.find(([, from, start]) => from === track && name === 'measure');
    const arrival = flows.find(([, , , to]) => to === track && name === 'nothing');
    at(begin, begin === end ? 2 + i : 2 + i, uuids.get(track), BEGIN, name,
      ...(flow ? [fixed(47, flow[0])] : []), ...(arrival ? [fixed(48, arrival[0])] : []));
    at(end, begin === end ? 2.5 + i : 1 - i / 1e6, uuids.get(track), END, undefined);
  });
  for (const [track, time, name] of ticks) at(time, 5000, uuids.get(track), INSTANT, name);
  for (const [time, value] of counts) at(time, 5000, COUNTS, COUNTER, undefined, number(30, value));
  at(50_000, 5000, FETCHES, BEGIN, 'fetch');
  at(60_000, 5000, FETCHES, INSTANT, 'headers');
  at(650_000, 5000, FETCHES, END, undefined);
  events.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const sequence = new Sequence(77);
  events.forEach(([time, , call], i) => {
    if (i === 400) sequence.clear(time);
    sequence.event(time, ...call);
  });
  return Buffer.concat([...trackPackets(), ...sequence.out]);
}

process.stdout.write(process.argv[2] === 'json' ? chrome() : pftrace());
