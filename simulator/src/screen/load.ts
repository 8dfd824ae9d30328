/**
 * Loads the screen, and with it Ink and React. What those go by in the environment they read once, when they are
 * loaded: Ink does not know NO_COLOR, and React takes twice as long for a frame unless told that this is production.
 */
export async function loadScreen(env: NodeJS.ProcessEnv): Promise<typeof import('./mount.tsx')> {
  const { NODE_ENV, FORCE_COLOR, NO_COLOR } = env;
  setIn(env, { NODE_ENV: NODE_ENV ?? 'production', FORCE_COLOR: NO_COLOR ? '0' : FORCE_COLOR });
  try {
    return await import('./mount.tsx');
  } finally {
    setIn(env, { NODE_ENV, FORCE_COLOR });
  }
}

/** Sets variables; without a value they are taken away. */
function setIn(env: NodeJS.ProcessEnv, variables: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete env[name];
    else env[name] = value;
  }
}
