/** Set by the build. */
declare const PLANSCORE_VERSION: string;

export const version: string = PLANSCORE_VERSION;
