// Tables that sort by any column and show long lists page by page.

/** The most rows of a list that are printed. */
const ON_PAPER = 100;

const collator = new Intl.Collator('zh-CN');

/** Rows in the order of a column; empty values come last, whichever way. */
function inOrder(rows, value, descending) {
  const keyed = rows.map((row) => ({ row, key: value(row) }));
  const empty = (key) => key === null || key === undefined || key === '';
  if (keyed.some(({ key }) => typeof key === 'string')) {
    // Comparing Chinese is slow, so that each text is compared with the others but once.
    const texts = [...new Set(keyed.filter(({ key }) => !empty(key)).map(({ key }) => String(key)))];
    const rank = new Map(texts.sort(collator.compare).map((text, at) => [text, at]));
    for (const one of keyed) if (!empty(one.key)) one.key = rank.get(String(one.key));
  }
  const way = descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (empty(a.key) || empty(b.key)) return Number(empty(a.key)) - Number(empty(b.key));
    return way * (a.key - b.key);
  });
  return keyed.map(({ row }) => row);
}

/**
 * A table. Columns have a label, a value to sort by and a cell; `number`, `day` and `wide` say how they look.
 * `first` rows stay on top; `size` is how many rows a page has; `sort` is the column and way to begin with.
 */
function sortable({ caption, columns, rows, first = [], size = 0, sort = null, quiet = false, empty = '没有记录', mark = null }) {
  let order = sort;
  let sorted = [];
  let page = 0;
  const body = make('tbody');
  const labels = columns.map((column, at) => (column.value
    ? make('button', { type: 'button', class: 'sort', onclick: () => sortBy(at) }, column.label)
    : column.label));
  const headings = columns.map((column, at) => make('th', { scope: 'col', class: column.number ? 'number' : null }, labels[at]));
  const count = make('span', { role: 'status', class: 'count' });
  const step = (label, by) => make('button', { type: 'button', onclick: () => turn(page + by) }, label);
  const [back, forth] = [step('上一页', -1), step('下一页', 1)];
  const pager = size ? make('div', { class: 'pager' }, back, count, forth) : null;
  const table = make('table', {}, make('caption', { class: quiet ? 'hidden' : null }, caption), make('thead', {}, make('tr', {}, headings)), body);
  const element = make('div', { class: 'table' }, make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption }, table), pager);

  function line(row, isFirst) {
    const cells = columns.map((column, at) => {
      const kind = [column.number && 'number', column.day && 'day', column.wide && 'wide'].filter(Boolean).join(' ');
      return make(at === 0 ? 'th' : 'td', { scope: at === 0 ? 'row' : null, class: kind || null }, column.cell(row));
    });
    const kind = [isFirst && 'total', mark && mark(row) && 'marked'].filter(Boolean).join(' ');
    return make('tr', { class: kind || null }, cells);
  }

  function draw() {
    const paper = document.documentElement.classList.contains('paper');
    const from = paper ? 0 : page * size;
    const most = paper ? Math.max(size, ON_PAPER) : size;
    const seen = size ? sorted.slice(from, from + most) : sorted;
    const lines = [...first.map((row) => line(row, true)), ...seen.map((row) => line(row, false))];
    body.replaceChildren(...(lines.length ? lines : [make('tr', {}, make('td', { colspan: columns.length, class: 'empty' }, empty))]));
    if (pager) {
      pager.hidden = sorted.length <= most;
      count.textContent = `第 ${shown(from + 1)}–${shown(from + seen.length)} 条，共 ${shown(sorted.length)} 条`;
      back.disabled = page === 0;
      forth.disabled = from + size >= sorted.length;
    }
  }

  function turn(to) {
    page = to;
    draw();
  }

  function arrange() {
    sorted = order ? inOrder(rows, columns[order.column].value, order.descending) : rows;
    headings.forEach((heading, at) => {
      const way = order && order.column === at ? (order.descending ? 'descending' : 'ascending') : null;
      if (way) heading.setAttribute('aria-sort', way);
      else heading.removeAttribute('aria-sort');
    });
    turn(0);
  }

  function sortBy(column) {
    // Numbers are looked at from the greatest down.
    const descending = order && order.column === column ? !order.descending : Boolean(columns[column].number);
    order = { column, descending };
    arrange();
  }

  element.addEventListener('paper', () => {
    // A button is not repeated with its row on the next sheet.
    const paper = document.documentElement.classList.contains('paper');
    headings.forEach((heading, at) => heading.replaceChildren(paper ? columns[at].label : labels[at]));
    draw();
  });
  arrange();
  return {
    element,
    replace(others) {
      rows = others;
      arrange();
    },
  };
}
