/** Where the module comes from, when not from beside the script. */
export type InitSource = string | URL | Request | Response | BufferSource | WebAssembly.Module;
