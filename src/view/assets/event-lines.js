const MARKS = /** @type {const} */ ({ bad: '▼', good: '▲', neutral: '◆' });
const DASHES = /** @type {const} */ ({ bad: [], good: [6, 3], neutral: [2, 3] });

/**
 * A plugin of chart.js: events as vertical lines. Worse, better and neither differ by mark, dashes and colour.
 *
 * @param {() => readonly import('./events.js').Mark[]} marks
 * @param {() => Readonly<Record<string, string>>} colours by tone
 */
export function eventLines(marks, colours) {
  return {
    id: 'event-lines',
    /** @param {any} chart */
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      ctx.save();
      ctx.font = '9px sans-serif';
      ctx.textAlign = 'center';
      for (const { atSeconds, tone } of marks()) {
        if (atSeconds < scales.x.min || atSeconds > scales.x.max) continue;
        const x = scales.x.getPixelForValue(atSeconds);
        const kind = /** @type {keyof typeof MARKS} */ (Object.hasOwn(MARKS, tone) ? tone : 'neutral');
        ctx.strokeStyle = colours()[kind];
        ctx.fillStyle = colours()[kind];
        ctx.setLineDash(DASHES[kind]);
        ctx.beginPath();
        ctx.moveTo(x, chartArea.top);
        ctx.lineTo(x, chartArea.bottom);
        ctx.stroke();
        ctx.fillText(MARKS[kind], x, chartArea.top - 2);
      }
      ctx.restore();
    },
  };
}
