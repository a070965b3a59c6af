// From a number to its records. Which they are was decided where the numbers were counted; here they are
// only picked out by unit, month and mark.

const behindKey = new Map();

/** The rows behind a figure, unpacked when it is first asked for. */
function rowsOf(key) {
  if (!behindKey.has(key)) {
    const { steps, from, to } = D.members[key];
    let row = 0;
    behindKey.set(key, { rows: Uint32Array.from(steps, (step) => (row += step)), from, to });
  }
  return behindKey.get(key);
}

/** The rows behind figures of a unit at a point, in the order of the records. */
function behind(keys, point = latest(), unit = chosen.unit) {
  const within = D.within[unit];
  const found = [];
  for (const key of keys) {
    const { rows, from, to } = rowsOf(key);
    for (let at = 0; at < rows.length; at += 1) {
      if (from[at] <= point && point < to[at] && within[D.records.unit[rows[at]]]) found.push(rows[at]);
    }
  }
  return keys.length > 1 ? [...new Set(found)].sort((a, b) => a - b) : found;
}

/** The hazards of a unit for which a test of their place among the hazards holds. */
function hazards(test, unit = chosen.unit) {
  const within = D.within[unit];
  const { first_hazard: first, clause, unit: units } = D.records;
  const found = [];
  for (let at = 0; at < clause.length; at += 1) {
    if (within[units[first + at]] && test(at)) found.push(first + at);
  }
  return found;
}

/** Whether a hazard bears a mark; open are those found that are not completed. */
function bears(at, mark) {
  const bits = D.records.marks[at];
  const has = (one) => Boolean(bits & (1 << one));
  return mark === MARK.open ? has(MARK.found) && !has(MARK.completed) : has(mark);
}

/** The enterprises that a unit lists. */
function enterprises(unit = chosen.unit) {
  const found = [];
  for (let row = 0; row < D.records.kind.length && D.records.kind[row] === 0; row += 1) {
    if (D.within[unit][D.records.unit[row]]) found.push(row);
  }
  return found;
}

/** A number that opens its records. `rows` is asked when it is pressed. */
function figure(value, name, rows, definition, unit = chosen.unit) {
  if (value === 0 || value === '0' || value === null || value === undefined || value === '否') {
    return document.createTextNode(shown(value));
  }
  const whose = D.units[unit].name;
  const open = () => openRecords(`${whose}　${name}：${shown(value)}`, rows(), definition);
  return make('button', { type: 'button', class: 'figure', 'aria-haspopup': 'dialog', 'aria-label': `${name} ${shown(value)}，查看记录`, onclick: open }, shown(value));
}

/** A figure of form 3-1. */
function figureOf(key, point = latest(), unit = chosen.unit) {
  const { name, unit: measure, definition } = keyPlaces.get(key);
  const title = measure ? `${name}（${measure}）` : name;
  const when = point === latest() ? '' : `${pointName(D.points[point])}　`;
  return figure(valueOf(key, point, unit), `${when}${title}`, () => behind([key], point, unit), definition, unit);
}

/** Hazards found or completed, of both sources. */
function sumFigure(which, point = latest(), unit = chosen.unit) {
  const when = point === latest() ? '' : `${pointName(D.points[point])}　`;
  const names = ['发现重大事故隐患（个）', '完成整改（个）', '尚未整改（个）'];
  const rows = () => {
    if (which === 0) return behind(['A1', 'A3'], point, unit);
    const completed = behind(['A2', 'A4'], point, unit);
    if (which === 1) return completed;
    const done = new Set(completed);
    return behind(['A1', 'A3'], point, unit).filter((row) => !done.has(row));
  };
  return figure(sumsOf(point, unit)[which], `${when}${names[which]}`, rows, '', unit);
}

/** A number of a tally of hazards. */
function tallyFigure(tally, mark, name, test = () => true, unit = chosen.unit) {
  return figure(tally.counts[mark], name, () => hazards((at) => bears(at, mark) && test(at), unit), '', unit);
}

const place = (row) => {
  const line = D.records.line[row];
  return `${D.records.files[D.records.file[row]]}${line ? `:${line}` : ''}`;
};
const nameOf = (row) => {
  const at = D.records.enterprise[row];
  return at === null ? '' : D.records.enterprises[at];
};
const toldOf = (row) => D.records.texts[D.records.told[row]];
const unitOf = (row) => D.units[D.records.unit[row]].name;
const isHazard = (row) => D.kinds[D.records.kind[row]] === '隐患';
const hazardAt = (row) => row - D.records.first_hazard;

/** The columns of a list; of hazards alone there are more. */
function recordColumns(rows) {
  const hazardous = rows.length > 0 && rows.every(isHazard);
  const of = (column) => (row) => D.records[column][hazardAt(row)];
  const columns = [
    { label: '单位', value: (row) => D.records.unit[row], cell: unitOf },
    { label: '企业', value: nameOf, cell: nameOf, wide: true },
    { label: hazardous ? '隐患' : '事项', value: toldOf, cell: (row) => (hazardous ? described(row) : toldOf(row)), wide: true },
    { label: hazardous ? '发现' : '日期', value: (row) => D.records.day[row], cell: (row) => dayAt(D.records.day[row]), day: true },
  ];
  if (hazardous) {
    columns.push(
      { label: '整改期限', value: of('due'), cell: (row) => dayAt(of('due')(row)), day: true },
      { label: '完成整改', value: of('completed'), cell: (row) => dayAt(of('completed')(row)), day: true },
    );
  }
  columns.push(
    { label: '编号', value: (row) => D.records.id[row], cell: (row) => make('code', {}, D.records.id[row]) },
    { label: '位置', value: place, cell: (row) => make('code', {}, place(row)), wide: true },
  );
  return columns;
}

/** A hazard in words, with its clause. */
function described(row) {
  const [code, name] = D.clauses[D.records.clause[hazardAt(row)]];
  return [toldOf(row), ' ', make('span', { class: 'clause', title: name }, code)];
}

let listed = { rows: [], table: null };

function openRecords(title, rows, definition) {
  $('#records-title').textContent = title;
  $('#records-definition').textContent = definition ? `口径：${definition}` : '';
  const columns = recordColumns(rows);
  const table = sortable({ caption: title, columns, rows, size: 50, quiet: true });
  listed = { rows, table };
  $('#records-search').value = '';
  countRecords(rows.length);
  show('#records-table', table.element);
  const dialog = $('#records');
  dialog.showModal();
  dialog.scrollTop = 0;
  $('#records-close').focus();
}

function countRecords(count) {
  const whole = listed.rows.length;
  const filed = D.units.some((unit) => unit.filed) ? '以报送数字计入的单位没有逐条记录。' : '';
  const part = count === whole ? `共 ${shown(whole)} 条记录。` : `共 ${shown(whole)} 条记录，找到 ${shown(count)} 条。`;
  $('#records-lead').textContent = `${part}同一企业有多条记录的，家数按一家计。${filed}`;
}

function searchRecords() {
  const wanted = $('#records-search').value.trim().toLowerCase();
  const has = (row) => [nameOf(row), D.records.id[row], toldOf(row), unitOf(row)].some((text) => text.toLowerCase().includes(wanted));
  const rows = wanted ? listed.rows.filter(has) : listed.rows;
  listed.table.replace(rows);
  countRecords(rows.length);
}
