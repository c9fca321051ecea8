/**
 * The entry `planscore` has `init`, the data sets and the functions of the four engines; `planscore/inline` and the
 * global `planscore` of `planscore/iife` have the same names with the module's bytes inside. `planscore/worker` has
 * {@link connect}, whose {@link Client} has the same functions, each with a promise. `planscore/files` has
 * {@link xlsxToCsv}, {@link xlsxSheets} and {@link docxToMarkdown}, by a second module that is loaded when first asked.
 * `planscore/element` defines the custom elements.
 *
 * Rates and shares are fractions (0.98), money is in the currency's main unit, durations are days, dates are
 * `YYYY-MM-DD`, null means "not known". What is refused is a {@link PlanscoreError} with a code and a place.
 *
 * Made from the types by `cargo xtask reference`; do not edit.
 *
 * @module planscore
 */
export * from './src/element-types.js';
export * from './src/engine-types.js';
export * from './src/files.js';
export * from './src/handles.js';
export * from './src/index.js';
export * from './src/worker.js';
