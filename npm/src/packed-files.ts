/** The bytes of the module for Office files, gzipped and in base64. */
export { default } from 'planscore-files-packed';
