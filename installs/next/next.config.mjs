/** Pages are rendered when they are built, with the package's modules imported on the server. */
export default { output: 'export' };
