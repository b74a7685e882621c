// SPDX-License-Identifier: GPL-3.0-or-later
// rows.mjs - a second implementation of how events become slices, from the table of events (csv) and
// the columns of kinds.h alone, with none of the program's code. It gives what other programs must
// find in an export.
import fs from 'node:fs';

// ---- the table of kinds ----

export function readKinds(file) {
  const row = /X\((\w+),\s*(\d+),\s*(\w+),\s*(\w+),\s*(\w+),\s*(\w+),\s*(\w+),\s*(\w+),\s*(\w+),\s*"([^"]*)",\s*"([^"]*)"\)/g;
  const kinds = new Map();
  for (const [, name, , phase, track, state, onLoop, link, , , , label] of fs.readFileSync(file, 'utf8').matchAll(row))
    kinds.set(name, {name, phase, track, state, onLoop, link, label});
  return kinds;
}

// ---- csv ----

// RFC 4180: fields in quotes may hold anything, two quotes stand for one.
function* csvRecords(text) {
  const field = /"((?:[^"]|"")*)"(,|\r\n)|([^",\r\n]*)(,|\r\n)/y;
  let record = [];
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const match = field.exec(text);
    if (!match) throw new Error(`no csv at character ${at}: ${JSON.stringify(text.slice(at, at + 40))}`);
    record.push(match[1] === undefined ? match[3] : match[1].replaceAll('""', '"'));
    if ((match[2] ?? match[4]) === ',') continue;
    yield record;
    record = [];
  }
}

export function readEvents(text) {
  const [names, ...records] = csvRecords(text);
  return records.map((record) => {
    if (record.length !== names.length) throw new Error(`${record.length} fields: ${record}`);
    return Object.fromEntries(names.map((name, i) => [name, record[i]]));
  });
}

// ---- words ----

const LOOP = '1';
const word = (state) => state.toLowerCase();
const chomp = (text) => text.replace(/[ \t\n\v\f\r]+$/, '');
const short = (name) => name.replace(/^([A-Z])[a-z]+-(\d+)$/, '$1-$2');

// The short form of a label, with its blanks filled in.
function ending(label, event) {
  const blanks = {
    '{object}': event.object_name || 'somebody',
    '{value}': event.value,
    '{item}': event.text ? event.value : 'something',
    '{count}': event.number_value || '0',
  };
  return label.replace(/^[^;]*; /, '').replace(/\{\w+\}/g, (blank) => blanks[blank]);
}

const spanNames = {
  LOOP: (span) => (span.state === 'RUNNING' ? span.objectName : ''),
  TASK: (span) => {
    const what = span.objectName || span.event.call;
    return span.state === 'WAITING' && what ? `await ${what}` : '';
  },
  WORKER: (span) => (span.state === 'RUNNING' ? span.objectName : ''),
  FUTURE: () => '',
  SYNC: (span) => {
    if (span.kind.label.includes(';')) return ending(span.kind.label, span.event);
    return ['RUNNING', 'HELD'].includes(span.state) ? short(span.objectName) : '';
  },
};
spanNames.OTHER = spanNames.SYNC;

function tickName(event, kind) {
  if (!kind) return `event of kind ${event.kind}`;
  const name = event.kind.toLowerCase().replaceAll('_', ' ');
  const text = event.value_type === 'label' ? chomp(event.text) : '';
  return text ? `${name}: ${text}` : name;
}

function outcomeName(state, event) {
  return state !== 'CANCELLED' && event.value && event.value !== word(state)
    ? `${word(state)}: ${event.value}` : word(state);
}

// Whether its events begin or end spans; all others are ticks.
const bounds = kind => kind.phase === 'BEGIN' || kind.phase === 'END';

// ---- fold ----

const counterNames = {
  'tasks alive': ['TASK', ''],
  'tasks ready': ['TASK', 'READY'],
  'tasks waiting': ['TASK', 'WAITING'],
  'workers busy': ['WORKER', 'RUNNING'],
};

class Fold {
  lanes = new Map();
  slices = []; // {lane, state, category, name, begin, end, event}
  ticks = [];
  flows = [];
  counters = [];
  counts = Object.fromEntries(Object.keys(counterNames).map((name) => [name, 0]));
  runner = '0';

  constructor(kinds) {
    this.kinds = kinds;
  }

  lane(id, group, name) {
    if (!this.lanes.has(id)) {
      this.lanes.set(id, {id, group, name, open: null, ended: false});
      this.count(group, '', 1);
    }
    return this.lanes.get(id);
  }

  count(group, state, change) {
    for (const [name, [of, what]] of Object.entries(counterNames))
      if (of === group && what === state) this.counts[name] += change;
  }

  close(lane, event) {
    if (!lane.open) return;
    this.count(lane.group, lane.open.state, -1);
    lane.open.end = BigInt(event.time_ns);
    lane.open = null;
  }

  begin(lane, event, kind, state, object, objectName) {
    if (lane.ended) return null;
    this.close(lane, event);
    const span = {lane: lane.id, state, category: word(state), begin: BigInt(event.time_ns), end: null,
      event, kind, object, objectName};
    span.name = spanNames[lane.group](span) || word(state);
    lane.open = span;
    this.count(lane.group, state, 1);
    if (state !== 'IDLE' && state !== 'NONE') this.slices.push(span);
    return span;
  }

  tick(lane, event, category, name) {
    this.ticks.push({lane: lane.id, category, name, begin: BigInt(event.time_ns), event});
  }

  take(event) {
    const before = {...this.counts};
    const kind = this.kinds.get(event.kind);
    const other = kind?.track === 'OTHER' && event.subject !== '0';
    const loop = other ? null : this.lane(LOOP, 'LOOP', 'Loop');
    const lane = this.lanes.get(event.subject) ??
      (kind && event.subject !== '0' ? this.lane(event.subject, kind.track, event.subject_name) : loop);
    const fits = kind && (kind.phase === 'POINT' || kind.track === lane.group);
    const from = this.lanes.get(event.object);
    const arrow = fits && kind.link !== 'NO' && from && from !== lane;
    const verb = kind?.link === 'WAKE' ? 'wakes' : 'cancels';
    let begun = false;

    if (fits && kind.phase === 'BEGIN') {
      const span = this.begin(lane, event, kind, kind.state, event.object, event.object_name);
      begun = span !== null && kind.state !== 'IDLE';
    }
    if (fits && kind.phase === 'END') {
      this.close(lane, event);
      if (kind.state !== 'NONE' && !lane.ended) {
        lane.ended = true;
        this.count(lane.group, '', -1);
        this.tick(lane, event, 'outcome', outcomeName(kind.state, event));
      }
    }
    if (fits && loop) this.takeLoop(loop, lane, event, kind);
    if (arrow) {
      this.tick(from, event, verb, `${verb} ${lane.name}`);
      this.flows.push({number: event.number, from: from.id, to: lane.id, time: event.time_ns});
    }
    if (!kind || !bounds(kind) || (arrow && !begun))
      this.tick(lane, event, 'event', tickName(event, kind));
    for (const [name, value] of Object.entries(this.counts))
      if (value !== before[name]) this.counters.push([event.time_ns, name, String(value)]);
  }

  takeLoop(loop, lane, event, kind) {
    if (kind.onLoop === 'RUN') {
      this.begin(loop, event, kind, 'RUNNING', lane.id, lane.name);
      this.runner = lane.id;
    } else if (kind.onLoop === 'FREE' && this.runner === lane.id) {
      this.close(loop, event);
      this.runner = '0';
    }
    if (lane === loop && bounds(kind)) this.runner = '0';
  }
}

export function fold(kinds, events) {
  const fold = new Fold(kinds);
  for (const event of events) fold.take(event);
  fold.endNs = events.length ? BigInt(events.at(-1).time_ns) : 0n;
  return fold;
}
