/** Set by the build. */
declare const PLANSCORE_VERSION: string;

/** The version of the package. */
export const version: string = PLANSCORE_VERSION;
