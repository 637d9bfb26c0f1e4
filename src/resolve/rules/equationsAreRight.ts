import type { Rule } from '../ruleContext.ts';

/** The equations of the spec's own cells can be read, and their sizes fit. */
export const equationsAreRight: Rule = ({ equationProblems }) => equationProblems;
