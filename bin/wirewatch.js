#!/usr/bin/env node
// The command line runs from its TypeScript sources, so that a clone needs nothing but `npm ci`.
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

// The SDK would print a notice about Node 20 into every command's output.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

// The project's own settings, whatever lies in the folder it is called from.
register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) });

const { runAsProcess } = await import('../cli/process.ts');
await runAsProcess();
