import { BIND_TEXTS } from './bind-texts.ts';
import { EVENT_TEXTS } from './event-texts.ts';
import { FRAME_TEXTS } from './frame-texts.ts';
import { HAPROXY_TEXTS } from './haproxy-texts.ts';
import { IPVS_TEXTS } from './ipvs-texts.ts';
import type { ByLanguage } from './language.ts';
import { SCRIPT_TEXTS } from './script-texts.ts';
import { SOURCE_TEXTS } from './source-texts.ts';
import { VIP_TEXTS } from './vip-texts.ts';

/**
 * All texts of the page but sentences of warnings and verdicts. Words that programs write (states, schedulers, rcodes) stay
 * as they write them, so that they can be searched for.
 */
export const PAGE_TEXTS = {
  en: {
    frame: FRAME_TEXTS.en,
    script: SCRIPT_TEXTS.en,
    vip: VIP_TEXTS.en,
    ipvs: IPVS_TEXTS.en,
    haproxy: HAPROXY_TEXTS.en,
    bind: BIND_TEXTS.en,
    events: EVENT_TEXTS.en,
    sources: SOURCE_TEXTS.en,
  },
  zh: {
    frame: FRAME_TEXTS.zh,
    script: SCRIPT_TEXTS.zh,
    vip: VIP_TEXTS.zh,
    ipvs: IPVS_TEXTS.zh,
    haproxy: HAPROXY_TEXTS.zh,
    bind: BIND_TEXTS.zh,
    events: EVENT_TEXTS.zh,
    sources: SOURCE_TEXTS.zh,
  },
} as const satisfies ByLanguage<object>;

export type PageTexts = (typeof PAGE_TEXTS)[keyof typeof PAGE_TEXTS];
