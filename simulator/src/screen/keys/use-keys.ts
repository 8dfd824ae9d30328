import { createContext, use, useEffectEvent, useLayoutEffect, type Context } from 'react';

import { Keyboard, type KeyHandler } from './keyboard.ts';

export const KeyboardContext: Context<Keyboard> = createContext(new Keyboard(() => {}));

/** Takes the keys while the view is shown; those for which the handler returns false go to the app. */
export function useKeys(handler: KeyHandler): void {
  const keyboard = use(KeyboardContext);
  const latest = useEffectEvent(handler);
  useLayoutEffect(() => keyboard.listen((key) => latest(key)), [keyboard]);
}
