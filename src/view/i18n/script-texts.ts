import type { ByLanguage } from './language.ts';

type ScriptText =
  | 'live'
  | 'stale'
  | 'lost'
  | 'paused'
  | 'others'
  | 'utc'
  | 'local'
  | 'all'
  | 'chart'
  | 'packets'
  | 'connections'
  | 'latest'
  | 'show';

/** What the client's script says, with `{name}` where it puts a value; see assets/texts.js. */
export const SCRIPT_TEXTS: ByLanguage<Readonly<Record<ScriptText, string>>> = {
  en: {
    live: 'live',
    stale: 'figures are {seconds} s old',
    lost: 'connection lost',
    paused: 'paused',
    others: 'others',
    utc: 'UTC',
    local: 'local time',
    all: 'all virtual servers',
    chart: '{title}, chart; the table below it holds the latest figures',
    packets: 'packets in',
    connections: 'new connections',
    latest: 'latest',
    show: 'Show tables at {time}',
  },
  zh: {
    live: '实时',
    stale: '数据已是 {seconds} 秒前',
    lost: '连接中断',
    paused: '已暂停',
    others: '其他',
    utc: 'UTC',
    local: '本地时间',
    all: '全部虚拟服务',
    chart: '{title}，图表；最新数值见下方表格',
    packets: '入包',
    connections: '新建连接',
    latest: '最新',
    show: '查看 {time} 时的表',
  },
};
