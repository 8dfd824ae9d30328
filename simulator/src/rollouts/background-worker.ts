// The same program as `worker`, for threads beside which somebody waits for a screen.
import { stepBack } from '../pool/step-back.ts';

stepBack();
await import('./worker.ts');
