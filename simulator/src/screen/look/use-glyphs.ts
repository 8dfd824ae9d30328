import { createContext, use, type Context } from 'react';

import { unicodeGlyphs, type Glyphs } from './glyphs.ts';

/** The characters of this terminal. */
export const GlyphsContext: Context<Glyphs> = createContext(unicodeGlyphs);

export function useGlyphs(): Glyphs {
  return use(GlyphsContext);
}
