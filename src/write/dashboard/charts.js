// The charts: Apache ECharts as SVG, so that they print sharply. Each has its numbers in words as its label,
// and as a table beside it.

const charts = new Map();
/** How each was drawn last, to draw it again in another size or other colours. */
const again = new Map();

/** A colour of the style sheet. */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

function common() {
  const text = colour('text');
  const line = colour('line');
  const axis = { axisLabel: { color: text, fontSize: 13 }, axisLine: { lineStyle: { color: line } }, axisTick: { show: false }, splitLine: { lineStyle: { color: line } } };
  return {
    axis,
    option: {
      animation: false,
      backgroundColor: 'transparent',
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: text },
      legend: { top: 0, left: 0, itemWidth: 18, itemHeight: 10, itemGap: 20, textStyle: { color: text, fontSize: 13 }, selectedMode: false },
      tooltip: { trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: colour('card'), borderColor: line, textStyle: { color: text, fontSize: 13 }, axisPointer: { type: 'line', lineStyle: { color: line } } },
    },
  };
}

/** Draws a chart in its place, with its words for those who do not see it. */
function draw(id, option, words) {
  const place = $(`#${id}`);
  place.setAttribute('role', 'img');
  place.setAttribute('aria-label', words);
  let chart = charts.get(id);
  if (!chart) {
    chart = echarts.init(place, null, { renderer: 'svg' });
    charts.set(id, chart);
  }
  chart.resize();
  chart.setOption(option, { notMerge: true });
}

/** A pattern that tells two parts of a bar apart without colour. */
const hatch = () => ({ symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4, color: colour('hatch') });

/** Lines over the months. Each has a name, its numbers, a colour and a symbol of its own. */
function lines(id, labels, series, words) {
  again.set(id, () => lines(id, labels, series, words));
  const { option, axis } = common();
  draw(id, {
    ...option,
    grid: { left: 8, right: 24, top: 40, bottom: 4, containLabel: true },
    xAxis: { ...axis, type: 'category', data: labels, boundaryGap: false, splitLine: { show: false } },
    yAxis: { ...axis, type: 'value', minInterval: 1 },
    series: series.map(({ name, numbers, ink, symbol, dashed }) => ({
      name,
      type: 'line',
      data: numbers,
      symbol,
      symbolSize: 8,
      lineStyle: { width: 2.5, color: colour(ink), type: dashed ? 'dashed' : 'solid' },
      itemStyle: { color: colour(ink) },
      label: { show: false },
      endLabel: { show: false },
    })),
  }, words);
}

/** A long text in lines: a drawn tooltip does not break them itself. */
const folded = (text) => text.match(/.{1,28}/gsu) || [];

/** Bars across: completed and still open, one after the other. */
function bars(id, names, completed, open, words, onpick) {
  again.set(id, () => bars(id, names, completed, open, words, onpick));
  const { option, axis } = common();
  const part = (name, numbers, ink, decal) => ({
    name,
    type: 'bar',
    stack: 'all',
    barMaxWidth: 20,
    data: numbers,
    itemStyle: { color: colour(ink), ...(decal ? { decal: hatch() } : {}) },
    cursor: onpick ? 'pointer' : 'default',
  });
  const total = {
    name: '合计',
    type: 'bar',
    stack: 'all',
    data: names.map(() => 0),
    itemStyle: { color: 'transparent' },
    label: { show: true, position: 'right', distance: 6, color: colour('text'), fontSize: 13, formatter: ({ dataIndex: at }) => shown(completed[at] + open[at]) },
    tooltip: { show: false },
  };
  const tall = 56 + names.length * 30;
  $(`#${id}`).classList.toggle('few', tall < 200);
  $(`#${id}`).style.height = `${tall}px`;
  draw(id, {
    ...option,
    legend: { ...option.legend, data: ['完成整改', '尚未整改'] },
    tooltip: { ...option.tooltip, axisPointer: { type: 'shadow', shadowStyle: { color: colour('shade') } }, formatter: (parts) => [...folded(parts[0].name), ...parts.slice(0, 2).map((one) => `${one.seriesName}　${shown(one.value)}`)].join('\n') },
    grid: { left: 8, right: 64, top: 36, bottom: 4, containLabel: true },
    xAxis: { ...axis, type: 'value', minInterval: 1 },
    yAxis: { ...axis, axisLabel: { ...axis.axisLabel, width: Math.min($(`#${id}`).clientWidth * 0.45, 420), overflow: 'truncate' }, type: 'category', data: names, inverse: true, splitLine: { show: false } },
    series: [part('完成整改', completed, 'done', false), part('尚未整改', open, 'open', true), total],
  }, words);
  const chart = charts.get(id);
  chart.off('click');
  if (onpick) chart.on('click', ({ dataIndex: at }) => onpick(at));
}
