// Draws the page's charts above their tables, and says times in the viewer's zone.
(() => {
  const { Chart } = window;
  const DASHES = [[], [7, 4], [2, 3], [9, 3, 2, 3], [5, 2], [1, 2], [12, 4]];
  const PRECISE = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
  const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
  const CLOCK = new Intl.DateTimeFormat('sv', { timeStyle: 'medium' });
  const DATE_AND_CLOCK = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'medium' });
  const OFFSET = new Intl.DateTimeFormat('en', { timeZoneName: 'longOffset' });
  const PAPER_SIZE = [640, 260];

  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const startedAtMs = Date.parse(document.querySelector('header time')?.dateTime ?? '');
  for (const element of document.querySelectorAll('time')) {
    const time = new Date(element.dateTime);
    const offset = OFFSET.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value;
    element.title = element.textContent;
    element.textContent = `${DATE_AND_CLOCK.format(time)} ${offset} (${zone})`;
  }

  const specs = JSON.parse(document.getElementById('charts-data').textContent);
  const drawn = specs.map(draw);
  const recolourAll = () => {
    for (const { recolour } of drawn) recolour();
  };
  recolourAll();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', recolourAll);
  // Paper is white whatever the screen is.
  addEventListener('beforeprint', () => {
    document.documentElement.classList.add('on-paper');
    recolourAll();
    for (const { chart } of drawn) chart.resize(...PAPER_SIZE);
  });
  addEventListener('afterprint', () => {
    document.documentElement.classList.remove('on-paper');
    recolourAll();
    for (const { chart } of drawn) chart.resize();
  });

  function draw(spec) {
    const canvas = create('canvas', {
      role: 'img',
      tabindex: '0',
      'aria-label': `${spec.title}, chart; its table holds the same figures`,
      'aria-describedby': `${spec.id}-note`,
    });
    const frame = create('div', { class: 'canvas' }, canvas);
    const spoken = create('p', { class: 'spoken', role: 'status' });
    const legend = create('ul', { class: 'legend' });
    document.getElementById(spec.id).querySelector('details').before(frame, legend, spoken);

    const chart = new Chart(canvas, {
      type: 'line',
      data: { datasets: spec.series.map((series, index) => datasetOf(spec, series, index)) },
      options: optionsOf(spec),
      plugins: [bandsOf(spec), marksOf(spec)],
    });
    const samples = spec.series.length > 1 ? spec.series.map((_, index) => addToLegend(index)) : [];
    readByKeys(chart, spec, spoken);
    return { chart, recolour };

    function addToLegend(index) {
      const sample = sampleOf(spec, index);
      const button = create(
        'button',
        { type: 'button', 'aria-pressed': 'true' },
        sample,
        spec.series[index].name,
      );
      button.addEventListener('click', () => {
        const isShown = !chart.isDatasetVisible(index);
        button.setAttribute('aria-pressed', String(isShown));
        chart.setDatasetVisibility(index, isShown);
        chart.update('none');
      });
      legend.append(create('li', {}, button));
      return sample.firstChild;
    }

    function recolour() {
      const style = getComputedStyle(document.documentElement);
      const colour = (name) => style.getPropertyValue(name).trim();
      const colours = colour('--series').split(' ');
      chart.data.datasets.forEach((dataset, index) => {
        const own = colours[index % colours.length];
        dataset.borderColor = own;
        dataset.pointBackgroundColor = own;
        dataset.backgroundColor = `${own}${spec.style === 'stacked' ? 'b0' : '30'}`;
        samples[index]?.setAttribute('stroke', own);
      });
      for (const scale of Object.values(chart.options.scales)) {
        scale.grid.color = colour('--line');
        scale.border.color = colour('--line');
        scale.ticks.color = colour('--muted');
        scale.title.color = colour('--muted');
      }
      Object.assign(chart.options.plugins.tooltip, {
        backgroundColor: colour('--text'),
        titleColor: colour('--page'),
        bodyColor: colour('--page'),
      });
      chart.markColours = { bad: colour('--limit'), good: colour('--accent'), neutral: colour('--muted') };
      chart.update('none');
    }
  }

  /** When queries were lost, shaded behind the figures; at least as wide as is seen. */
  function bandsOf({ bands = [] }) {
    return {
      id: 'bands',
      beforeDatasetsDraw({ ctx, chartArea, scales, markColours }) {
        if (markColours === undefined) return;
        ctx.save();
        ctx.fillStyle = markColours.bad;
        ctx.globalAlpha = 0.15;
        for (const [from, to] of bands) {
          const left = Math.max(chartArea.left, scales.x.getPixelForValue(from));
          const right = Math.min(chartArea.right, Math.max(scales.x.getPixelForValue(to), left + 2));
          if (right > left) ctx.fillRect(left, chartArea.top, right - left, chartArea.bottom - chartArea.top);
        }
        ctx.restore();
      },
    };
  }

  /** What happened meanwhile, as dashed lines behind the figures. */
  function marksOf({ marks = [] }) {
    return {
      id: 'marks',
      beforeDatasetsDraw({ ctx, chartArea, scales, markColours }) {
        if (markColours === undefined) return;
        ctx.save();
        ctx.lineWidth = 1;
        ctx.setLineDash([3, 3]);
        for (const { at, tone } of marks) {
          if (at < scales.x.min || at > scales.x.max) continue;
          const x = Math.round(scales.x.getPixelForValue(at)) + 0.5;
          ctx.strokeStyle = markColours[tone];
          ctx.beginPath();
          ctx.moveTo(x, chartArea.top);
          ctx.lineTo(x, chartArea.bottom);
          ctx.stroke();
        }
        ctx.restore();
      },
    };
  }

  function datasetOf({ style, ranges }, { name, values }, index) {
    const isSteps = style === 'steps';
    const data = ranges.map(([from, to], place) => ({
      x: isSteps ? from : (from + to) / 2,
      y: values[place],
    }));
    if (isSteps) data.push({ x: ranges.at(-1)[1], y: values.at(-1) });
    const isAlone = (place) => (values[place - 1] ?? null) === null && (values[place + 1] ?? null) === null;
    return {
      label: name,
      data,
      // Dashes lie on top of the solid line that they may run along with; of stacked ones this would turn the order.
      order: style === 'lines' ? -index : 0,
      stepped: isSteps,
      fill: style === 'stacked' ? (index === 0 ? 'origin' : '-1') : isSteps && 'origin',
      borderDash: style === 'stacked' ? [] : DASHES[index % DASHES.length],
      borderWidth: style === 'stacked' ? 1 : 2,
      pointRadius: ({ dataIndex }) => (!isSteps && isAlone(dataIndex) ? 2.5 : 0),
      pointHitRadius: 8,
    };
  }

  function optionsOf(spec) {
    const { ranges, style, x, y } = spec;
    return {
      animation: false,
      parsing: false,
      normalized: true,
      maintainAspectRatio: false,
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: { ...scaleOf(x), min: ranges[0][0], max: ranges.at(-1)[1] },
        y: {
          ...scaleOf(y),
          stacked: style === 'stacked',
          ...(y.scale === 'linear' && { grace: '5%', suggestedMax: 1 }),
        },
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          usePointStyle: true,
          callbacks: {
            title: ([item]) => (item ? titleOf(spec, item.dataIndex) : ''),
            label: ({ dataset, parsed }) => ` ${dataset.label}: ${figure(parsed.y)}`,
          },
        },
      },
    };
  }

  function scaleOf({ label, scale }) {
    const isLogarithmic = scale === 'logarithmic';
    return {
      type: scale,
      beginAtZero: !isLogarithmic,
      title: { display: true, text: label },
      grid: {},
      border: {},
      ticks: {
        maxRotation: 0,
        autoSkipPadding: 16,
        callback: (value) => (isLogarithmic && !isRound(value) ? null : figure(value)),
      },
    };
  }

  /** 1, 2 and 5 of each power of ten: more labels would run into each other. */
  function isRound(value) {
    return [1, 2, 5].includes(Number((value / 10 ** Math.floor(Math.log10(value) + 1e-9)).toPrecision(3)));
  }

  function titleOf({ style, ranges, x }, place) {
    const [from, to] = ranges[Math.min(place, ranges.length - 1)];
    const range = `${figure(from)} to ${figure(to)}`;
    if (style === 'steps') return `${x.label}: ${range}`;
    return Number.isNaN(startedAtMs)
      ? `${range} s`
      : `${range} s, ${CLOCK.format(startedAtMs + from * 1000)}`;
  }

  function figure(value) {
    return Math.abs(value) < 1000 ? PRECISE.format(value) : WHOLE.format(value);
  }

  /** Arrow keys move along the chart as a pointer does; what the tooltip shows is also spoken. */
  function readByKeys(chart, spec, spoken) {
    let place = -1;
    const last = spec.ranges.length - 1;
    const moves = {
      ArrowLeft: () => Math.max(0, place - 1),
      ArrowRight: () => Math.min(last, place + 1),
      Home: () => 0,
      End: () => last,
      Escape: () => -1,
    };
    chart.canvas.addEventListener('keydown', (event) => {
      const move = moves[event.key];
      if (move === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      place = move();
      show();
    });
    chart.canvas.addEventListener('blur', () => {
      place = -1;
      show();
    });

    function show() {
      const shown = spec.series.map((_, index) => index).filter((index) => chart.isDatasetVisible(index));
      const active =
        place < 0
          ? []
          : shown
              .filter((index) => spec.series[index].values[place] !== null)
              .map((datasetIndex) => ({ datasetIndex, index: place }));
      chart.setActiveElements(active);
      chart.tooltip.setActiveElements(active, { x: 0, y: 0 });
      chart.update('none');
      const figures = shown.map((index) => {
        const { name, values } = spec.series[index];
        return `${name} ${values[place] === null ? 'none' : figure(values[place])}`;
      });
      spoken.textContent = place < 0 ? '' : `${titleOf(spec, place)}: ${figures.join(', ')}`;
    }
  }

  function sampleOf({ style }, index) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const line = document.createElementNS(svg.namespaceURI, 'line');
    const isStacked = style === 'stacked';
    const attributes = { x1: 0, x2: 28, y1: 6, y2: 6, 'stroke-width': isStacked ? 12 : 2.5 };
    for (const [name, value] of Object.entries(attributes)) line.setAttribute(name, value);
    if (!isStacked) line.setAttribute('stroke-dasharray', DASHES[index % DASHES.length].join(' '));
    svg.setAttribute('viewBox', '0 0 28 12');
    svg.setAttribute('aria-hidden', 'true');
    svg.append(line);
    return svg;
  }

  function create(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
    element.append(...children);
    return element;
  }
})();
