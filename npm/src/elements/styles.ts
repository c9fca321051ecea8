/**
 * How the elements look. Themable by custom properties on the element or above it: `--planscore-card`,
 * `-ink`, `-soft`, `-line`, `-tint`, `-accent`, `-accent-ink`, `-good`, `-fair`, `-bad` and their `-tint`s,
 * `-radius`, `-font`. Light and dark follow `color-scheme`.
 */
import { answers } from './styles/answers.js';
import { charts } from './styles/charts.js';
import { frame } from './styles/frame.js';
import { media } from './styles/media.js';
import { plan } from './styles/plan.js';

/** Later ones go over earlier ones. */
export const styles = [frame, answers, plan, charts, media];
