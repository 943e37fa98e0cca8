import { stateDirectory } from '../../local/state-directory.ts';
import { openTable } from '../../local/table.ts';

// Holds the state directory named, until it is killed.
await openTable(stateDirectory(process.argv[2] ?? ''));
console.log('held');
