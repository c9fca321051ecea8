/** The global of the classic script, and the elements that it defines. */
export * from './elements-iife.js';
export as namespace planscore;
