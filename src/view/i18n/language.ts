export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text or table of texts for each language. */
export type ByLanguage<Texts> = Readonly<Record<Language, Texts>>;
