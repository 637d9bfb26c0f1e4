import type { ServerCapabilities } from 'vscode-languageserver/node';
import { answerCodeAction } from './answerCodeAction.ts';
import { answerCodeLens } from './answerCodeLens.ts';
import { answerCompletion } from './answerCompletion.ts';
import { answerDefinition } from './answerDefinition.ts';
import type { AnswerFamily } from './answerFamily.ts';
import { answerFolding } from './answerFolding.ts';
import { answerFormatting } from './answerFormatting.ts';
import { answerHover } from './answerHover.ts';
import { answerInlayHints } from './answerInlayHints.ts';
import { answerLinks } from './answerLinks.ts';
import { answerOutline } from './answerOutline.ts';
import { answerReferences } from './answerReferences.ts';
import { answerRename } from './answerRename.ts';
import { answerSemanticTokens } from './answerSemanticTokens.ts';

/** Every feature of the editor that the server answers; a new one is one more line. */
export const answerFamilies: readonly AnswerFamily[] = [
  answerCodeAction,
  answerCodeLens,
  answerCompletion,
  answerDefinition,
  answerFolding,
  answerFormatting,
  answerHover,
  answerInlayHints,
  answerLinks,
  answerOutline,
  answerReferences,
  answerRename,
  answerSemanticTokens,
];

/** What the server says that it can do. */
export function answerCapabilities(): ServerCapabilities {
  return Object.assign({}, ...answerFamilies.map((family) => family.capabilities));
}
