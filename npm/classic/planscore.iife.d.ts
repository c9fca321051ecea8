/** The global of the classic script. */
export * from './inline.js';
export as namespace planscore;
