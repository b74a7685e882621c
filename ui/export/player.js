// SPDX-License-Identifier: GPL-3.0-or-later
// player.js - shows the slides of the file that it is in, one at a time. Each distinct element of the slides
// is a line of #parts. A line of #pages is a slide: the numbers of its elements in order, "0-57 60", or
// "=3-20" for those at these places of the slide before. The links of the list are the slides' addresses
// and have their sentences. In an exported file it may be passed on without any condition.
'use strict';

const byId = id => document.getElementById(id);
const root = document.documentElement;
const linesOf = id => byId(id).textContent.trim().split('\n');
const parts = linesOf('parts');
const pages = [];
const links = [...byId('steps').querySelectorAll('a')];
const items = links.map(link => link.closest('li')); // null: a chapter's title
const last = links.length - 1;
const title = document.title;
const PLAY_MS = 2000;
const LEAST_SWIPE = 40; // px
let at = 0;

// ---- the slide ----

function elementsOf(run) {
    const again = run.startsWith('=');
    const [from, to = from] = run.slice(again ? 1 : 0).split('-').map(Number);
    return (again ? pages[pages.length - 1] : parts).slice(from, to + 1);
}

for (const line of linesOf('pages'))
    pages.push(line.split(' ').flatMap(elementsOf));

function drawing(i) {
    return pages[i].join('');
}

const addressOf = link => link.hash.slice(1);

// What is typed to come here, and to the chapter's end: "32 / 49", or "2.5 / 2.31" where there are several.
function numberOf(link) {
    const end = [...link.closest('section').querySelectorAll('a')].pop();
    return link.hash === '#cover' ? 'cover' : `${addressOf(link)} / ${addressOf(end)}`;
}

function sentencesOf(link) {
    return [...link.querySelectorAll('b, span')].map(part => part.textContent).join(' ');
}

function show(i) {
    links[at].removeAttribute('aria-current');
    at = Math.min(Math.max(i, 0), last);
    const link = links[at];
    const number = numberOf(link);
    link.setAttribute('aria-current', 'step');
    link.scrollIntoView({block: 'nearest'});
    byId('slide').innerHTML = drawing(at);
    byId('saying').textContent = sentencesOf(link);
    byId('number').textContent = number;
    byId('place').value = at;
    byId('place').setAttribute('aria-valuetext', `${number}, ${sentencesOf(link)}`);
    byId('notice').textContent = '';
    document.title = at > 0 ? `${addressOf(link)} · ${title}` : title;
    drawTicks();
}

// Goes to a slide, and leaves its address for a reload or a bookmark.
function go(i) {
    show(i);
    history.replaceState(null, '', links[at].hash);
    if (at === last)
        play(false);
}

// An address that no slide has leaves the slide as it is, and says so.
function showAddressed() {
    const i = location.hash ? links.findIndex(link => link.hash === location.hash) : 0;
    show(i < 0 ? at : i);
    if (i >= 0)
        return;
    const first = links.find(link => addressOf(link) !== 'cover');
    byId('notice').textContent = `There is no step ${location.hash.slice(1)}: `
        + `the numbers go from ${addressOf(first)} to ${addressOf(links[last])}.`;
}

// ---- the ticks of the bar ----

const ticks = byId('ticks');
const placeOf = i => `${100 * i / Math.max(last, 1)}%`;

function add(name, attributes) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes))
        element.setAttribute(key, value);
    ticks.append(element);
    return element;
}

// Where time goes on, dots are larger, unless it does so nearly everywhere; chapters begin with the largest.
function radii() {
    const times = links.map(link => link.querySelector('i:last-child')?.textContent);
    const moves = times.map((time, i) => times[i - 1] !== undefined && time !== times[i - 1]);
    const many = moves.filter(Boolean).length > pages.length / 3;
    const small = pages.length > 120 ? 1.5 : 3;
    return moves.map((moved, i) => i > 0 && !items[i] ? 7 : moved && !many ? 5 : small);
}

add('line', {x1: 0, x2: '100%', y1: '50%', y2: '50%'});
const past = add('line', {class: 'past', x1: 0, y1: '50%', y2: '50%'});
const dots = radii().map((r, i) => add('circle', {cx: placeOf(i), cy: '50%', r}));
const now = add('circle', {class: 'now', cy: '50%', r: 8});

function drawTicks() {
    dots.forEach((dot, i) => dot.classList.toggle('past', i < at));
    past.setAttribute('x2', placeOf(at));
    now.setAttribute('cx', placeOf(at));
}

// ---- playing, full screen, the keys ----

let timer = 0;

function play(on) {
    clearInterval(timer);
    timer = on ? setInterval(() => go(at + 1), PLAY_MS) : 0;
    byId('play').setAttribute('aria-pressed', String(on));
}

function togglePlay() {
    if (!timer && at === last)
        go(0);
    play(!timer);
}

function toggleFull() {
    if (document.fullscreenElement)
        document.exitFullscreen();
    else
        root.requestFullscreen?.();
}

function toggleHelp() {
    if (byId('help').open)
        byId('help').close();
    else
        byId('help').showModal();
}

// ---- dark and light: as the system asks, until somebody chooses ----

const system = matchMedia('(prefers-color-scheme: dark)');
let chosen = root.dataset.theme;

function setTheme(theme) {
    root.dataset.theme = theme;
    byId('dark').setAttribute('aria-pressed', String(theme === 'dark'));
}

function followSystem() {
    setTheme(chosen ?? (system.matches ? 'dark' : 'light'));
}

function toggleDark() {
    chosen = root.dataset.theme === 'dark' ? 'light' : 'dark';
    setTheme(chosen);
}

// ---- the list of steps ----

const list = byId('list');
const find = byId('find');
const contains = (text, words) => text.toLowerCase().includes(words);
let shown = null; // what is read on each slide, code and all; made by the first search

function setList(open) {
    list.hidden = !open;
    byId('open').setAttribute('aria-expanded', String(open));
    if (open)
        find.focus();
    else
        document.activeElement.blur(); // or a hidden field would get the keys
    links[at].scrollIntoView({block: 'center'});
}

function readSlides() {
    const reader = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    return pages.map((page, i) => {
        reader.innerHTML = drawing(i);
        return [...reader.querySelectorAll('text')].map(text => text.textContent).join('\n');
    });
}

// Which slides have the words in their sentences; if no step has, which have them in what they show.
function matches(words) {
    const said = links.map(link => contains(sentencesOf(link), words));
    if (said.some((fits, i) => fits && items[i]))
        return said;
    shown ??= readSlides();
    return shown.map(text => contains(text, words));
}

function search() {
    const words = find.value.trim().toLowerCase();
    const fits = matches(words);
    items.forEach((item, i) => item?.toggleAttribute('hidden', !fits[i]));
    byId('found').textContent = words && `${fits.filter((fit, i) => fit && items[i]).length} found`;
}

function openFirst() {
    const i = items.findIndex(item => item && !item.hidden);
    if (i >= 0)
        go(i);
}

// ---- what people do ----

const inList = {Escape: () => setList(false), Enter: openFirst};
const inHelp = {'?': toggleHelp};
const keys = {
    ArrowRight: () => go(at + 1),
    PageDown: () => go(at + 1),
    Enter: () => go(at + 1),
    ' ': event => go(event.shiftKey ? at - 1 : at + 1),
    ArrowLeft: () => go(at - 1),
    PageUp: () => go(at - 1),
    Backspace: () => go(at - 1),
    Home: () => go(0),
    End: () => go(last),
    p: togglePlay,
    l: () => setList(list.hidden),
    '/': () => setList(true),
    d: toggleDark,
    f: toggleFull,
    '?': toggleHelp,
    Escape: () => setList(false),
};
const buttons = {
    first: keys.Home,
    back: keys.ArrowLeft,
    play: togglePlay,
    next: keys.ArrowRight,
    last: keys.End,
    open: keys.l,
    close: keys.Escape,
    dark: toggleDark,
    full: toggleFull,
    keys: toggleHelp,
};

// Enter and Space press what has the focus.
function presses(event) {
    return (event.key === 'Enter' || event.key === ' ') && event.target.closest('button, a');
}

function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || presses(event))
        return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const known = byId('help').open ? inHelp : event.target === find ? inList : keys;
    if (!known[key])
        return;
    event.preventDefault();
    known[key](event);
}

let swipeFrom = null;

function onPointerUp(event) {
    const moved = swipeFrom === null ? 0 : event.clientX - swipeFrom;
    swipeFrom = null;
    if (Math.abs(moved) > LEAST_SWIPE)
        go(moved < 0 ? at + 1 : at - 1);
}

function onClick(event) {
    const box = byId('stage').getBoundingClientRect();
    if (getSelection().isCollapsed)
        go(event.clientX - box.left < box.width / 2 ? at - 1 : at + 1);
}

// A page a step, in the colours for paper.
function beforePrint() {
    const box = byId('slide').getAttribute('viewBox');
    setTheme('print');
    byId('slide').textContent = ''; // a hidden drawing must not have the names of those that are printed
    byId('print').innerHTML = pages.map((page, i) => `<svg viewBox="${box}">${drawing(i)}</svg>`).join('');
}

function afterPrint() {
    byId('print').textContent = '';
    followSystem();
    show(at);
}

addEventListener('keydown', onKey);
addEventListener('hashchange', showAddressed);
addEventListener('beforeprint', beforePrint);
addEventListener('afterprint', afterPrint);
system.addEventListener('change', followSystem);
for (const [id, action] of Object.entries(buttons))
    byId(id).addEventListener('click', action);
byId('stage').addEventListener('click', onClick);
byId('stage').addEventListener('pointerdown', event => {
    swipeFrom = event.pointerType === 'touch' ? event.clientX : null;
});
byId('stage').addEventListener('pointerup', onPointerUp);
byId('place').addEventListener('input', () => go(Number(byId('place').value)));
find.addEventListener('input', search);

byId('place').max = last;
list.hidden = true;
followSystem();
showAddressed();
