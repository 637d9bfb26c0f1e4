/** A style sheet imported for its effect: the bundler writes it beside the script. */
declare module '*.css';
