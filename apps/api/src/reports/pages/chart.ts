import type { EChartsOption } from 'echarts';
import { escaped, fonts, Html, markup } from './page.js';

/** A chart as data, and in words for who does not see it. */
export interface Chart {
  readonly option: EChartsOption;
  readonly title: string;
  readonly description: string;
  readonly height: number;
}

/** Told apart by the colour-blind (Okabe and Ito); patterns and symbols tell them apart in black and white. */
const colours = ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#56B4E9', '#D55E00', '#999999'];

const width = 960;

/** The figure of a chart, drawn here. `id` is of the page: the same chart gives the same bytes. */
export async function figureOf(id: string, { option, title, description, height }: Chart): Promise<Html> {
  // Only who asks for a page needs what draws, which is large.
  const { init } = await import('echarts');
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({
      animation: false,
      color: colours,
      textStyle: { fontFamily: fonts.replaceAll("'", ''), fontSize: 13, color: '#1b1f24' },
      aria: { enabled: true, label: { enabled: false }, decal: { show: Array.isArray(option.series) && option.series.length > 1 } },
      ...harmless(option),
    });
    const drawn = chart.renderToSVGString({ useViewBox: true });
    const body = selfContained(id, drawn.slice(drawn.indexOf('>') + 1, drawn.lastIndexOf('</svg>')));
    return markup`<figure class="keep"><svg
        xmlns="http://www.w3.org/2000/svg"
        xmlns:xlink="http://www.w3.org/1999/xlink"
        viewBox="0 0 ${width} ${height}"
        role="img"
        aria-labelledby="${id}-title ${id}-desc"
      >
        <title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc>${new Html(body)}</svg><figcaption>${title}</figcaption></figure>`;
  } finally {
    chart.dispose();
  }
}

/** What every object has. */
const inherited = new RegExp(Object.getOwnPropertyNames(Object.prototype).join('|'), 'g');

/**
 * The same, but that no text has a name in it that every object has: it is broken by a joiner of no width. The library keeps texts that it has
 * measured as keys of plain objects, and a code `__proto__` would change every object of the process. (pages.spec.ts)
 */
function harmless<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll(inherited, (name) => `${name[0]!}\u2060${name.slice(1)}`) as T;
  if (Array.isArray(value)) return value.map(harmless) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, harmless<unknown>(one)])) as T;
}

/**
 * The drawing without what the library adds for a browser that moves the mouse over it, its ids those of the page instead of a counter of
 * the process, and its styles as attributes, which a strict policy allows.
 */
function selfContained(id: string, svg: string): string {
  return svg
    .replaceAll(/<style\b.*?<\/style>/gs, '')
    .replaceAll(/ (?:class="zr\d+-cls-\d+"|ecmeta_\w+="[^"]*"|pointer-events="[^"]*")/g, '')
    .replaceAll(/\bzr\d+-/g, `${id}-`)
    .replaceAll(/ style="([^"]*)"/g, (_, style: string) =>
      style
        .split(';')
        .map((one) => /^\s*([\w-]+)\s*:\s*(.+?)\s*$/.exec(one))
        .map((match) => (match ? ` ${match[1]}="${escaped(match[2]!.replaceAll(/&quot;/g, "'"))}"` : ''))
        .join(''),
    );
}
