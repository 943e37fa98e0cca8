import { startLocal } from '../../local/run.ts';

// Runs locally on the state and topics named, and dies by kill -9 when it says something that holds the third argument.
const [state = '', topics = '', deadly = ''] = process.argv.slice(2);
await startLocal({
  state,
  topics,
  samples: false,
  json: true,
  port: 0,
  out: (line) => {
    process.stdout.write(`${line}\n`);
    if (deadly !== '' && line.includes(deadly)) process.kill(process.pid, 'SIGKILL');
  },
});
