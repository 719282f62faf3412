/** Tells the acceptance scenarios, one line each, and at the end how many held: `npm run journeys`. Jest sets the exit code. */
export default class JourneysReporter {
  onTestFileResult(_test, { testResults, testExecError, failureMessage }) {
    // A file that could not be run has no scenarios.
    if (testExecError) console.log(`FAILED  ${failureMessage}`);
    for (const { ancestorTitles, title, status, failureMessages } of testResults) {
      console.log(`${status === 'passed' ? 'passed' : 'FAILED'}  ${[...ancestorTitles, title].join(': ')}`);
      for (const message of failureMessages) console.log(message.replace(/^/gm, '        '));
    }
  }

  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    console.log(`${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed`);
  }
}
