/**
 * Stands in for the two globals that the elements and Lit ask for as they are imported: where there is no DOM, on a
 * server, importing them does nothing. The build puts these in the place of the globals.
 */
const { HTMLElement, document } = globalThis.document
  ? globalThis
  : { HTMLElement: class {}, document: { createTreeWalker: () => null } };

export { document, HTMLElement };
