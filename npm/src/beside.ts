/** Where the module lies: beside the script. */
export const beside = (): URL => new URL('./planscore.wasm', import.meta.url);
