/** A YAML file imported as its text; the bundler and the unit tests load it so. */
declare module '*.yaml' {
  const text: string;
  export default text;
}
