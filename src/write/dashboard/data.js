// The data of the page, and making elements. Text is only ever set as text.

let D = null;
const chosen = { unit: 0 };

const $ = (selector) => document.querySelector(selector);

/** Unpacks what stands in the page: letters and digits, then gzip, then JSON. */
async function unpack() {
  const letters = atob($('#data').textContent.trim());
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
}

/** An element with attributes; `on…` are listeners; children are elements or text. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined) element.append(child);
  }
  return element;
}

const show = (id, ...children) => $(id).replaceChildren(...children.flat().filter((child) => child !== null));

/** A count with marks of thousands; amounts and words stay as they are. */
const shown = (value) => (typeof value === 'number' ? value.toLocaleString('zh-CN') : value ?? '—');

/** Tenths of a percent as `87.5%`. */
const percent = (share) => (share === null ? '—' : `${share / 10}%`);

const DAY = 24 * 60 * 60 * 1000;

/** The day that lies so many days after the first that counts. */
function dayAt(offset) {
  if (offset === null || offset === undefined) return '';
  return new Date(Date.parse(`${D.from}T00:00:00Z`) + offset * DAY).toISOString().slice(0, 10);
}

/** `2023-12-31` as `2023年12月31日`. */
function inWords(day) {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** What a point is called: `8月`, or the day where it is not the return of a month. */
function pointName(point) {
  const [, month, date] = point.cutoff.split('-').map(Number);
  return point.whole ? `${Number(point.month.slice(5))}月` : `至${month}月${date}日`;
}

const latest = () => D.points.length - 1;
let keyPlaces = null;

/** The value of a figure of form 3-1. */
function valueOf(key, point = latest(), unit = chosen.unit) {
  return D.points[point].values[unit][keyPlaces.get(key).place];
}

/** 发现, 完成整改, 尚未整改, 整改率. */
const sumsOf = (point = latest(), unit = chosen.unit) => D.points[point].sums[unit];

/** Where the marks of hazards stand in a tally, and their bits in the list. */
const MARK = { found: 0, planned: 1, completed: 2, verified: 3, overdue: 4, soon: 5, open: 6 };

/** Prepares what is asked for often. */
function prepare() {
  keyPlaces = new Map();
  D.sections.forEach((section) => section.figures.forEach(([key, name, unit, definition]) => {
    keyPlaces.set(key, { place: keyPlaces.size, name, unit, definition });
  }));
  D.now = Math.round((Date.parse(D.day) - Date.parse(D.from)) / DAY);
  // Which units lie in which.
  D.within = D.units.map(() => new Uint8Array(D.units.length));
  D.units.forEach((unit, at) => {
    for (let above = at; above !== null; above = D.units[above].above) D.within[above][at] = 1;
  });
}
