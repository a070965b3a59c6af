// What the page shows of the chosen unit.

const name = (unit = chosen.unit) => D.units[unit].name;
const number = (label, value, cell) => ({ label, number: true, value, cell });
const amount = (text) => Number(text);

function tiles() {
  const [, , , rate] = sumsOf();
  const state = D.states[chosen.unit];
  const tally = state.hazards;
  const tile = (label, value, unit, ...under) => make('div', { class: 'tile' }, make('dt', {}, label), make('dd', { class: 'big' }, value, make('span', { class: 'measure' }, unit)), make('dd', { class: 'under' }, under));
  show('#tiles', [
    tile('发现重大事故隐患', sumFigure(0), '个', '企业自查 ', figureOf('A1'), '，部门检查 ', figureOf('A3')),
    tile('完成整改', sumFigure(1), '个', `整改率 ${percent(rate)}`),
    tile('尚未整改', sumFigure(2), '个', '逾期 ', tallyFigure(tally, MARK.overdue, '逾期未整改（个）'), '，7日内到期 ', tallyFigure(tally, MARK.soon, '7日内到期（个）')),
    tile('政府挂牌督办', figureOf('A5'), '个', '完成整改 ', figureOf('A6')),
    tile('部门检查企业', figureOf('B1'), '家', '清单企业 ', figure(state.listed, '清单企业（家）', () => enterprises()), ` 家，检查覆盖 ${percent(state.covered)}`),
    tile('行政处罚', figureOf('C3_count'), '次', '罚款 ', figureOf('C3_amount'), ' 万元，一案双罚 ', figureOf('C4'), ' 次'),
    tile('责令停产整顿', figureOf('C6'), '家', '移送司法机关 ', figureOf('C5'), ' 人'),
    tile('曝光、约谈、联合惩戒', figureOf('C7'), '家', '典型执法案例 ', figureOf('C8'), ' 个'),
  ]);
}

function closing() {
  const tally = D.states[chosen.unit].hazards;
  const steps = [
    ['发现', MARK.found, '发现的重大事故隐患（个）', null],
    ['五要素齐全', MARK.planned, '责任人、措施、资金、期限、应急预案齐全，或当日整改完成（个）', '责任人、措施、资金、期限、应急预案齐全，或当日即整改完成'],
    ['完成整改', MARK.completed, '完成整改（个）', null],
    ['验收销号', MARK.verified, '完成整改并经验收（个）', '完成整改并经验收（闭环）'],
  ];
  $('#closing-lead').textContent = '按逐条记录统计，百分比以发现数为基数。';
  show('#funnel', steps.map(([label, mark, title, hint]) => {
    const share = tally.shares[mark];
    const meter = make('span', { class: 'meter', 'aria-hidden': 'true' }, make('span', {}));
    meter.firstChild.style.width = `${(share ?? 0) / 10}%`;
    return make('li', {}, make('span', { class: 'label' }, label), meter, make('span', { class: 'big' }, tallyFigure(tally, mark, title)), make('span', { class: 'share' }, percent(share)), hint ? make('span', { class: 'hint' }, hint) : null);
  }));
  const of = (column) => (row) => D.records[column][hazardAt(row)];
  const late = (row) => D.now - of('due')(row);
  const table = sortable({
    caption: `${name()}逾期未整改的重大事故隐患`,
    quiet: true,
    size: 10,
    sort: { column: 4, descending: true },
    empty: '没有逾期未整改的隐患',
    rows: hazards((at) => bears(at, MARK.overdue)),
    columns: [
      { label: '单位', value: (row) => D.records.unit[row], cell: unitOf },
      { label: '企业', value: nameOf, cell: nameOf, wide: true },
      { label: '隐患', value: toldOf, cell: described, wide: true },
      { label: '整改期限', value: of('due'), cell: (row) => dayAt(of('due')(row)), day: true },
      number('逾期天数', late, (row) => shown(late(row))),
      { label: '位置', value: place, cell: (row) => make('code', {}, place(row)), wide: true },
    ],
  });
  show('#overdue', table.element);
}

const STATES = { met: ['✓', '按期完成'], late: ['晚', '逾期完成'], missed: ['缺', '逾期未完成'], open: ['·', '未到期'] };

/** How a unit stands to a deadline: a sign, and the same in words. */
function deadlineCell(cell) {
  if (!cell) return make('td', {}, make('span', { class: 'hidden' }, '不适用'));
  const [state, on, share] = cell;
  const [sign, words] = STATES[state];
  const told = [words, on, share].filter(Boolean).join('，');
  const seen = share && (state === 'missed' || state === 'open') ? share : sign;
  return make('td', { title: told }, make('span', { class: `state ${state}`, 'aria-hidden': 'true' }, seen), make('span', { class: 'hidden' }, told));
}

function deadlines() {
  const { all, units: rows } = D.deadlines;
  const seen = rows.filter(({ unit }) => D.within[chosen.unit][unit]);
  const next = all.filter((one) => one.next);
  const missed = seen.flatMap(({ cells }) => cells.filter((cell) => cell && cell[0] === 'missed')).length;
  const coming = next.length ? `下一期限：${inWords(next[0].due)}，${next.map((one) => one.name).join('、')}。` : '各项期限均已过。';
  $('#deadlines-lead').textContent = `${coming}${missed ? `逾期未完成 ${missed} 项。` : '没有逾期未完成的事项。'}`;
  const head = all.map((one) => make('th', { scope: 'col', class: one.next ? 'next' : null }, make('b', {}, one.name), make('time', { datetime: one.due }, one.due.slice(5))));
  const lines = seen.map(({ unit, cells }) => make('tr', {}, make('th', { scope: 'row' }, name(unit)), cells.map(deadlineCell)));
  const caption = `${name()}报送与期限`;
  const table = make('table', { class: 'strip' }, make('caption', { class: 'hidden' }, caption), make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, '单位'), head)), make('tbody', {}, lines.length ? lines : make('tr', {}, make('td', { colspan: all.length + 1, class: 'empty' }, '没有需报送的事项'))));
  const legend = make('ul', { class: 'legend', 'aria-hidden': 'true' }, Object.entries(STATES).map(([state, [sign, words]]) => make('li', {}, make('span', { class: `state ${state}` }, sign), ` ${words}`)), make('li', {}, '“12/15”为已完成企业数/清单企业数'));
  show('#deadlines-table', make('div', { class: 'table' }, make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption }, table), legend));
  const signs = sortable({
    caption: `${name()}督导情形`,
    quiet: true,
    rows: D.signs.filter(([unit]) => D.within[chosen.unit][unit]),
    empty: '没有方案所列的督导情形',
    columns: [
      { label: '单位', value: ([unit]) => unit, cell: ([unit]) => name(unit) },
      { label: '情形', value: ([, word]) => word, cell: ([, word]) => word },
      { label: '依据', cell: ([, , text]) => text, wide: true },
    ],
  });
  show('#signs-table', signs.element);
}

function trend() {
  const points = D.points.map((point, at) => at);
  const labels = D.points.map(pointName);
  const found = points.map((at) => sumsOf(at)[0]);
  const completed = points.map((at) => sumsOf(at)[1]);
  const inspected = points.map((at) => valueOf('B1', at));
  const penalties = points.map((at) => valueOf('C3_count', at));
  const words = (what, numbers) => `${what}：${labels.map((label, at) => `${label}${numbers[at]}`).join('，')}`;
  lines('chart-found', labels, [
    { name: '发现', numbers: found, ink: 'open', symbol: 'rect' },
    { name: '完成整改', numbers: completed, ink: 'done', symbol: 'circle', dashed: true },
  ], `折线图。${words('发现', found)}。${words('完成整改', completed)}。`);
  lines('chart-work', labels, [
    { name: '检查企业', numbers: inspected, ink: 'third', symbol: 'triangle' },
    { name: '行政处罚', numbers: penalties, ink: 'fourth', symbol: 'diamond', dashed: true },
  ], `折线图。${words('检查企业', inspected)}。${words('行政处罚', penalties)}。`);
  const of = (label, key) => number(label, (at) => amount(valueOf(key, at)), (at) => figureOf(key, at));
  const table = sortable({
    caption: `${name()}各月累计`,
    quiet: true,
    rows: points,
    columns: [
      { label: '月份', value: (at) => at, cell: (at) => labels[at] },
      number('发现', (at) => found[at], (at) => sumFigure(0, at)),
      number('完成整改', (at) => completed[at], (at) => sumFigure(1, at)),
      number('整改率', (at) => sumsOf(at)[3], (at) => percent(sumsOf(at)[3])),
      of('挂牌督办', 'A5'),
      of('检查企业', 'B1'),
      of('处罚（次）', 'C3_count'),
      of('罚款（万元）', 'C3_amount'),
      of('一案双罚', 'C4'),
      of('停产整顿', 'C6'),
      of('帮扶企业', 'C2'),
    ],
  });
  show('#trend-table', table.element);
}

function units() {
  const all = D.units.map((unit, at) => at);
  const below = all.length > 1 ? all.slice(1) : all;
  const sum = (which) => (unit) => sumsOf(latest(), unit)[which];
  const of = (label, key) => number(label, (unit) => amount(valueOf(key, latest(), unit)), (unit) => figureOf(key, latest(), unit));
  const sumColumn = (label, which) => number(label, sum(which), (unit) => sumFigure(which, latest(), unit));
  const state = (unit) => D.states[unit];
  const told = below.map((unit) => `${name(unit)}发现${sum(0)(unit)}，完成整改${sum(1)(unit)}`).join('；');
  bars('chart-units', below.map(name), below.map(sum(1)), below.map(sum(2)), `条形图。${told}。`, (at) => choose(below[at]));
  const table = sortable({
    caption: '各单位情况',
    quiet: true,
    rows: below,
    first: all.length > 1 ? [0] : [],
    mark: (unit) => unit === chosen.unit,
    columns: [
      { label: '单位', value: (unit) => unit, cell: (unit) => [make('button', { type: 'button', class: 'pick', onclick: () => choose(unit) }, name(unit)), D.units[unit].filed ? make('abbr', { title: D.units[unit].filed }, '＊') : null] },
      number('清单企业', (unit) => state(unit).listed, (unit) => figure(state(unit).listed, '清单企业（家）', () => enterprises(unit), '', unit)),
      number('检查覆盖', (unit) => state(unit).covered, (unit) => percent(state(unit).covered)),
      sumColumn('发现', 0),
      of('企业自查', 'A1'),
      of('部门检查', 'A3'),
      sumColumn('完成整改', 1),
      number('整改率', sum(3), (unit) => percent(sum(3)(unit))),
      number('逾期', (unit) => state(unit).hazards.counts[MARK.overdue], (unit) => tallyFigure(state(unit).hazards, MARK.overdue, '逾期未整改（个）', undefined, unit)),
      of('挂牌督办', 'A5'),
      of('检查企业', 'B1'),
      of('处罚（次）', 'C3_count'),
      of('罚款（万元）', 'C3_amount'),
      of('一案双罚', 'C4'),
    ],
  });
  show('#units-table', table.element);
}

/** The columns of a table of tallies. `test` says which hazards a row has. */
function tallyColumns(title, test) {
  const column = (label, mark, words) => number(
    label,
    ([, tally]) => tally.counts[mark],
    (row) => tallyFigure(row[1], mark, `${title(row)}　${words}（个）`, test(row)),
  );
  return [
    column('发现', MARK.found, '发现'),
    column('完成整改', MARK.completed, '完成整改'),
    number('整改率', ([, tally]) => tally.shares[MARK.completed], ([, tally]) => percent(tally.shares[MARK.completed])),
    column('尚未整改', MARK.open, '尚未整改'),
    column('逾期', MARK.overdue, '逾期未整改'),
  ];
}

const byFound = (rows) => [...rows].sort(([a, one], [b, other]) => foundOf([b, other]) - foundOf([a, one]) || a - b);
const foundOf = ([, tally]) => tally.counts[MARK.found];
const doneOf = ([, tally]) => tally.counts[MARK.completed];
const openOf = ([, tally]) => tally.counts[MARK.open];

function industries() {
  const rows = byFound(D.states[chosen.unit].industries);
  const title = ([at]) => D.industries[at];
  const told = rows.map((row) => `${title(row)}发现${foundOf(row)}，完成整改${doneOf(row)}`).join('；');
  bars('chart-industries', rows.map(title), rows.map(doneOf), rows.map(openOf), `条形图。${told}。`);
  const table = sortable({
    caption: `${name()}各行业隐患`,
    quiet: true,
    rows,
    columns: [
      { label: '行业', value: ([at]) => at, cell: title },
      ...tallyColumns(title, ([wanted]) => (at) => D.records.industry[at] === wanted),
    ],
  });
  show('#industries-table', table.element);
}

function clauses() {
  const rows = byFound(D.states[chosen.unit].clauses);
  const known = D.clauses.filter(([, title]) => title).length;
  const most = rows.slice(0, 10);
  const title = ([at]) => D.clauses[at][0];
  $('#clauses-lead').textContent = `判定标准共 ${known} 类情形，${name()}发现其中 ${rows.length} 类。`;
  const told = most.map((row) => `${D.clauses[row[0]][2]}，${foundOf(row)}个`).join('；');
  bars('chart-clauses', most.map(([at]) => `${D.clauses[at][0]}　${D.clauses[at][2]}`), most.map(doneOf), most.map(openOf), `条形图。${told}。`);
  const table = sortable({
    caption: `${name()}各条款隐患`,
    quiet: true,
    size: 10,
    rows,
    columns: [
      { label: '条款', value: ([at]) => at, cell: title },
      { label: '情形', cell: ([at]) => [D.clauses[at][2], ' ', make('span', { class: 'clause' }, D.clauses[at][1])], wide: true },
      ...tallyColumns(title, ([wanted]) => (at) => D.records.clause[at] === wanted),
    ],
  });
  show('#clauses-table', table.element);
}

function figures() {
  const points = D.points.map((point, at) => at);
  const lines = D.sections.map((section) => [
    make('tr', { class: 'band' }, make('th', { scope: 'rowgroup', colspan: points.length + 2 }, section.name)),
    section.figures.map(([key, label, unit]) => make('tr', {}, make('th', { scope: 'row' }, label), make('td', {}, unit || '是/否'), points.map((at) => make('td', { class: 'number' }, figureOf(key, at))))),
  ]);
  const head = ['指标', '单位', ...D.points.map(pointName)].map((label, at) => make('th', { scope: 'col', class: at > 1 ? 'number' : null }, label));
  const caption = `${name()}专项行动进展情况调度表各月累计`;
  const table = make('table', {}, make('caption', { class: 'hidden' }, caption), make('thead', {}, make('tr', {}, head)), lines.map((group) => make('tbody', {}, group.flat())));
  show('#figures-table', make('div', { class: 'table' }, make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption }, table)));
}

function showUnit() {
  $('#whose').textContent = `${name()}工作进展`;
  tiles();
  closing();
  deadlines();
  trend();
  units();
  industries();
  clauses();
  figures();
}

function choose(unit) {
  chosen.unit = unit;
  $('#unit').value = String(unit);
  showUnit();
}

const THEMES = [['', '跟随系统'], ['light', '浅色'], ['dark', '深色']];

function setTheme(at) {
  const [theme, label] = THEMES[at];
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  $('#theme').textContent = `显示：${label}`;
  $('#theme').dataset.at = String(at);
}

/** The charts, drawn again: another width or other colours. */
const redraw = () => again.forEach((one) => one());

function begin() {
  $('#title').textContent = D.title;
  $('#document').textContent = D.document;
  $('#day').textContent = `截至 ${inWords(D.day)}`;
  $('#source').textContent = `数字自 ${inWords(D.from)}起累计，由各单位逐条记录得出；点数字可看所依据的记录、所在文件和行号。`;
  const notices = [];
  if (D.left_out > 0) notices.push(`有 ${shown(D.left_out)} 条记录或文件无法读取，未计入。`);
  D.units.filter((unit) => unit.filed).forEach((unit) => notices.push(`${unit.name}${unit.filed}，没有逐条记录，整改闭环、逾期、行业、条款中不含。`));
  show('#notices', notices.map((notice) => make('p', { class: 'notice' }, notice)));
  const depth = (unit) => (unit.above === null ? 0 : 1 + depth(D.units[unit.above]));
  show('#unit', D.units.map((unit, at) => make('option', { value: at }, `${'　'.repeat(depth(unit))}${unit.name}`)));
  $('#unit').addEventListener('change', () => choose(Number($('#unit').value)));
  $('#theme').addEventListener('click', () => {
    setTheme((Number($('#theme').dataset.at) + 1) % THEMES.length);
    redraw();
  });
  $('#print').addEventListener('click', () => window.print());
  $('#records-close').addEventListener('click', () => $('#records').close());
  $('#records-search').addEventListener('input', searchRecords);
  $('#waiting').hidden = true;
  $('#main').hidden = false;
  setTheme(0);
  showUnit();
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  let width = window.innerWidth;
  window.addEventListener('resize', () => {
    if (window.innerWidth !== width) {
      width = window.innerWidth;
      charts.forEach((chart) => chart.resize());
    }
  });
  // On paper all is light and as wide as the paper, and lists are longer.
  const paper = (on) => {
    document.documentElement.classList.toggle('paper', on);
    document.querySelectorAll('.table').forEach((table) => table.dispatchEvent(new Event('paper')));
    redraw();
  };
  window.addEventListener('beforeprint', () => paper(true));
  window.addEventListener('afterprint', () => paper(false));
}

unpack().then((data) => {
  D = data;
  prepare();
  begin();
  document.documentElement.dataset.ready = 'yes';
}).catch((error) => {
  $('#waiting').textContent = `无法显示本页：${error.message}。请用较新的 Edge、Chrome 等浏览器打开。`;
  throw error;
});
