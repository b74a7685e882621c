// SPDX-License-Identifier: GPL-3.0-or-later
// check.mjs - opens slides in Chromium and does with them what people do. usage: check.mjs CHROMIUM
// FOLDER DECK CHAPTERS PDF: FOLDER is for Chromium's own files, DECK the slides of wait-timeout, CHAPTERS
// those of two recordings; what DECK prints becomes PDF.
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';

import {Chromium} from './chromium.mjs';
import {readPng} from './png.mjs';

const [program, folder, deckPath, chaptersPath, pdfPath] = process.argv.slice(2);
const deck = pathToFileURL(deckPath).href;
const chapters = pathToFileURL(chaptersPath).href;
const WIDTH = 960, HEIGHT = 640; // px
const MIDDLE = 250;
const SHIFT = 8;
const STEP = 2; // px; every second pixel is enough to look at
const BACKGROUNDS = {light: '#fafafa', dark: '#1e1e1e'};
const browser = await Chromium.open(program, folder);

// ---- what is there ----

const current = () => browser.value('document.querySelector("[aria-current]").getAttribute("href")');
const said = () => browser.value('document.getElementById("saying").textContent');
const isOpen = () => browser.value('!document.getElementById("list").hidden');
const last = () => browser.value('document.querySelectorAll("#steps a").length - 1');
const theme = () => browser.value('document.documentElement.dataset.theme');
const shownLinks = () => browser.value(
    '[...document.querySelectorAll("#steps li:not([hidden]) a")].map(link => link.textContent)');
const sentences = () => browser.value(
    '[...document.querySelectorAll("#steps li b")].map(sentence => sentence.textContent)');

async function middleOf(selector) {
    const box = await browser.value(`(() => {
        const {x, y, width, height} = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
        return {x: x + width / 2, y: y + height / 2};
    })()`);
    return [box.x, box.y];
}

async function isAt(address) {
    await browser.until(`document.querySelector("[aria-current]").getAttribute("href") === "${address}"`);
    await browser.until(`location.hash === "${address}"`);
}

async function setSystem(scheme) {
    await browser.send('Emulation.setEmulatedMedia', {features: [{name: 'prefers-color-scheme', value: scheme}]});
    // The page is told before it draws again.
    await browser.value('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))');
}

async function type(words) {
    for (const letter of words)
        await browser.press(letter);
}

function coloursOf(picture) {
    const colours = new Map();
    for (let y = 0; y < picture.height; y += STEP)
        for (let x = 0; x < picture.width; x += STEP)
            colours.set(picture.colour(x, y), (colours.get(picture.colour(x, y)) ?? 0) + 1);
    return colours;
}

function difference(one, other) {
    let n = 0;
    for (let y = 0; y < one.height; y += STEP)
        for (let x = 0; x < one.width; x += STEP)
            n += one.colour(x, y) !== other.colour(x, y);
    return n;
}

// ---- tests: each begins at step 5 of the deck ----

const tests = {
    async 'the address opens a step'() {
        assert.equal(await current(), '#5');
        await browser.open(deck);
        assert.equal(await current(), '#0');
        await browser.open(`${deck}#12`);
        assert.equal(await current(), '#12');
        assert.match(await browser.value('document.getElementById("slide").textContent'), /step 12 of 23/);
        await browser.value('void (location.hash = "#3")');
        await isAt('#3');
    },

    async 'an address that no slide has is answered, not followed'() {
        const noticed = () => browser.value('document.getElementById("notice").textContent');
        await browser.open(`${deck}#nowhere`);
        assert.equal(await current(), '#0');
        assert.equal(await noticed(), 'There is no step nowhere: the numbers go from 0 to 23.');
        await browser.press('ArrowRight');
        assert.equal(await noticed(), '');
        await browser.value('void (location.hash = "#24")');
        await browser.until('document.getElementById("notice").offsetHeight > 0');
        assert.equal(await current(), '#1');
        const {nodes} = await browser.send('Accessibility.getFullAXTree');
        const alert = nodes.find(node => node.role?.value === 'alert');
        assert.ok(nodes.some(node => node.parentId === alert.nodeId && node.name?.value.startsWith('There is no step 24:')));
        await browser.open(`${chapters}#14`);
        assert.match(await noticed(), /^There is no step 14: the numbers go from 1 to 2\.\d+\.$/);
    },

    async 'keys step'() {
        for (const [key, address] of [['ArrowRight', '#6'], [' ', '#7'], ['PageDown', '#8'], ['Enter', '#9'],
            ['ArrowLeft', '#8'], ['PageUp', '#7'], ['Backspace', '#6'], ['End', `#${await last()}`],
            ['ArrowRight', `#${await last()}`], ['Home', '#0'], ['ArrowLeft', '#0']]) {
            await browser.press(key);
            await isAt(address);
        }
    },

    async 'Shift and Space go back'() {
        await browser.press(' ', SHIFT);
        await isAt('#4');
    },

    async 'clicks step'() {
        await browser.click(WIDTH * 0.75, MIDDLE);
        await isAt('#6');
        await browser.click(WIDTH * 0.25, MIDDLE);
        await isAt('#5');
        for (const [button, address] of [['#next', '#6'], ['#back', '#5'], ['#last', `#${await last()}`], ['#first', '#0']]) {
            await browser.click(...await middleOf(button));
            await isAt(address);
        }
    },

    async 'swipes step'() {
        await browser.send('Emulation.setTouchEmulationEnabled', {enabled: true});
        await browser.swipe(700, 400, MIDDLE);
        await isAt('#6');
        await browser.swipe(400, 700, MIDDLE);
        await isAt('#5');
        await browser.send('Emulation.setTouchEmulationEnabled', {enabled: false});
    },

    async 'a click on the line of steps goes there'() {
        const [x, y] = await middleOf('#place');
        await browser.click(x, y);
        await browser.until('Math.abs(document.getElementById("place").value - document.getElementById("place").max / 2) <= 1');
        assert.equal(await current(), `#${await browser.value('document.getElementById("place").value')}`);
    },

    async 'it plays, and stops at the end'() {
        await browser.open(`${deck}#${await last() - 1}`);
        await browser.press('p');
        assert.equal(await browser.value('document.getElementById("play").getAttribute("aria-pressed")'), 'true');
        await isAt(`#${await last()}`);
        assert.equal(await browser.value('document.getElementById("play").getAttribute("aria-pressed")'), 'false');
    },

    async 'the list opens a step'() {
        assert.equal(await isOpen(), false);
        await browser.press('l');
        assert.equal(await isOpen(), true);
        await browser.click(...await middleOf('#steps a[href="#4"]'));
        await isAt('#4');
        await browser.click(...await middleOf('#close'));
        assert.equal(await isOpen(), false);
    },

    async 'search looks in the sentences, then in the code'() {
        await browser.press('l');
        await type('sleeps FOR');
        await browser.until('document.querySelectorAll("#steps li[hidden]").length > 0');
        const found = await shownLinks();
        assert.ok(found.length > 0 && found.length < 5);
        assert.ok(found.every(text => text.includes('sleeps for')), found.join());
        assert.ok(found.some(text => text.startsWith('10Nothing is ready')), found.join());
        await browser.press('Enter');
        assert.match(await said(), /sleeps for/);
        await browser.value('void (document.getElementById("find").value = "")');
        await type('aw_repr(');
        await browser.until('document.getElementById("found").textContent.endsWith("found")');
        assert.ok((await shownLinks()).length > 0);
        await type('nothing like it');
        await browser.until('document.getElementById("found").textContent === "0 found"');
    },

    async 'keys step again when the list is closed'() {
        await browser.press('l');
        await type('x');
        await browser.press('Escape');
        assert.equal(await isOpen(), false);
        await browser.press('ArrowRight');
        await isAt('#6');
    },

    async 'it is dark when the system is, until D is pressed'() {
        assert.equal(await theme(), 'light');
        await setSystem('dark');
        await browser.until('document.documentElement.dataset.theme === "dark"');
        await browser.press('d');
        assert.equal(await theme(), 'light');
        await setSystem('light');
        await setSystem('dark');
        assert.equal(await theme(), 'light');
        await browser.open(deck);
        assert.equal(await theme(), 'dark');
    },

    async 'three steps in light and dark are pictures in the colours of the theme'() {
        for (const [scheme, background] of Object.entries(BACKGROUNDS)) {
            const pictures = [];
            await setSystem(scheme);
            for (const step of [3, 12, 20]) {
                await browser.open(`${deck}#${step}`);
                pictures.push(readPng(await browser.picture()));
            }
            for (const picture of pictures) {
                const colours = coloursOf(picture);
                assert.equal(picture.colour(5, 5), background);
                assert.equal([...colours].sort((a, b) => b[1] - a[1])[0][0], background);
                assert.ok(colours.size > 50, `${colours.size} colours`);
            }
            assert.ok(difference(pictures[0], pictures[1]) > 500);
            assert.ok(difference(pictures[1], pictures[2]) > 500);
        }
    },

    async 'what runs has the colour of what runs'() {
        for (const [scheme, expected] of [['light', 'rgb(0, 114, 178)'], ['dark', 'rgb(43, 143, 208)']]) {
            await setSystem(scheme);
            await browser.open(`${deck}#12`);
            assert.ok(await browser.value(`[...document.querySelectorAll("#slide rect")]
                .some(rect => getComputedStyle(rect).fill === "${expected}")`), expected);
        }
    },

    async 'a line of code that is cut is whole in its title'() {
        const lines = await browser.value(`[...document.querySelectorAll("#slide text title")]
            .map(title => [title.textContent, title.parentNode.lastChild.textContent])`);
        assert.ok(lines.some(([whole, cut]) => whole.endsWith('AW_SECOND);') && cut.endsWith('…')));
    },

    async 'readers get the list and hear the sentence of each step'() {
        await browser.press('l');
        await browser.send('Accessibility.enable');
        const {nodes} = await browser.send('Accessibility.getFullAXTree');
        const texts = nodes.filter(node => !node.ignored).map(node => node.name?.value ?? '');
        const all = await sentences();
        assert.equal(all.length, 23);
        for (const sentence of all)
            assert.ok(texts.some(text => text.startsWith(sentence)), sentence);
        const slide = nodes.find(node => node.properties?.some(({name, value}) =>
            name === 'roledescription' && value.value === 'slide'));
        assert.equal(slide.name.value, await said());
        for (const key of ['Escape', 'ArrowRight'])
            await browser.press(key);
        const after = (await browser.send('Accessibility.getFullAXTree')).nodes;
        const live = after.filter(node => node.properties?.some(({name, value}) => name === 'live' && value.value === 'polite'));
        const heard = after.filter(node => live.some(({nodeId}) => node.parentId === nodeId));
        assert.ok(heard.some(node => node.name?.value.startsWith(all[5])), all[5]);
        await browser.send('Accessibility.disable');
    },

    async 'recordings are chapters with addresses of their own'() {
        await browser.open(`${chapters}#2.3`);
        assert.equal(await current(), '#2.3');
        assert.match(await browser.value('document.getElementById("slide").textContent'), /step 3 of /);
        assert.match(await browser.value('document.getElementById("number").textContent'), /^2\.3 \/ 2\.\d/);
        assert.equal(await browser.value('document.querySelector("[aria-current] i").textContent'), '2.3');
        assert.equal(await browser.value('document.querySelectorAll("#steps h2").length'), 3);
        await browser.press('Home');
        await isAt('#cover');
        assert.equal(await browser.value('document.getElementById("number").textContent'), 'cover');
        await browser.press('PageDown');
        await isAt('#1');
        await browser.press('PageDown');
        await isAt('#1.1');
        await browser.open(`${chapters}#2`);
        assert.match(await said(), /^Thread pool/i);
    },

    async 'it prints a page a step on white'() {
        const {data} = await browser.send('Page.printToPDF', {preferCSSPageSize: true, printBackground: true});
        writeFileSync(pdfPath, Buffer.from(data, 'base64'));
        assert.equal(await theme(), 'light');
        assert.equal(await browser.value('document.getElementById("print").childNodes.length'), 0);
        await browser.value('void dispatchEvent(new Event("beforeprint"))');
        assert.equal(await browser.value('getComputedStyle(document.body).backgroundColor'), 'rgb(255, 255, 255)');
        assert.equal(await browser.value('document.querySelectorAll("#print svg").length'), await last() + 1);
    },

    async 'all keys are told'() {
        await browser.press('?');
        assert.equal(await browser.value('document.getElementById("help").open'), true);
        await browser.press('ArrowRight');
        assert.equal(await current(), '#5');
        await browser.press('?');
        assert.equal(await browser.value('document.getElementById("help").open'), false);
    },

    async 'without scripts the list is there'() {
        await browser.send('Emulation.setScriptExecutionDisabled', {value: true});
        await browser.open(deck);
        const height = await browser.value('document.getElementById("list").offsetHeight');
        await browser.send('Emulation.setScriptExecutionDisabled', {value: false});
        assert.ok(height > MIDDLE);
    },

    async 'nothing is loaded and nothing fails'() {
        const loaded = browser.events.filter(({method}) => method === 'Network.requestWillBeSent')
            .map(({params}) => params.request.url.split('#')[0]);
        assert.deepEqual([...new Set(loaded)].sort(), [chapters, deck].sort());
        const failed = browser.events.filter(({method}) => method === 'Runtime.exceptionThrown');
        assert.deepEqual(failed.map(({params}) => params.exceptionDetails), []);
    },
};

// ---- running them ----

async function runs(name, test) {
    await setSystem('light');
    await browser.open(`${deck}#5`);
    try {
        await test();
        return true;
    } catch (error) {
        console.log(`browser: ${name}: ${error.message}`);
        return false;
    }
}

await browser.send('Runtime.enable');
await browser.send('Network.enable');
await browser.send('Emulation.setDeviceMetricsOverride', {width: WIDTH, height: HEIGHT, deviceScaleFactor: 1, mobile: false});
const results = [];
for (const [name, test] of Object.entries(tests))
    results.push(await runs(name, test));
await browser.close();
console.log(`${results.filter(Boolean).length} passed, ${results.filter(result => !result).length} failed`);
