import { basename } from 'node:path';

/** Tells the acceptance scenarios, one line each, and at the end how many held: `npm run journeys`. Jest sets the exit code. */
export default class JourneysReporter {
  onTestFileResult({ path }, { testResults, testExecError }) {
    // The file could not be run, or not be ended.
    if (testExecError) console.log(`FAILED  ${basename(path)}: ${testExecError.stack || testExecError.message}`);
    for (const { ancestorTitles, title, status, failureMessages } of testResults) {
      console.log(`${status === 'passed' ? 'passed' : 'FAILED'}  ${[...ancestorTitles, title].join(': ')}`);
      for (const message of failureMessages) console.log(message.replace(/^/gm, '        '));
    }
  }

  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    console.log(`${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed`);
  }
}
