/** The version of RNN Studio: the one in the manifest. */
export const version = '0.1.0';
